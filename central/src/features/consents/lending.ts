import type { Consent, ConsentPort, ConsentStore } from "./types.ts";

const coversTime = ({ validFrom, validTo, withdrawnFrom }: Consent, from: number, until: number): boolean =>
  validFrom <= from && validTo >= until && (withdrawnFrom === null || withdrawnFrom >= until);

/** Asks the consents that an organisation was given. Each question reads them once, however many rows it is about. */
export function createLending(store: Pick<ConsentStore, "activeFor">, now: () => number): ConsentPort {
  const usable = (to: string, from: number, until: number): readonly Consent[] =>
    store.activeFor(to, now()).filter((consent) => coversTime(consent, from, until));
  return {
    lending: (to, from, until) => {
      let found: readonly Consent[] | null = null;
      return (lender, subject) => {
        found ??= usable(to, from, until);
        return found.find((consent) => consent.lender === lender && consent.subjects.has(subject))?.consent ?? null;
      };
    },
    covers: (to, from, until) => {
      let found: readonly Consent[] | null = null;
      return (id, subject) => {
        found ??= usable(to, from, until);
        return found.some(({ consent, subjects }) => consent === id && subjects.has(subject));
      };
    },
  };
}
