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
import { isBusy } from "./model/signing.ts";
import { CallFailed, Working } from "./parts/parts.tsx";
import { ApplySection } from "./screens/apply.tsx";
import { RevokeSection } from "./screens/revoke.tsx";
import { StatusSection } from "./screens/status.tsx";
import { frame } from "./words/frame.ts";

const sections = ["apply", "status", "revoke"] as const;
type Section = (typeof sections)[number];

/** The section of an address; nothing but its name is ever in it. */
const sectionOf = (hash: string): Section => sections.find((section) => hash === `#/${section}`) ?? "apply";

export type PortalProps = {
  readonly apply: ApplyStore;
  readonly revoke: RevokeStore;
  readonly central: Central;
  readonly keep: Keep;
  readonly now: () => number;
};

const section = signal<Section>(sectionOf(location.hash));
const opened = signal<ApplicationView | null>(null);
addEventListener("hashchange", () => (section.value = sectionOf(location.hash)));

const goTo = (next: Section): void => {
  location.hash = `#/${next}`;
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
            <a key={name} href={`#/${name}`} aria-current={section.value === name ? "page" : undefined}>
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

export function Portal({ apply, revoke, central, keep, now }: PortalProps) {
  const { rules, signing, view } = apply.state.value;
  const regime = rules.kind === "known" ? rules.regime : null;
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
    goTo("revoke");
  };
  return (
    <>
      <Bar />
      <UpdateOffer idle={idle} />
      <main id="content" class="page" tabIndex={-1}>
        {section.value === "apply" ? (
          <ApplySection store={apply} now={now} onRefresh={() => void refresh()} onRevoke={() => view !== null && toRevoke(view)} />
        ) : regime === null ? (
          rules.kind === "failed" ? (
            <CallFailed failure={rules.failure} onRetry={() => apply.send({ kind: "rules-wanted" })} />
          ) : (
            <Working>{say(frame.loading)}</Working>
          )
        ) : section.value === "status" ? (
          <StatusSection central={central} keep={keep} timeZone={regime.timeZone} onRevoke={toRevoke} />
        ) : (
          <RevokeSection store={revoke} regime={regime} now={now} opened={opened.value} />
        )}
      </main>
      <footer class="foot no-print">
        <span class="soft small">{say(frame.title)} · 1308</span>
        <ThemeSwitch />
      </footer>
    </>
  );
}
