import { crewRoutes, evidenceBytesMax } from "@beket/api";
import { type Evidence, trackCoveragePercent, type Site } from "@beket/domain";
import { signal } from "@preact/signals";
import * as v from "valibot";
import type { SealedValues } from "../../field/state/sealed-values.ts";
import type { NewRecord, Outbox } from "../../outbox/outbox.ts";
import type { EvidenceStore } from "../adapters/evidence-store.ts";
import type { PhotoFailure, Shot } from "../adapters/photo.ts";
import { beginDraft, type Draft, Drafts, type PhotoRole, suggestedLitres, areaMax } from "../model/draft.ts";
import { completionFact } from "../model/facts.ts";
import { amountOf, decimalText } from "../model/number.ts";
import { emptyTrack, positionsOf, type Track, trackGeoJson } from "../model/track.ts";
import { language } from "../../i18n/index.ts";
import type { Result } from "@beket/domain";
import type { Recorder } from "./recorder.ts";
import type { Screen } from "./screen.ts";
import type { Telling } from "./telling.ts";
import { EvidenceBody } from "./sending.ts";

export type WorkDeps = {
  readonly screen: Screen;
  readonly recorder: Recorder;
  readonly telling: Telling;
  readonly values: () => SealedValues | null;
  readonly evidence: () => EvidenceStore | null;
  readonly outbox: () => Outbox | null;
  readonly shotOf: (file: Blob, bytesMax: number) => Promise<Result<Shot, PhotoFailure>>;
  readonly now: () => number;
  readonly newId: () => string;
};
const name = "drafts";
export type PhotoTrouble = PhotoFailure["code"] | "not-kept";

/** Per cent of the site within reach of the track; null without a track. */
export function coverageOf(site: Site, track: Track | undefined): number | null {
  const walked = positionsOf(track ?? emptyTrack);
  return walked.length === 0 ? null : trackCoveragePercent(walked, site.geometry);
}

