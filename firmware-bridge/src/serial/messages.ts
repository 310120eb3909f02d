import * as v from "valibot";

/** What the helper process of a serial line says, one JSON line each. */
export const SerialMessage = v.variant("kind", [
  v.strictObject({ kind: v.literal("up") }),
  v.strictObject({ kind: v.literal("down"), why: v.picklist(["absent", "no-permission", "not-a-tty", "unplugged"]) }),
  v.strictObject({ kind: v.literal("bytes"), base64: v.pipe(v.string(), v.base64(), v.maxLength(8_192)) }),
]);
export type SerialMessage = v.InferOutput<typeof SerialMessage>;
export const messageCharsMax = 10_000;
