import { describe, expect, it } from "vitest";
import { allTargets } from "../../fuzz/eds/all-targets.ts";
import { runFuzz } from "../../fuzz/eds/run-fuzz.ts";

// The same inputs in every run: a failure is made again with `npm run fuzz -- eds --seed SEED --input INDEX`.

const nationalFolder = process.env["BEKET_EDS_DATA"];
if (nationalFolder === undefined) console.warn("SKIPPED: bent originals of the national CA (set BEKET_EDS_DATA to their folder)");
const targets = allTargets(nationalFolder);
const runsEach = 5_000;

describe("packages/eds over bent inputs", () => {
  it("[ED138] has the originals of the national CA in CI", () => {
    expect(nationalFolder === undefined && process.env["CI"] !== undefined).toBe(false);
    expect(
      targets.map(({ judge, original }) => judge(original)).filter((outcome) => outcome === "refused" || outcome === "forged"),
    ).toEqual([]);
  });

  it.each(Array.from({ length: 10 }, (_, part) => part))(
    "[ED6, ED36, ED138] never throws and never proves what was not signed, part %i of 50,000",
    (part) => {
      const report = runFuzz({ seed: 4, runs: runsEach, from: part * runsEach, targets });
      expect(report.failures).toEqual([]);
      expect(report.outcomes.refused).toBeGreaterThan(runsEach / 4);
      expect(report.outcomes.read).toBeGreaterThan(runsEach / 20);
      expect(report.outcomes.proved).toBeGreaterThan(0);
    },
  );
});
