import * as v from "valibot";

/** The identifier schemes of a subject key. `doc` is a passport or any other identity document. */
export const subjectSchemes = ["iin", "bin", "doc", "plate"] as const;
export type SubjectScheme = (typeof subjectSchemes)[number];

/** ISO 3166-1 alpha-3 as ICAO 9303 uses it (`KAZ`, `KGZ`, `UZB`, `RUS`, `CHN`; `UTO`-style three letters, `XXX` unknown). */
export const CountryCode = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/));
export type CountryCode = v.InferOutput<typeof CountryCode>;

/**
 * One subject: scheme, issuer and normalised value. A replica's keyed hash covers scheme and value only; the country is
 * compared inside the opened record, so that a reader who does not know the country still finds the row.
 */
export const SubjectKey = v.strictObject({
  scheme: v.picklist(subjectSchemes),
  country: CountryCode,
  value: v.pipe(v.string(), v.regex(/^[0-9A-Z]{1,20}$/)),
});
export type SubjectKey = Readonly<v.InferOutput<typeof SubjectKey>>;