/** Work under way: every touch is kept, and the report is durable with all its files before it is called recorded. */
export function createWork(deps: WorkDeps) {
  const { screen } = deps;
  const photoBusy = signal<PhotoRole | null>(null);
  const photoTrouble = signal<PhotoTrouble | null>(null);
  const of = (site: string): Draft | null => screen.drafts.value.find((draft) => draft.site === site) ?? null;
  const keep = async (drafts: readonly Draft[]): Promise<void> => {
    screen.drafts.value = drafts;
    const written = await deps.values()?.write(name, drafts);
    // Shown but not kept: somebody must know before the tablet is put down.
    if (written?.ok === false) screen.notKept.value = true;
  };
  const change = (site: string, to: (draft: Draft) => Draft) =>
    keep(screen.drafts.value.map((draft) => (draft.site === site ? to(draft) : draft)));
  const followed = (draft: Draft): Draft => {
    const litres = suggestedLitres(screen.plan.value, draft.agent, amountOf(draft.area, areaMax));
    return draft.isLitresOwn || litres === null ? draft : { ...draft, litres: decimalText(litres, language.value) };
  };

  async function addPhoto(site: string, role: PhotoRole, file: Blob): Promise<void> {
    if (photoBusy.value !== null) return;
    photoBusy.value = role;
    photoTrouble.value = null;
    try {
      const shot = await deps.shotOf(file, evidenceBytesMax);
      if (!shot.ok) return void (photoTrouble.value = shot.error.code);
      const kept = await deps.evidence()?.put(shot.value);
      if (kept === undefined || !kept.ok) return void (photoTrouble.value = "not-kept");
      const { mediaType, bytes } = shot.value;
      const photo = { role, sha256: kept.value, mediaType, sizeBytes: bytes.byteLength, record: deps.newId() };
      await change(site, (draft) => ({ ...draft, photos: [...draft.photos.filter(({ sha256 }) => sha256 !== kept.value), photo] }));
    } finally {
      photoBusy.value = null;
    }
  }

  /** The files of the report, the track among them; null when the device did not keep it. */
  async function filesOf(draft: Draft): Promise<readonly (Evidence & { readonly record: string })[] | null> {
    const track = screen.tracks.value.get(draft.site) ?? emptyTrack;
    if (positionsOf(track).length === 0) return draft.photos;
    const bytes = new TextEncoder().encode(trackGeoJson(track));
    const kept = await deps.evidence()?.put({ mediaType: "application/geo+json", bytes });
    if (kept === undefined || !kept.ok) return null;
    return [
      ...draft.photos,
      { role: "track", sha256: kept.value, mediaType: "application/geo+json", sizeBytes: bytes.byteLength, record: deps.newId() },
    ];
  }

  /** Files first, then the fact that names them, in one group: the node gets them in this order. */
  async function complete(site: Site): Promise<void> {
    const draft = of(site.site);
    const session = screen.session.value;
    if (draft === null || session === null || screen.busy.value !== null) return;
    screen.notKept.value = false;
    screen.busy.value = { site: site.site, done: 0, all: draft.photos.length + 2 };
    try {
      const files = await filesOf(draft);
      const fact =
        files === null ? null : completionFact(draft, files.map(named), coverageOf(site, screen.tracks.value.get(site.site)), deps.now());
      if (files === null || fact === null) return void (screen.notKept.value = true);
      for (const [index, { record, ...file }] of files.entries()) {
        screen.busy.value = { site: site.site, done: index, all: files.length + 1 };
        const entry: NewRecord = {
          ...{ id: record, kind: "evidence", path: crewRoutes.evidence, group: site.site, officer: session.officer },
          body: v.parse(EvidenceBody, { sha256: file.sha256, mediaType: file.mediaType, sizeBytes: file.sizeBytes }),
        };
        const kept = await deps.outbox()?.keep(entry);
        if (kept?.ok !== true) return void (screen.notKept.value = true);
      }
      const told = await deps.telling.tell(fact, draft.event);
      if (told === null) return;
      const isExtra = screen.sites.value
        .get(site.site)
        ?.state.completions.some(({ completion, standing }) => completion === draft.completion && standing === "extra");
      screen.done.value = { site: site.site, what: isExtra === true ? "completed-as-extra" : "completed", record: told };
      await keep(screen.drafts.value.filter((other) => other.site !== site.site));
      await deps.recorder.forget(site.site);
    } finally {
      screen.busy.value = null;
    }
  }

  return {
    photoBusy,
    photoTrouble,
    of,
    addPhoto,
    complete,
    begin(site: Site, claim: string | null): void {
      const crew = screen.crew.value;
      if (crew === null || of(site.site) !== null) return;
      const ids = v.parse(Ids, { claim, completion: deps.newId() });
      const start = { ...ids, site: site.site, crew, event: deps.newId(), startedAt: deps.now(), areaM2: site.areaM2 };
      void keep([...screen.drafts.value, beginDraft(start, screen.plan.value, language.value)]);
      deps.recorder.begin();
    },
    /** The track goes on here. */
    recordHere(site: string): void {
      const draft = of(site);
      if (draft !== null) void keep([...screen.drafts.value.filter((other) => other.site !== site), draft]);
      deps.recorder.begin();
    },
    setAgent: (site: string, agent: string) => void change(site, (draft) => followed({ ...draft, agent })),
    setArea: (site: string, area: string) => void change(site, (draft) => followed({ ...draft, area })),
    setLitres: (site: string, litres: string) => void change(site, (draft) => ({ ...draft, litres, isLitresOwn: true })),
    async removePhoto(site: string, sha256: string): Promise<void> {
      await change(site, (draft) => ({ ...draft, photos: draft.photos.filter((photo) => photo.sha256 !== sha256) }));
      await deps.evidence()?.remove(sha256);
    },
    async restore(): Promise<void> {
      screen.drafts.value = (await deps.values()?.read(name, Drafts)) ?? [];
    },
    /** A report that was on its way when the program was ended is no draft any more. After sheet and facts are read. */
    async settle(): Promise<void> {
      const stated = [...screen.stated.value.values()].flatMap(({ fact }) => (fact.kind === "site-completion" ? [fact.completion] : []));
      const known = (screen.sheet.value?.sites ?? []).flatMap(({ state }) => state.completions.map(({ completion }) => completion));
      const reported = new Set([...stated, ...known]);
      const open = screen.drafts.value.filter(({ completion }) => !reported.has(completion));
      if (open.length < screen.drafts.value.length) await keep(open);
    },
  };
}
export type Work = ReturnType<typeof createWork>;

const Ids = v.pick(Drafts.pipe[0].item, ["claim", "completion"]);
const named = ({ role, sha256, mediaType, sizeBytes }: Evidence): Evidence => ({ role, sha256, mediaType, sizeBytes });
