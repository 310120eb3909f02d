import { BorderFactsPage, borderRoutes, ruleRows, type NodeFile } from "@beket/api";
import { type BorderFact, type TestStep, Uuid } from "@beket/domain";
import { packJson } from "@beket/replication";
import * as v from "valibot";
import { codec } from "../../edge/support/city.ts";
import { newId, openPost, signIn, type Caller, type Post } from "../../edge/support/post.ts";
import { noSymptoms } from "./answers.ts";
import { forms, hour, iin, minute, profileOf, rules } from "./scene.ts";

const borderNode = { duties: ["line", "border"], place: "border" } satisfies Partial<NodeFile>;

/** A node at the border with its rules, its forms and one officer of each role. */
export async function openBorderPost(node: Partial<NodeFile> = borderNode, health: "rules" | "no rules yet" = "rules"): Promise<Post> {
  const post = await openPost({ node });
  post.city.officer({ officer: "m-301", role: "medic" });
  post.city.officer({ officer: "m-302", role: "medic" });
  post.city.officer({ officer: "l-401", role: "laboratory" });
  post.city.officer({ officer: "x-501", role: "selection" });
  if (health === "rules") putHealth(post);
  else post.sync();
  return post;
}
export function putHealth(post: Post): void {
  const { common } = post.city.writers;
  common.commit([{ ...ruleRows.health, row: "new", record: packJson(codec, rules) }]);
  for (const form of forms) common.commit([{ ...ruleRows.form(form.form), row: "new", record: packJson(codec, form) }]);
  post.sync();
}

export type Stated = { readonly id: string; readonly status: number; readonly code: string; readonly body: unknown };
/** States a fact as a tablet does; `code` is the problem's, or empty. */
export async function state(
  post: Post,
  caller: Caller,
  fact: BorderFact,
  change: { readonly id?: string; readonly occurredAt?: number } = {},
): Promise<Stated> {
  const id = change.id ?? newId(post);
  const { status, body } = await caller.post(borderRoutes.facts, { id, occurredAt: change.occurredAt ?? post.clock.now(), fact });
  return { id, status, body, code: v.parse(v.looseObject({ code: v.optional(v.string(), "") }), body).code };
}
export const page = async (caller: Caller, after = 0): Promise<BorderFactsPage> =>
  v.parse(BorderFactsPage, (await caller.get(`${borderRoutes.facts}?after=${after}`)).body);
export const uuidOf = (post: Post): Uuid => v.parse(Uuid, newId(post));

const lot = { kitType: "igm-igg-a", lot: "LOT-1" } as const;
export const lotDateOf = (post: Post): number => Math.floor(post.clock.now() / (24 * hour)) * 24 * hour + 90 * 24 * hour;

type Run = { readonly cassette?: string; readonly index?: number; readonly expiresAt?: number };
/** Stock, and a car with one person, confirmed, selected, whose test runs on its cassette. */
export function factsOfRun(post: Post, { cassette = "C-0001", index = 0, expiresAt = lotDateOf(post) }: Run = {}) {
  const [arrival, person, test, questionnaire] = [uuidOf(post), uuidOf(post), uuidOf(post), uuidOf(post)];
  const subjects = [iin(index)];
  const facts: BorderFact[] = [
    { kind: "kit-stock", ...lot, expiresAt, change: 10, cause: "received" },
    {
      kind: "arrival",
      arrival,
      step: { state: "opened", conveyance: "car", vehicle: null, number: null, countryFrom: "KGZ", expected: null },
    },
    { kind: "person", person, arrival, seat: null, profile: profileOf({ subjects }), confirmed: { document: "id-card", by: "m-301" } },
    {
      kind: "questionnaire",
      questionnaire,
      person,
      form: "arrival",
      formVersion: 1,
      language: "kk",
      countryFrom: "KGZ",
      answers: { ...noSymptoms, fever: true },
      selection: { outcome: "test", rule: "fever", by: null, reason: null },
    },
    ofTest(test, { state: "registered", person, questionnaire, subjects, countryFrom: "KGZ", repeats: null }),
    ofTest(test, {
      state: "started",
      ...lot,
      lotExpiresAt: expiresAt,
      cassette,
      readFrom: post.clock.now() + 15 * minute,
      readUntil: post.clock.now() + 20 * minute,
    }),
  ];
  return { arrival, person, test, cassette, facts };
}
/** States such a run, fact by fact. */
export async function runTest(post: Post, caller: Caller, more: Run = {}) {
  const run = factsOfRun(post, more);
  return { ...run, stated: await stateAll(post, caller, run.facts) };
}
export async function stateAll(post: Post, caller: Caller, facts: readonly BorderFact[]): Promise<readonly Stated[]> {
  const stated: Stated[] = [];
  for (const fact of facts) stated.push(await state(post, caller, fact));
  return stated;
}
export const ofTest = (test: Uuid, step: TestStep): BorderFact => ({ kind: "test", test, place: "border", step });
export const readStep = (cassette: string, result: "negative" | "positive-acute" | "positive-past" | "invalid" = "negative"): TestStep => ({
  state: "read",
  cassette,
  result,
  by: "m-301",
  device: null,
  reason: result === "invalid" ? "no control line" : null,
});
export const medic = (post: Post, tablet = "tablet-7"): Promise<Caller> => signIn(post, { officer: "m-301", tablet, lane: "lane-2" });
