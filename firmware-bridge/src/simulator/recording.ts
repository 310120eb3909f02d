import { err, ok, type Result } from "@beket/domain";
import * as v from "valibot";

/** One push as it was recorded: JSON lines, `body` the exact bytes in base64. */
export const RecordedPush = v.strictObject({
  /** Milliseconds after the push before it. */
  afterMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400_000)),
  contentType: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  body: v.pipe(v.string(), v.base64(), v.maxLength(12_000_000)),
});
export type RecordedPush = v.InferOutput<typeof RecordedPush>;

/** Reads a recording; the fault names the line. */
export const parseRecording = (text: string): Result<readonly RecordedPush[], { readonly line: number; readonly why: string }> => {
  const pushes: RecordedPush[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    let raw: unknown;
    try {
      raw = JSON.parse(line);
    } catch {
      return err({ line: index + 1, why: "not JSON" });
    }
    const push = v.safeParse(RecordedPush, raw);
    if (!push.success) return err({ line: index + 1, why: push.issues[0].message });
    pushes.push(push.output);
  }
  return pushes.length === 0 ? err({ line: 0, why: "empty recording" }) : ok(pushes);
};

const latin1 = new TextDecoder("latin1");
const flag = /<isDataRetransmission>false<\/isDataRetransmission>/;

/** The same push as the camera sends it again after an outage: the flag set, everything else byte for byte. */
export const asRetransmission = (body: Uint8Array): Uint8Array => {
  const text = latin1.decode(body);
  if (!flag.test(text)) return body;
  const changed = text.replace(flag, "<isDataRetransmission>true</isDataRetransmission>");
  return Uint8Array.from(changed, (character) => character.codePointAt(0) ?? 0);
};

/** Sets the time of the alert to the moment of the replay, as a live camera would; the rest stays as recorded. */
export const atTime = (body: Uint8Array, isoTime: string, key: string): Uint8Array => {
  const text = latin1
    .decode(body)
    .replace(/<dateTime>[^<]*<\/dateTime>/, `<dateTime>${isoTime}</dateTime>`)
    .replace(/<UUID>[^<]*<\/UUID>/, `<UUID>${key}</UUID>`);
  return Uint8Array.from(text, (character) => character.codePointAt(0) ?? 0);
};
