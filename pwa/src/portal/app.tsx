import type { ApplicationView } from "@beket/api";
import { signal } from "@preact/signals";
import { say } from "../i18n/index.ts";
import { acceptUpdate, updateReady } from "../install/update.ts";
import { uiWords } from "../i18n/index.ts";
import { Brand, Button, LanguageSwitch, ThemeSwitch } from "../ui/index.ts";
import type { ApplyStore } from "./adapters/apply-store.ts";
import type { Central } from "./adapters/central.ts";
import type { Keep } from "./adapters/keep.ts";
import type { RevokeStore } from "./adapters/revoke-store.ts";
import type { OfficeStore } from "./adapters/office-store.ts";
import type { PortalAccess } from "./access/portal-access.ts";
import { hashOf, placeOf, sectionOf, sections, type Place } from "./model/address.ts";
import { isBusy } from "./model/signing.ts";
import { lazyPart } from "./parts/lazy.tsx";
import { Notices } from "./parts/notices.tsx";
import { CallFailed, Working } from "./parts/parts.tsx";
import { ApplySection } from "./screens/apply.tsx";
import { RevokeSection } from "./screens/revoke.tsx";
import { SmallSection } from "./screens/small.tsx";
import { StatusSection } from "./screens/status.tsx";
import { frame } from "./words/frame.ts";

const OfficeSection = lazyPart(() => import("./screens/office/office.tsx").then((part) => part.OfficeSection));

export type PortalProps = {
  readonly apply: ApplyStore;
  readonly revoke: RevokeStore;
  readonly office: OfficeStore;
  readonly access: PortalAccess;
  readonly deps: { readonly central: Central; readonly keep: Keep; readonly now: () => number };
};

const place = signal<Place>(placeOf(location.hash));
const opened = signal<ApplicationView | null>(null);
addEventListener("hashchange", () => (place.value = placeOf(location.hash)));

const goTo = (next: Place): void => {
  location.hash = hashOf(next);
};

function UpdateOffer({ idle }: { readonly idle: boolean }) {
  // Never in the middle of a signature: a new version would drop the document.
  if (!updateReady.value || !idle) return null;
  return (
    <div class="update no-print" role="status">
      <span>{say(uiWords.updateReady)}</span>
      <Button size="small" onClick={acceptUpdate}>
        {say(uiWords.updateNow)}
      </Button>
    </div>
  );
}

function Bar() {
  return (
    <header class="bar no-print">
      <a class="skip" href="#content" onClick={skipToContent}>
        {say(frame.skip)}
      </a>
      <div class="bar-inside">
        <Brand name="Beket" />
        <nav class="bar-nav" aria-label={say(frame.sections)}>
          {sections.map((name) => (
            <a key={name} href={`#/${name}`} aria-current={sectionOf(place.value) === name ? "page" : undefined}>
              {say(frame[name])}
            </a>
          ))}
        </nav>
        <div class="bar-language">
          <LanguageSwitch />
        </div>
      </div>
      <div class="stripe" aria-hidden="true" />
    </header>
  );
}

// The address names the section, so the link moves the focus itself instead of changing it.
function skipToContent(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

export function Portal({ apply, revoke, office, deps }: PortalProps) {
  const { central, keep, now } = deps;
  const { rules, signing, view } = apply.state.value;
  const idle = !isBusy(signing) && signing.kind !== "unsent" && !isBusy(revoke.state.value.signing);
  const refresh = async (): Promise<void> => {
    if (view?.secret === undefined) return;
    const reply = await central.status(view.id, view.secret);
    if (reply.ok) apply.send({ kind: "view-refreshed", view: reply.value });
  };
  const toRevoke = (application: ApplicationView): void => {
    opened.value = application;
    const { bin } = apply.state.value.draft;
    if (application.id === view?.id) revoke.send({ kind: "edited", form: { ...revoke.state.value.form, bin } });
    goTo({ kind: "revoke" });
  };
  const here = place.value;
  const content = () => {
    if (here.kind === "apply")
      return (
        <ApplySection
          store={apply}
          central={central}
          now={now}
          onRefresh={() => void refresh()}
          onRevoke={() => view !== null && toRevoke(view)}
        />
      );
    if (rules.kind === "failed") return <CallFailed failure={rules.failure} onRetry={() => apply.send({ kind: "rules-wanted" })} />;
    if (rules.kind === "loading") return <Working>{say(frame.loading)}</Working>;
    const { regime, places } = rules;
    if (here.kind === "status") return <StatusSection central={central} keep={keep} timeZone={regime.timeZone} onRevoke={toRevoke} />;
    if (here.kind === "revoke") return <RevokeSection store={revoke} regime={regime} now={now} opened={opened.value} />;
    if (here.kind === "small") return <SmallSection central={central} regime={regime} />;
    return <OfficeSection store={office} place={here} regime={regime} places={places} now={now} go={goTo} />;
  };
  return (
    <>
      <Bar />
      <UpdateOffer idle={idle} />
      <main id="content" class="page" tabIndex={-1}>
        {rules.kind === "known" ? <Notices central={central} timeZone={rules.regime.timeZone} /> : null}
        {content()}
      </main>
      <footer class="foot no-print">
        <span class="soft small">{say(frame.title)} · 1308</span>
        <a class="small" href="/citizen/">
          {say(frame.citizens)}
        </a>
        <ThemeSwitch />
      </footer>
    </>
  );
}
