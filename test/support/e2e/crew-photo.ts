import type { Page } from "playwright-core";

const ascii = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
const u16 = (value: number): number[] => [value >> 8, value & 255];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 65_535)];
const entry = (tag: number, type: number, count: number, value: readonly number[]): number[] => [
  ...u16(tag),
  ...u16(type),
  ...u32(count),
  ...value,
  ...Array<number>(4 - value.length).fill(0),
];

/** Exif 2.32 of a camera that lay on its side (orientation 6) at 43°14′N 76°53′E. */
function exif(): Uint8Array {
  const gpsAt = 8 + 2 + 2 * 12 + 4;
  const rationalsAt = gpsAt + 2 + 4 * 12 + 4;
  const degrees = (d: number, m: number): number[] => [d, 1, m, 1, 0, 1].flatMap(u32);
  const tiff = [
    ...ascii("MM"),
    ...u16(42),
    ...u32(8),
    ...u16(2),
    ...entry(0x0112, 3, 1, u16(6)),
    ...entry(0x8825, 4, 1, u32(gpsAt)),
    ...u32(0),
    ...u16(4),
    ...entry(1, 2, 2, ascii("N\0")),
    ...entry(2, 5, 3, u32(rationalsAt)),
    ...entry(3, 2, 2, ascii("E\0")),
    ...entry(4, 5, 3, u32(rationalsAt + 24)),
    ...u32(0),
    ...degrees(43, 14),
    ...degrees(76, 53),
  ];
  const body = [...ascii("Exif\0\0"), ...tiff];
  return Uint8Array.from([0xff, 0xe1, ...u16(body.length + 2), ...body]);
}

/** A picture as a phone takes it: large, and its file says where it was taken. `seed` makes each another file. */
export async function cameraPhoto(page: Page, seed: number): Promise<Buffer> {
  const plain = await page.evaluate(async (seed) => {
    const canvas = document.createElement("canvas");
    canvas.width = 2_400;
    canvas.height = 1_800;
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    // As full of detail as a wall or a lawn is: a smooth picture would be a tenth of a real one's size.
    let noise = seed + 1;
    for (let y = 0; y < 1_800; y += 8) {
      for (let x = 0; x < 2_400; x += 8) {
        noise = (noise * 1_103_515_245 + 12_345) % 2_147_483_648;
        context.fillStyle = `hsl(${(Math.floor(x / 200) * 37 + Math.floor(y / 150) * 53 + seed * 61) % 360} 35% ${30 + (noise % 37)}%)`;
        context.fillRect(x, y, 8, 8);
      }
    }
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
    return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0)).toBase64();
  }, seed);
  const taken = Buffer.from(plain, "base64");
  // After the start-of-image marker, before anything else.
  return Buffer.concat([taken.subarray(0, 2), exif(), taken.subarray(2)]);
}
