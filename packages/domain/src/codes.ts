import * as v from "valibot";
import { limits } from "./limits.ts";

/** Lower-case code of a post, lane, purpose, category, device, crew…; never an identifier of a person or vehicle. */
export const Code = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));
export type Code = v.InferOutput<typeof Code>;

/** RFC 9562 UUID in lower case; events and claims are named by it, never by content. */
export const Uuid = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  v.brand("Uuid"),
);
export type Uuid = v.InferOutput<typeof Uuid>;

/** Service code of an officer, medic or crew leader; `public` for the self-check. Never a name. */
export const OfficerCode = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,23}$/));
export type OfficerCode = v.InferOutput<typeof OfficerCode>;

/** Short number printed on a slip or said over the radio, e.g. `7K-204`. */
export const ShortNumber = v.pipe(v.string(), v.regex(/^[0-9A-Z][0-9A-Z-]{2,11}$/));
export type ShortNumber = v.InferOutput<typeof ShortNumber>;

/** A few sentences that a person typed. */
export const FreeText = v.pipe(v.string(), v.maxLength(limits.freeTextChars));
/** SHA-256 of a stored file, lower-case hexadecimal. */
export const Sha256Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
export const SmallCount = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
