import { ruleRows } from "@beket/api";
import { Form, HealthRules } from "@beket/domain";
import { unpackJson } from "@beket/replication";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { demoHealth } from "../../../demo/src/city/health.ts";
import { until } from "../central/post.ts";
import { codec } from "../central/support.ts";
import { openBorder, type TestBorder } from "./border.ts";

type File = { rules: HealthRules; forms: Form[] };
const copy = (): File => structuredClone({ rules: demoHealth.rules, forms: [...demoHealth.forms] });
let border: TestBorder;
beforeEach(async () => {
  border = await openBorder();
});
afterEach(() => border.close());

const imports = (file: unknown): readonly string[] => border.one.central.importHealthRules(file).map(({ code, at }) => `${code} ${at}`);
const changed = (change: (file: File) => void): File => {
  const file = copy();
  change(file);
  return file;
};
const atPost = (row: { readonly kind: string; readonly value: string }): unknown => {
  const [found] = border.post.common.lookup(row.kind, row.value);
  return found === undefined ? null : unpackJson(codec, found.record);
};

it("[HD19] the rules and each form are rows of the common scope that a post reads as they were written", async () => {
  expect(imports(copy())).toEqual([]);
  await until(() => atPost(ruleRows.health) !== null && atPost(ruleRows.form("arrival")) !== null);
  expect(v.parse(HealthRules, atPost(ruleRows.health))).toEqual(demoHealth.rules);
  expect(v.parse(Form, atPost(ruleRows.form("arrival")))).toEqual(demoHealth.forms[0]);
});

it("[HD19] the same file again changes no row; a next version does", async () => {
  imports(copy());
  const before = border.one.stores.scopes.common.position().version;
  expect(imports(copy())).toEqual([]);
  expect(border.one.stores.scopes.common.position().version).toBe(before);
  const next = changed((file) => {
    file.rules.version = 2;
    file.rules.pcrDueMs += 1;
    file.forms = [];
  });
  // The form of the import before is listed again and need not be given.
  expect(imports(next)).toEqual([]);
  expect(border.one.stores.scopes.common.position().version).toBe(before + 1);
  expect(border.one.stores.healthRules.rules()?.version).toBe(2);
  expect(border.one.stores.healthRules.rulesOf(1)?.pcrDueMs).toBe(demoHealth.rules.pcrDueMs);
});

it.each<[string, (file: File) => void, string]>([
  ["a listed form that is not given", (file) => void file.forms.pop(), "form-missing rules.forms.0"],
  [
    "a listed version that is not given",
    (file) => void (file.rules.forms = [{ form: "arrival", version: 2 }]),
    "form-missing rules.forms.0",
  ],
  ["a form that is not listed", (file) => void (file.rules.forms = [{ form: "other", version: 1 }]), "form-not-listed forms.0"],
  ["a form that is given twice", (file) => void file.forms.push(...copy().forms), "duplicate forms.1"],
  [
    "a kit that is named twice",
    (file) => void file.rules.kits.push(...copy().rules.kits.slice(0, 1)),
    `duplicate rules.kits.${copy().rules.kits.length}`,
  ],
  [
    "a reading window without length",
    (file) => void Object.assign(file.rules.kits[0] ?? {}, { readUntilMs: 1 }),
    "reading-window-empty rules.kits.0.readUntilMs",
  ],
  [
    "a rule over a question that is not asked",
    (file) => renameIn(file, "answer:fever", "answer:feber"),
    "question-unknown forms.0.selection",
  ],
  ["a rule over a fact that nobody knows", (file) => ageRule(file, "fact:shoe-size"), "fact-unknown forms.0.selection.rules.0.when.0"],
  [
    "a condition over a question that is not there",
    (file) =>
      void Object.assign(file.forms[0]?.questionnaire.item[0] ?? {}, {
        enableWhen: [{ question: "none", operator: "exists", answerBoolean: true }],
      }),
    "question-unknown forms.0.questionnaire.item.0.enableWhen.0",
  ],
  ["a form that no row can hold", (file) => grow(file), "too-large-for-posts forms.0"],
  ["what is not the form of the file", (file) => void Object.assign(file, { more: 1 }), "invalid more"],
  ["a value that is not allowed", (file) => void (file.rules.pcrDueMs = -1), "invalid rules.pcrDueMs"],
])("[HD19] %s is refused at its place, and nothing is taken", (_, change, fault) => {
  const file = copy();
  change(file);
  expect(imports(file).join("; ")).toContain(fault);
  expect(border.one.stores.healthRules.rules()).toBeNull();
  expect(atPost(ruleRows.health)).toBeNull();
});
function renameIn(file: File, from: string, to: string): void {
  file.forms = v.parse(v.array(Form), JSON.parse(JSON.stringify(file.forms).replaceAll(`"${from}"`, `"${to}"`)));
}
function ageRule(file: File, of: string): void {
  file.forms[0]?.selection.rules.unshift({
    rule: "new",
    when: [{ of, operator: ">", value: 40 }],
    outcome: "test",
    name: { kk: "а", ru: "а", en: "a" },
  });
}
/** Words that do not pack. */
function grow(file: File): void {
  const noise = (length: number): string =>
    Array.from({ length }, () => String.fromCharCode(0x4e00 + Math.floor(Math.random() * 20_000))).join("");
  for (let at = 0; at < 25; at += 1) file.forms[0]?.questionnaire.item.push({ linkId: `more-${at}`, text: noise(490), type: "string" });
}

it("[HD19] a version that is known is not changed, and an older one does not come back", () => {
  imports(changed((file) => void (file.rules.version = 3)));
  expect(imports(changed((file) => void Object.assign(file.rules, { version: 3, pcrDueMs: 1 })))).toEqual(["version-changed rules"]);
  expect(imports(changed((file) => void Object.assign(file.forms[0]?.questionnaire ?? {}, { title: "Басқа" })))).toEqual([
    "version-older rules.version",
    "version-changed forms.0",
  ]);
});
