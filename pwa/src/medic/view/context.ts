import {
  assert,
  type BorderWarning,
  borderFaultText,
  borderFaultCodes,
  borderWarningText,
  type CountryCode,
  formatDate,
} from "@beket/domain";
import { type Signal, signal, useSignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import { countryName } from "../../field/words/countries.ts";
import { language, say } from "../../i18n/index.ts";
import type { MedicApp } from "../state/app.ts";
import type { Refusal, Stating } from "../state/facts.ts";
import type { ScanTaker } from "../state/scans.ts";
import { deskWords } from "../words/desk.ts";

const AppContext = createContext<MedicApp | null>(null);
export const AppProvider = AppContext.Provider;

export function useApp(): MedicApp {
  const app = useContext(AppContext);
  assert(app !== null, "a view stands inside the provider");
  return app;
}

const phone = matchMedia("(width < 40rem)");
/** True on a phone. */
export const isNarrow = signal(phone.matches);
phone.addEventListener("change", (event) => (isNarrow.value = event.matches));

export const timeZoneOf = (app: MedicApp): string => app.station.post.value?.regime?.timeZone ?? "Asia/Almaty";
export const countryText = (code: CountryCode): string => say(countryName(code));
/** A civil date, which has no time zone, in words. */
export const dateText = (iso: string): string => formatDate(Date.parse(`${iso}T12:00:00Z`), "Etc/UTC", language.value);

/** The last civil day of a term that ends at midnight UTC. */
export const dayOf = (endsAt: number): string => new Date(endsAt - 1).toISOString().slice(0, 10);
export function kitName(app: MedicApp, kitType: string): string {
  const kit = app.rules.value?.rules.kits.find((one) => one.kitType === kitType);
  return kit === undefined ? kitType : say(kit.name);
}

const faultCodes: ReadonlySet<string> = new Set(borderFaultCodes);
const isFaultCode = (code: string): code is (typeof borderFaultCodes)[number] => faultCodes.has(code);
/** What the edge's problem code says to do, or null where this app has no words for it. */
export function problemText(code: string | null): string | null {
  const bare = code?.replace(/^border\./, "") ?? "";
  return isFaultCode(bare) ? borderFaultText(bare, language.value) : null;
}
export function refusalText(refusal: Refusal): string {
  switch (refusal.kind) {
    case "fault":
      return borderFaultText(refusal.fault.code, language.value);
    case "edge":
      return problemText(refusal.code) ?? say(deskWords.edgeSays(refusal.code));
    case "not-durable":
      return say(deskWords.notDurable);
    case "no-rules":
      return say(deskWords.noRules);
  }
}

export type Work = {
  readonly busy: Signal<boolean>;
  readonly refusal: Signal<Refusal | null>;
  /** Runs one statement at a time; `then` only when it was kept. Warnings are said and stop nothing. */
  readonly run: (stating: () => Promise<Stating>, then?: () => void) => Promise<void>;
};
/** One button's work: busy while it is kept, refused with its reason where it was pressed. */
export function useWork(): Work {
  const app = useApp();
  const busy = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  return {
    busy,
    refusal,
    async run(stating, then) {
      if (busy.peek()) return;
      busy.value = true;
      refusal.value = null;
      const done = await stating();
      busy.value = false;
      if (!done.ok) {
        refusal.value = done.error;
        return;
      }
      warn(app, done.value);
      then?.();
    },
  };
}
export function warn(app: MedicApp, warnings: readonly BorderWarning[]): void {
  const first = warnings[0];
  if (first !== undefined) app.say(borderWarningText(first, language.value), "warn");
}

/** While the calling view is on the screen, scans are offered to `take` first. */
export function useScan(take: ScanTaker): void {
  const { scans } = useApp();
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => scans.listen((text, meaning) => latest.current(text, meaning)), []);
}
