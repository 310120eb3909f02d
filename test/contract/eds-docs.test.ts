import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as eds from "@beket/eds";
import { anyPolicy, checkCatalogue, checkCodes, exemptionPolicy, isWaiting, loginPolicy, permitPolicy } from "@beket/eds";

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const names = (text: string): ReadonlySet<string> => new Set(text.match(/\b[A-Z]+(?:_[A-Z]+)+\b|\bREVOKED\b|\bEXPIRED\b/g) ?? []);

describe("what the documents say of the validator", () => {
  it("[ED4] the grouping of indications in the specification is that of the catalogue", () => {
    const row = read("docs/spec/eds.md")
      .split("\n")
      .find((line) => line.startsWith("| FORMAT_FAILURE"));
    const [, failed = "", refused = "", waits = ""] = row?.split("|") ?? [];
    const [ordinary = "", alsoOf = ""] = refused.split("; of a time-stamp");
    const groups = { failed: new Set<string>(), refused: new Set<string>(), alsoOf: new Set<string>(), waits: new Set<string>() };
    for (const code of checkCodes) {
      const { indication, subIndication } = checkCatalogue[code];
      const group = indication === "TOTAL_FAILED" ? "failed" : isWaiting(subIndication) ? "waits" : "refused";
      const isOther =
        group === "refused" && (code.startsWith("eds.timestamp.") || code === "eds.cms.version") && groups.failed.has(subIndication);
      groups[isOther ? "alsoOf" : group].add(subIndication);
    }
    expect(names(failed)).toEqual(groups.failed);
    expect(names(ordinary)).toEqual(groups.refused);
    expect(names(alsoOf)).toEqual(groups.alsoOf);
    expect(names(waits)).toEqual(groups.waits);
  });

  it("[ED154] the README imports what there is, and names every policy and what it trusts until when", () => {
    const readme = read("packages/eds/README.md");
    const exported = Object.keys(eds);
    const imported = [...readme.matchAll(/import \{([^}]+)\} from "@beket\/eds"/g)].flatMap((match) =>
      (match[1] ?? "").split(",").map((name) => name.trim()),
    );
    expect(imported.length).toBeGreaterThan(0);
    for (const name of imported) expect(exported).toContain(name);
    const called = [...readme.matchAll(/`(\w+)\(/g)].map((match) => match[1] ?? "");
    expect(called.length).toBeGreaterThan(3);
    for (const name of called) expect(exported, name).toContain(name);
    for (const { id } of [permitPolicy, exemptionPolicy, loginPolicy, anyPolicy]) expect(readme).toContain(`\`${id}Policy\``);
    for (const { untilMs } of permitPolicy.algorithms)
      if (untilMs !== undefined) expect(readme).toContain(new Date(untilMs).toISOString().slice(0, 10));
  });
});
