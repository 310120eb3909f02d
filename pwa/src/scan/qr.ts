import { QRCodeDecoderErrorCorrectionLevel, QRCodeEncoder } from "@zxing/library";

/** The quiet zone of ISO/IEC 18004 8: four modules on each side. */
const quiet = 4;

/** A QR code as one SVG path of unit squares. Level M: a folded slip still reads, and the symbol stays coarse enough for cheap printers. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const matrix = QRCodeEncoder.encode(text, QRCodeDecoderErrorCorrectionLevel.M).getMatrix();
  const [width, height] = [matrix.getWidth(), matrix.getHeight()];
  let path = "";
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      if (matrix.get(x, y) !== 1) continue;
      let run = 1;
      while (x + run < width && matrix.get(x + run, y) === 1) run += 1;
      path += `M${x + quiet} ${y + quiet}h${run}v1h-${run}z`;
      x += run - 1;
    }
  return { size: width + 2 * quiet, path };
}
