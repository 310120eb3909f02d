import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "@beket/domain";
import * as v from "valibot";
import { expect, it } from "vitest";
import { AuthorityAct, causesOf } from "@beket/domain";

const page = readFileSync(join(import.meta.dirname, "../../../docs/spec/documents.md"), "utf8");

it("the page about signed documents shows an act that central would read, its members in canonical order", () => {
  const shown: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "null");
  expect(v.safeParse(AuthorityAct, shown).issues).toBeUndefined();
  expect(canonicalJson(shown)).toEqual({ ok: true, value: JSON.stringify(shown) });
});

it("and names the causes of every instruction", () => {
  for (const [instruction, causes] of Object.entries(causesOf))
    expect(page).toMatch(new RegExp(`\\| \`${instruction}\`\\s*\\| ${causes.join(", ")}\\s*\\|`));
});
