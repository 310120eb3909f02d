import type { PrepareReply } from "@beket/api";
import { problem, type ProblemKind } from "@beket/node-kit";
import type { Context } from "hono";
import { reasonOf } from "../features/words.ts";

/** Faults of rows are an answer; a draft that as a whole cannot become a document is a problem with its own code. */
export function preparedReply(c: Context, prepared: { readonly codes: readonly string[]; readonly reply: PrepareReply }): Response {
  const [code, ...others] = prepared.codes;
  if (code === undefined) return c.json(prepared.reply);
  const { kk, ru, en } = reasonOf(code);
  const kind: ProblemKind = { code, status: 422, title: { kk, ru, en } };
  const faults = [code, ...others].map((one) => ({ path: "", code: one, message: reasonOf(one).en }));
  return problem(c, kind, { faults });
}
