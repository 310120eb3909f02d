import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  NotFoundException,
  ChecksumException,
  FormatException,
  RGBLuminanceSource,
} from "@zxing/library";
import type { CodeFormat, Decoder } from "./decoder.ts";

const formats: ReadonlyMap<BarcodeFormat, CodeFormat> = new Map([
  [BarcodeFormat.QR_CODE, "qr"],
  [BarcodeFormat.DATA_MATRIX, "data-matrix"],
  [BarcodeFormat.PDF_417, "pdf417"],
  [BarcodeFormat.CODE_128, "linear"],
  [BarcodeFormat.CODE_39, "linear"],
  [BarcodeFormat.ITF, "linear"],
]);

/** Rec. 601 luma of RGBA pixels. */
export function lumaOf(pixels: Uint8ClampedArray): Uint8ClampedArray {
  const luma = new Uint8ClampedArray(pixels.length / 4);
  for (let i = 0; i < luma.length; i++) {
    const at = i * 4;
    luma[i] = ((pixels[at] ?? 0) * 299 + (pixels[at + 1] ?? 0) * 587 + (pixels[at + 2] ?? 0) * 114) / 1000;
  }
  return luma;
}

/** The pure JavaScript decoder: works everywhere, slower than the platform's own. */
export function createZxingDecoder(): Decoder {
  const reader = new MultiFormatReader();
  reader.setHints(
    new Map<DecodeHintType, unknown>([
      [DecodeHintType.POSSIBLE_FORMATS, [...formats.keys()]],
      [DecodeHintType.TRY_HARDER, true],
    ]),
  );
  const decode: Decoder["decode"] = async ({ image }) => {
    const source = new RGBLuminanceSource(lumaOf(image.data), image.width, image.height);
    try {
      const result = reader.decodeWithState(new BinaryBitmap(new HybridBinarizer(source)));
      const format = formats.get(result.getBarcodeFormat());
      return format === undefined ? null : { text: result.getText(), format };
    } catch (error) {
      // The library says "no code in this frame" by throwing.
      if (error instanceof NotFoundException || error instanceof ChecksumException || error instanceof FormatException) return null;
      throw error;
    }
  };
  return { name: "zxing", decode };
}
