import { readCode } from "@beket/domain";
import { expect, it } from "vitest";

it.each([
  ["]Q3https://a", "qr", "https://a"],
  ["]C1010460\u001D17", "code128", "010460\u001D17"],
  ["]A0ABC", "code39", "ABC"],
  ["]L2x", "pdf417", "x"],
  ["]d2x", "datamatrix", "x"],
  ["]E0482", "unknown", "482"],
  ["]]", "unknown", "]]"],
  ["BEKET1:ABC", "unknown", "BEKET1:ABC"],
] as const)("[SC10] %s is %s with the text behind the identifier", (scanned, symbology, text) => {
  expect(readCode(scanned)).toEqual({ symbology, text });
});

it("[SC10] a machine-readable zone is known without an identifier, with and without its line breaks", () => {
  const lines = ["P<KAZTESTOV<<ARMAN<<<<<<<<<<<<<<<<<<<<<<<<<<", "N123456787KAZ9103241M3001017910324301239<<06"];
  for (const text of [lines.join(""), lines.join("\r\n"), `${lines.join("\r")}\r`]) expect(readCode(text).symbology).toBe("mrz");
  expect(readCode("7".repeat(88)).symbology).toBe("unknown");
});
