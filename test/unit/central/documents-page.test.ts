import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, parseChangeDocument } from "@beket/domain";
import * as v from "valibot";
import { expect, it } from "vitest";
import { AuthorityAct, causesOf } from "@beket/domain";

const page = readFileSync(join(import.meta.dirname, "../../../docs/spec/documents.md"), "utf8");

const shownAs = (type: string): unknown =>
  [...page.matchAll(/```json\n([\s\S]*?)```/g)]
    .map(([, text]): unknown => JSON.parse(text ?? "null"))
    .find((one) => v.is(v.looseObject({ type: v.literal(type) }), one));

it("and a change of a roster", () => {
  const shown = shownAs("beket/change/1");
  expect(parseChangeDocument(shown)).toMatchObject({ ok: true });
  expect(canonicalJson(shown)).toEqual({ ok: true, value: JSON.stringify(shown) });
});

it("the page about signed documents shows an act that central would read, its members in canonical order", () => {
  const shown = shownAs("beket/hold/1");
  expect(v.safeParse(AuthorityAct, shown).issues).toBeUndefined();
  expect(canonicalJson(shown)).toEqual({ ok: true, value: JSON.stringify(shown) });
});

it("and names the causes of every instruction", () => {
  for (const [instruction, causes] of Object.entries(causesOf))
    expect(page).toMatch(new RegExp(`\\| \`${instruction}\`\\s*\\| ${causes.join(", ")}\\s*\\|`));
});
