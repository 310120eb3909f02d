import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, Icon, Notice } from "../../ui/index.ts";
import { type Draft, type KeptEvidence, photoRoles, photosMaxOfRole, type PhotoRole } from "../model/draft.ts";
import { workWords } from "../words/work.ts";
import { useApp } from "./context.ts";
import "./photos.css";

/** Before and after: taken with the device's camera, drawn afresh, sealed on this tablet. */
export function Photos({ draft }: { readonly draft: Draft }) {
  const { work } = useApp();
  const trouble = work.photoTrouble.value;
  return (
    <div class="field">
      <span class="field-label">{say(workWords.photos)}</span>
      <div class="photo-roles">
        {photoRoles.map((role) => (
          <RoleOfPhotos key={role} draft={draft} role={role} />
        ))}
      </div>
      {trouble === null ? null : (
        <Notice tone="bad" title={say(workWords.photoFailures[trouble])} live="assertive" testId="photo-trouble" />
      )}
      <p class="field-hint">{say(workWords.photoClean)}</p>
    </div>
  );
}

function RoleOfPhotos({ draft, role }: { readonly draft: Draft; readonly role: PhotoRole }) {
  const { work } = useApp();
  const photos = draft.photos.filter((photo) => photo.role === role);
  const isBusy = work.photoBusy.value === role;
  const name = say(workWords.photoRoles[role]);
  return (
    <div class="photo-role">
      {photos.map((photo) => (
        <Photo key={photo.sha256} draft={draft} photo={photo} name={name} />
      ))}
      {photos.length >= photosMaxOfRole ? null : (
        <label class={isBusy ? "photo-take photo-take-busy" : "photo-take"} aria-busy={isBusy || undefined}>
          <Icon name="camera" large />
          <span>{isBusy ? say(workWords.photoBusy) : name}</span>
          <input
            type="file"
            accept="image/*"
            capture="environment"
            class="photo-input"
            aria-label={say(workWords.takePhoto(name))}
            disabled={isBusy}
            data-testid={`photo-${role}`}
            onChange={(event) => {
              const input = event.currentTarget;
              const file = input.files?.[0];
              if (file !== undefined) void work.addPhoto(draft.site, role, file).then(() => (input.value = ""));
            }}
          />
        </label>
      )}
    </div>
  );
}

function Photo({ draft, photo, name }: { readonly draft: Draft; readonly photo: KeptEvidence; readonly name: string }) {
  const { work, picture } = useApp();
  const url = useSignal<string | null>(null);
  useEffect(() => {
    let [made, isGone]: [string | null, boolean] = [null, false];
    void picture(photo.sha256).then((blob) => {
      if (blob === null || isGone) return;
      made = URL.createObjectURL(blob);
      url.value = made;
    });
    return () => {
      isGone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [photo.sha256]);
  const kilobytes = Math.max(1, Math.round(photo.sizeBytes / 1_000));
  return (
    <figure class="photo" data-testid="photo" data-role={photo.role} data-bytes={photo.sizeBytes}>
      {url.value === null ? <span class="photo-picture" /> : <img class="photo-picture" src={url.value} alt={name} />}
      <figcaption class="small">
        {name} · {say(workWords.kilobytes(kilobytes))}
      </figcaption>
      <Button size="small" icon="trash" iconOnly onClick={() => void work.removePhoto(draft.site, photo.sha256)}>
        {say(workWords.removePhoto(name))}
      </Button>
    </figure>
  );
}
