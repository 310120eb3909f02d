import { type BorderTest, type BorderView, parseMrz, parseSubject, type Person } from "@beket/domain";
import { kitCode } from "./cassette.ts";

/** What a scanned text means to this post. A cassette of a running test opens its reading from anywhere. */
export type ScanMeaning =
  | { readonly kind: "reading"; readonly test: BorderTest; readonly cassette: string }
  /** A cassette of a test that is over. */
  | { readonly kind: "spent"; readonly test: BorderTest }
  | { readonly kind: "specimen"; readonly test: BorderTest }
  | { readonly kind: "slip"; readonly text: string }
  | { readonly kind: "person"; readonly person: Person }
  /** A document of somebody who is not registered here yet. */
  | { readonly kind: "document"; readonly text: string }
  /** May be a new cassette, tube or box. */
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "unknown" };

type Needs = Pick<BorderView, "testOfCassette" | "testOfSpecimen" | "personsOf">;

export function meaningOfScan(border: Needs, text: string): ScanMeaning {
  const trimmed = text.trim();
  if (trimmed.startsWith("BEKET1:")) return { kind: "slip", text: trimmed };
  const code = kitCode(trimmed);
  const ofCassette = code === null ? null : border.testOfCassette(code);
  if (ofCassette !== null && code !== null)
    return ofCassette.state === "running" ? { kind: "reading", test: ofCassette, cassette: code } : { kind: "spent", test: ofCassette };
  const ofSpecimen = code === null ? null : border.testOfSpecimen(code);
  if (ofSpecimen !== null) return { kind: "specimen", test: ofSpecimen };
  const zone = parseMrz(trimmed);
  const parsed = parseSubject(trimmed, { role: "person" });
  if (parsed.ok && (zone.ok || parsed.value.key.scheme === "iin")) {
    const known = border.personsOf(parsed.value.key).at(-1);
    return known === undefined ? { kind: "document", text: trimmed } : { kind: "person", person: known };
  }
  return code === null ? { kind: "unknown" } : { kind: "code", code };
}
