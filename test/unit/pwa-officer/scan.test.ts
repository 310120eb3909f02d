import { BarcodeFormat, QRCodeWriter } from "@zxing/library";
import { describe, expect, it } from "vitest";
import { chooseDecoder, type Decoder } from "../../../pwa/src/scan/decoder.ts";
import { nothingSeen, steady } from "../../../pwa/src/scan/steady.ts";
import { createZxingDecoder } from "../../../pwa/src/scan/zxing-decoder.ts";

/** White paper of the given size with black where `isBlack` says so, as a camera hands it over. */
function picture(width: number, height: number, isBlack: (x: number, y: number) => boolean) {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (isBlack(x, y)) data.fill(20, (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  return { data, width, height };
}

function qrOf(text: string) {
  const modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 240, 240, new Map());
  return picture(240, 240, (x, y) => modules.get(x, y));
}

/** Interleaved 2 of 5 (ISO/IEC 16390): five bars and five spaces carry a pair of digits, two of each five are wide. */
const wideOf = ["nnwwn", "wnnnw", "nwnnw", "wwnnn", "nnwnw", "wnwnn", "nwwnn", "nnnww", "wnnwn", "nwnwn"] as const;
function itfOf(digits: string) {
  let widths = "nnnn";
  for (let i = 0; i < digits.length; i += 2) {
    const [bars, spaces] = [wideOf[Number(digits[i])] ?? "", wideOf[Number(digits[i + 1])] ?? ""];
    for (let k = 0; k < 5; k++) widths += (bars[k] ?? "") + (spaces[k] ?? "");
  }
  widths += "wnn";
  const black: boolean[] = Array.from({ length: 40 }, () => false);
  Array.from(widths).forEach((width, index) => black.push(...Array.from({ length: width === "w" ? 9 : 3 }, () => index % 2 === 0)));
  black.push(...Array.from({ length: 40 }, () => false));
  return picture(black.length, 80, (x) => black[x] === true);
}

describe("decoders", () => {
  it("[OA21] the first that exists is taken, and none is an answer too", async () => {
    const native: Decoder = { name: "native", decode: async () => null };
    const zxing = createZxingDecoder();
    expect(await chooseDecoder([async () => native, async () => zxing])).toBe(native);
    expect(await chooseDecoder([async () => null, async () => zxing])).toBe(zxing);
    expect(await chooseDecoder([async () => null])).toBeNull();
  });

  it("[OA21] without the platform's decoder a QR and a linear code are read from pixels, and an empty picture is nothing", async () => {
    const decoder = createZxingDecoder();
    expect(await decoder.decode({ image: qrOf("123ABC02") })).toEqual({ text: "123ABC02", format: "qr" });
    expect(await decoder.decode({ image: itfOf("871008401427") })).toEqual({ text: "871008401427", format: "linear" });
    expect(await decoder.decode({ image: picture(120, 120, () => false) })).toBeNull();
  });
});

describe("what the camera shows", () => {
  it("[OA22] a QR counts at once, a linear code at the second equal frame", () => {
    expect(steady(nothingSeen, { text: "123ABC02", format: "qr" }).result).toMatchObject({
      kind: "read",
      parsed: { key: { value: "123ABC02" } },
    });
    const once = steady(nothingSeen, { text: "871008401427", format: "linear" });
    expect(once.result.kind).toBe("waiting");
    expect(steady(once.state, { text: "871008401427", format: "linear" }).result.kind).toBe("read");
  });

  it("[OA22] two different linear readings do not agree; a frame without a code does not disturb", () => {
    const first = steady(nothingSeen, { text: "871008401427", format: "linear" });
    expect(steady(first.state, { text: "760212350620", format: "linear" }).result.kind).toBe("waiting");
    const shaken = steady(first.state, null);
    expect(steady(shaken.state, { text: "871008401427", format: "linear" }).result.kind).toBe("read");
  });

  it("[OA22] a web address and an IIN with a wrong check digit are told, not entered", () => {
    for (const text of ["https://example.kz/abc", "871008401428"]) {
      expect(steady(nothingSeen, { text, format: "qr" }).result).toEqual({ kind: "not-an-identifier", text });
    }
  });
});
