export const symbologies = ["qr", "code128", "code39", "pdf417", "datamatrix", "mrz", "rfid", "unknown"] as const;
export type Symbology = (typeof symbologies)[number];
/** What a scanner read: the text without what the scanner put in front of it. */
export type CodeRead = { readonly symbology: Symbology; readonly text: string };

/** Code characters of ISO/IEC 15424 (AIM identifiers `]` + code + modifier) for the symbologies that are named here. */
const byCodeCharacter: Readonly<Record<string, Symbology>> = { Q: "qr", C: "code128", A: "code39", L: "pdf417", d: "datamatrix" };
/** Readers of machine-readable zones send each line like a code of its own: two of 44 (TD3) or three of 30 (TD1). True while another is due. */
export const isZoneLine = (text: string): boolean => /^(?:[A-Z0-9<]{30}|[A-Z0-9<]{60}|[A-Z0-9<]{44})$/.test(text);

const zoneLengths: ReadonlySet<number> = new Set([88, 90]);

/** Takes an AIM identifier off a scanned text. Without one a machine-readable zone is told by its length and characters, all else is `unknown`. */
export function readCode(scanned: string): CodeRead {
  const identifier = /^\]([A-Za-z])[0-9A-Za-z]/.exec(scanned);
  if (identifier !== null) return { symbology: byCodeCharacter[identifier[1] ?? ""] ?? "unknown", text: scanned.slice(3) };
  const squeezed = scanned.replace(/\s/g, "");
  const isZone = zoneLengths.has(squeezed.length) && squeezed.includes("<") && /^[A-Z0-9<]+$/.test(squeezed);
  return { symbology: isZone ? "mrz" : "unknown", text: scanned };
}
