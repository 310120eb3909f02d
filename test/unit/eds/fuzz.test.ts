import { describe, expect, it } from "vitest";
import { parseSignedData } from "../../../packages/eds/src/cms/signed-data.ts";
import {
  explicit,
  integer,
  objectIdentifier,
  octetString,
  printableString,
  sequence,
  setOf,
} from "../../../packages/eds/src/der/writer.ts";
import { generatedTargets } from "../../fuzz/eds/generated-corpus.ts";
import { hostileInputs } from "../../fuzz/eds/hostile.ts";
import { runFuzz } from "../../fuzz/eds/run-fuzz.ts";
import { countedOctets } from "./counted-octets.ts";

describe("the readers", () => {
  it("[ED6, ED11] take a long name, and refuse one of megabytes, without throwing", () => {
    const parsed = (letters: number) => {
      const name = sequence(setOf(sequence(objectIdentifier("2.5.4.3"), printableString("A".repeat(letters)))));
      const algorithm = sequence(objectIdentifier("1.2.398.3.10.1.3.3"));
      const signerInfo = sequence(integer(1), sequence(name, integer(1)), algorithm, algorithm, octetString(new Uint8Array(128)));
      const content = sequence(objectIdentifier("1.2.840.113549.1.7.1"));
      const signedData = sequence(integer(1), setOf(algorithm), content, setOf(signerInfo));
      const message = sequence(objectIdentifier("1.2.840.113549.1.7.2"), explicit(0, signedData));
      return parseSignedData(message, { bytesMax: 4_000_000, depthMax: 32, nodesMax: 100 });
    };
    expect(parsed(30_000)).toMatchObject({ ok: true, value: { signerInfos: [{ version: 1 }] } });
    expect(parsed(2_000_000)).toMatchObject({ ok: false, error: { code: "eds.cms.malformed" } });
  });

  it("[ED6, ED11, ED36, ED138] and the validation take bent inputs of every kind without throwing or proving them", () => {
    const targets = generatedTargets();
    expect(
      targets.map(({ judge, original }) => judge(original)).filter((outcome) => outcome === "refused" || outcome === "forged"),
    ).toEqual([]);
    const report = runFuzz({ seed: 20_261_122, runs: 2_000, targets });
    expect(report.failures).toEqual([]);
    expect(report.outcomes.read).toBeGreaterThan(100);
    expect(report.outcomes.proved).toBeGreaterThan(10);
    expect(Object.keys(report.byTarget)).toHaveLength(targets.length);
  });
});

describe("the work of the readers", () => {
  it.each(hostileInputs.filter(({ isText }) => isText !== true))(
    "[ED11, ED138] grows no faster than the input: $name",
    ({ make, judge, size }) => {
      const workOf = (factor: number): number => {
        const counted = countedOctets(make(size * factor));
        judge(counted.octets);
        return counted.work();
      };
      const [once, twice, fourTimes] = [workOf(1), workOf(2), workOf(4)];
      expect(once).toBeGreaterThan(0);
      expect(twice).toBeLessThanOrEqual(2.5 * once);
      expect(fourTimes).toBeLessThanOrEqual(2.5 * twice);
    },
  );

  it("[ED138] is counted: a reader that looks at every octet for every octet is told from one that does not", () => {
    const workOf = (length: number, looks: (octets: Uint8Array) => void): number => {
      const counted = countedOctets(new Uint8Array(length));
      looks(counted.octets);
      return counted.work();
    };
    const linear = (octets: Uint8Array): void => octets.subarray(0, octets.length).forEach(() => undefined);
    const quadratic = (octets: Uint8Array): void => {
      for (let at = 0; at < octets.length; at += 1) octets.subarray(at).forEach(() => undefined);
    };
    expect(workOf(400, linear) / workOf(100, linear)).toBeCloseTo(4, 0);
    expect(workOf(400, quadratic) / workOf(100, quadratic)).toBeGreaterThan(14);
  });
});
