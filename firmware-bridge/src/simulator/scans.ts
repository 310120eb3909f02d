import { err, ok, type Result } from "@beket/domain";
import * as v from "valibot";

/** What a scanner sent at once, as it was recorded: JSON lines, `bytes` the exact ones in base64, line ends and all. */
const RecordedScan = v.strictObject({
  /** Milliseconds after the one before it. */
  afterMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400_000)),
  bytes: v.pipe(v.string(), v.base64(), v.minLength(1), v.maxLength(8_000)),
});
export type RecordedScan = v.InferOutput<typeof RecordedScan>;
const Line = v.pipe(v.string(), v.parseJson(), RecordedScan);

/** Reads a recording; the fault names the line. */
export function parseScans(text: string): Result<readonly RecordedScan[], { readonly line: number }> {
  const scans: RecordedScan[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const scan = v.safeParse(Line, line);
    if (!scan.success) return err({ line: index + 1 });
    scans.push(scan.output);
  }
  return scans.length === 0 ? err({ line: 0 }) : ok(scans);
}
