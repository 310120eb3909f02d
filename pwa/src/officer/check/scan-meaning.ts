import { type ParsedSubject, parseSubject, type StopSubject, type SubjectKey } from "@beket/domain";

/** What a scanned code is to an officer: a result slip, a pass, an identifier, or nothing that a post asks about. */
export type ScanMeaning =
  | { readonly kind: "slip"; readonly text: string }
  | { readonly kind: "pass"; readonly text: string }
  | { readonly kind: "subject"; readonly parsed: ParsedSubject }
  | { readonly kind: "strange" };

export function scanMeaning(scanned: string): ScanMeaning {
  // A space is a digit of base 45, also the last one: of a slip only line ends are taken off.
  if (/^BEKET1:/i.test(scanned)) return { kind: "slip", text: scanned.replace(/[\r\n]+$/, "").toUpperCase() };
  if (/^BEKET2:/i.test(scanned)) return { kind: "pass", text: scanned.replace(/[\r\n]+$/, "").toUpperCase() };
  const parsed = parseSubject(scanned.trim());
  return parsed.ok ? { kind: "subject", parsed: parsed.value } : { kind: "strange" };
}

/** A bus is not searched through: whoever holds the slip stands in front. */
const personsMax = 8;

/** Whose slip it may be: the people of the stop, the last who were entered first. */
export const slipHolders = (subjects: readonly StopSubject[]): readonly SubjectKey[] =>
  subjects
    .filter(({ role }) => role === "driver" || role === "passenger")
    .map(({ key }) => key)
    .toReversed()
    .slice(0, personsMax);
