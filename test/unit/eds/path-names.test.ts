import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { readDer } from "../../../packages/eds/src/der/reader.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { tags } from "../../../packages/eds/src/der/tags.ts";
import { utf8Bytes } from "../../../packages/eds/src/bytes/bytes.ts";
import { foldText, nameOf, nameOids, sameName, type Name } from "../../../packages/eds/src/x509/name.ts";
import { certify, holder, judge, leaf, leafNamed, listOf, middle, named, outcome, root, rootCertificate } from "./path-pki.ts";

type StringType = "utf8" | "printable" | "bmp" | "teletex" | "ia5";
type Part = readonly [oid: string, value: string, type?: StringType];

const textOf = (value: string, type: StringType): Uint8Array => {
  if (type === "utf8") return write.utf8String(value);
  if (type === "printable") return write.printableString(value);
  if (type !== "bmp") return write.tagged(type === "ia5" ? tags.ia5String : tags.teletexString, utf8Bytes(value));
  const octets = Array.from({ length: 2 * value.length }, (_, i) => (value.charCodeAt(i >> 1) >> (i % 2 === 0 ? 8 : 0)) & 0xff);
  return write.tagged(tags.bmpString, Uint8Array.from(octets));
};

/** Relative names of one or more attributes. */
const name = (...relative: readonly (readonly Part[])[]): Name => {
  const der = write.sequence(
    ...relative.map((parts) =>
      write.setOf(...parts.map(([oid, value, type = "utf8"]) => write.sequence(write.objectIdentifier(oid), textOf(value, type)))),
    ),
  );
  const node = readDer(der);
  if (!node.ok) throw new Error(node.error.code);
  return nameOf(node.value);
};
const { commonName, organisation, country } = nameOids;
const cn = (value: string, type: StringType = "utf8"): Name => name([[commonName, value, type]]);

describe("names", () => {
  it.each([
    ["case", cn("Good CA"), cn("GOOD ca")],
    ["case beyond ASCII", cn("ҰЛТТЫҚ ОРТАЛЫҚ"), cn("ұлттық орталық")],
    ["runs of blanks, and blanks around", cn("Good CA"), cn("  Good \t CA ")],
    ["the string type", cn("Good CA", "printable"), cn("Good CA", "utf8")],
    ["the string type and case", cn("Good CA", "bmp"), cn("good ca", "printable")],
    ["compatibility forms", cn("Ｇｏｏｄ"), cn("Good")],
    ["what cannot be seen", cn("Go\u00ADod\u200B"), cn("Good")],
    ["ß and its capitals", cn("Straße"), cn("STRASSE")],
    [
      "the order within a relative name",
      name([
        [commonName, "a"],
        [organisation, "b"],
      ]),
      name([
        [organisation, "b"],
        [commonName, "A"],
      ]),
    ],
    [
      "the order of attributes whose case differs",
      name([
        [commonName, "a"],
        [commonName, "B"],
      ]),
      name([
        [commonName, "A"],
        [commonName, "b"],
      ]),
    ],
  ])("[ED95] match whatever %s", (_what, a, b) => {
    expect(sameName(a, b)).toBe(true);
    expect(sameName(b, a)).toBe(true);
  });

  it.each([
    ["another text", cn("Good CA"), cn("Good CB")],
    ["a blank within a word", cn("Good CA"), cn("Go od CA")],
    ["another type of attribute", cn("Good"), name([[organisation, "Good"]])],
    ["another order of relative names", name([[country, "KZ"]], [[commonName, "a"]]), name([[commonName, "a"]], [[country, "KZ"]])],
    ["one more relative name", name([[country, "KZ"]]), name([[country, "KZ"]], [[commonName, "a"]])],
    [
      "two relative names for one of two",
      name([
        [country, "KZ"],
        [commonName, "a"],
      ]),
      name([[country, "KZ"]], [[commonName, "a"]]),
    ],
    [
      "the same attribute twice",
      name([
        [commonName, "a"],
        [commonName, "a"],
      ]),
      name([[commonName, "a"]]),
    ],
    ["a string type that is not read", cn("Good CA", "teletex"), cn("Good CA")],
    ["letters that only look alike", cn("АРАЛЫҚ"), cn("APAЛЫҚ")],
  ])("[ED95] do not match with %s", (_what, a, b) => {
    expect(sameName(a, b)).toBe(false);
    expect(sameName(b, a)).toBe(false);
  });

  it("[ED95] fold to what folds no further", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 12 }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(foldText(text.toUpperCase())).toBe(foldText(text));
        expect(foldText(` ${text}  `)).toBe(foldText(text));
      }),
      { numRuns: 500, seed: 95 },
    );
  });

  it("[ED40, ED95] that match are believed only with the key that signed", () => {
    const middleCertificate = certify(root, middle);
    const lists = [listOf(root, rootCertificate), listOf(middle, middleCertificate)];
    const asked = { anchors: [rootCertificate], intermediates: [middleCertificate], lists };
    const spelt = { name: named({ oid: commonName, value: " аралық " }), key: middle.key };
    expect(outcome(judge(leaf(spelt), asked))).toBe("TOTAL_PASSED");
    const taken = holder(" аралық ");
    expect(outcome(judge(leaf(taken), asked))).toBe("eds.chain.signature-wrong");
    expect(outcome(judge(certify(taken, leafNamed(named()), { authority: false }), asked))).toBe("eds.chain.signature-wrong");
  });
});
