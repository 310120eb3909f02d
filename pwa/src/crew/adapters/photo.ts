import { err, ok, type Result } from "@beket/domain";

export type Shot = { readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: "image/jpeg" };
export type PhotoFailure = { readonly code: "not-an-image" | "too-large" };

const sideMaxPx = 1_600;
/** Smaller and coarser until it fits; the first is what a person would choose. */
const tries = [
  { side: sideMaxPx, quality: 0.82 },
  { side: sideMaxPx, quality: 0.6 },
  { side: 1_200, quality: 0.5 },
] as const;
const wantedBytesMax = 1_200_000;

const encoded = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));

/**
 * Draws a picture afresh and encodes only its pixels: the camera's own metadata, the place and the time among it, is gone.
 * Upright as the camera meant it, at most 1,600 px on its longer side.
 */
export async function shotOf(file: Blob, bytesMax: number): Promise<Result<Shot, PhotoFailure>> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (picture === null) return err({ code: "not-an-image" });
  try {
    let smallest: Blob | null = null;
    for (const { side, quality } of tries) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      const context = canvas.getContext("2d");
      if (context === null) return err({ code: "not-an-image" });
      // JPEG has no transparency; without a ground a transparent picture comes out black.
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      smallest = await encoded(canvas, quality);
      if (smallest !== null && smallest.size <= wantedBytesMax) break;
    }
    if (smallest === null) return err({ code: "not-an-image" });
    if (smallest.size > bytesMax) return err({ code: "too-large" });
    return ok({ bytes: new Uint8Array(await smallest.arrayBuffer()), mediaType: "image/jpeg" });
  } finally {
    picture.close();
  }
}
