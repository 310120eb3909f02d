import * as v from "valibot";
import type { CodeFormat, Decoder } from "./decoder.ts";

const formats: ReadonlyMap<string, CodeFormat> = new Map([
  ["qr_code", "qr"],
  ["data_matrix", "data-matrix"],
  ["pdf417", "pdf417"],
  ["code_128", "linear"],
  ["code_39", "linear"],
  ["itf", "linear"],
]);

// Not in TypeScript's library: https://wicg.github.io/shape-detection-api/#barcode-detection-api
type BarcodeDetector = { detect(image: ImageBitmapSource): Promise<readonly unknown[]> };
type BarcodeDetectorClass = {
  new (options: { readonly formats: readonly string[] }): BarcodeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
};
declare global {
  var BarcodeDetector: BarcodeDetectorClass | undefined;
}
const Detected = v.object({ rawValue: v.pipe(v.string(), v.maxLength(4_000)), format: v.string() });

/** The platform's detector, where it exists and reads at least QR; null elsewhere (Chromium on Linux and Windows has none). */
export async function createNativeDecoder(): Promise<Decoder | null> {
  const detectorClass = globalThis.BarcodeDetector;
  if (detectorClass === undefined) return null;
  const supported = await detectorClass.getSupportedFormats().catch((): readonly string[] => []);
  if (!supported.includes("qr_code")) return null;
  const detector = new detectorClass({ formats: supported.filter((format) => formats.has(format)) });
  const decode: Decoder["decode"] = async ({ image }) => {
    const found = await detector.detect(image).catch((): readonly unknown[] => []);
    for (const candidate of found) {
      const parsed = v.safeParse(Detected, candidate);
      const format = parsed.success ? formats.get(parsed.output.format) : undefined;
      if (parsed.success && format !== undefined) return { text: parsed.output.rawValue, format };
    }
    return null;
  };
  return { name: "native", decode };
}
