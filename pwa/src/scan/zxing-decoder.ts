import {
  BarcodeFormat,
  BinaryBitmap,
  ChecksumException,
  DataMatrixReader,
  DecodeHintType,
  FormatException,
  HybridBinarizer,
  MultiFormatOneDReader,
  NotFoundException,
  QRCodeReader,
  type Reader,
  RGBLuminanceSource,
} from "@zxing/library";
import type { CodeFormat, Decoded, Decoder } from "./decoder.ts";

/** RGBA pixels, row by row from the top. */
type Pixels = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };

const formats: ReadonlyMap<BarcodeFormat, CodeFormat> = new Map([
  [BarcodeFormat.QR_CODE, "qr"],
  [BarcodeFormat.DATA_MATRIX, "data-matrix"],
  [BarcodeFormat.CODE_128, "linear"],
  [BarcodeFormat.CODE_39, "linear"],
  [BarcodeFormat.ITF, "linear"],
]);

/** Rec. 601 luma of RGBA pixels. */
function lumaOf(pixels: Uint8ClampedArray): Uint8ClampedArray {
  const luma = new Uint8ClampedArray(pixels.length / 4);
  for (let i = 0; i < luma.length; i++) {
    const at = i * 4;
    luma[i] = ((pixels[at] ?? 0) * 299 + (pixels[at + 1] ?? 0) * 587 + (pixels[at + 2] ?? 0) * 114) / 1000;
  }
  return luma;
}

/**
 * The pure JavaScript decoder: works everywhere, slower than the platform's own. The readers are asked one by one, because the
 * library's own "multi format" reader writes to the console for every frame without a code.
 */
export function createZxingDecoder() {
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, [...formats.keys()]],
    [DecodeHintType.TRY_HARDER, true],
  ]);
  const readers: readonly Reader[] = [new QRCodeReader(), new MultiFormatOneDReader(hints), new DataMatrixReader()];
  const decode = async ({ image }: { readonly image: Pixels }): Promise<Decoded | null> => {
    const source = new RGBLuminanceSource(lumaOf(image.data), image.width, image.height);
    const bitmap = new BinaryBitmap(new HybridBinarizer(source));
    for (const reader of readers) {
      const decoded = readWith(reader, bitmap, hints);
      if (decoded !== null) return decoded;
    }
    return null;
  };
  return { name: "zxing", decode } as const satisfies Decoder;
}

function readWith(reader: Reader, bitmap: BinaryBitmap, hints: Map<DecodeHintType, unknown>): Decoded | null {
  try {
    const result = reader.decode(bitmap, hints);
    const format = formats.get(result.getBarcodeFormat());
    return format === undefined ? null : { text: result.getText(), format };
  } catch (error) {
    // The library says "no code in this frame" by throwing.
    if (error instanceof NotFoundException || error instanceof ChecksumException || error instanceof FormatException) return null;
    throw error;
  } finally {
    reader.reset();
  }
}
