import { OrganisationRow } from "@beket/api";
import { err, ok } from "@beket/domain";
import type { SchedulePort } from "@beket/replication";
import * as v from "valibot";
import type { AskFault, OrganisationSourcePort } from "../features/organisations/ports.ts";

/** The live source of the operator's file (format beket/organisation-source/1). */
export const OrganisationSourceFile = v.strictObject({
  format: v.literal("beket/organisation-source/1"),
  url: v.pipe(v.string(), v.url(), v.regex(/^https?:\/\/[^@#?]+$/), v.maxLength(300)),
  /** Sent as a bearer token; null: none. */
  token: v.nullable(v.pipe(v.string(), v.maxLength(4_000), v.regex(/^[\x21-\x7E]+$/))),
  timeoutMs: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(60_000)),
});
export type OrganisationSourceFile = v.InferOutput<typeof OrganisationSourceFile>;

const Answer = v.object({ organisation: v.nullable(OrganisationRow) });
const answerBytesMax = 64 * 1024;

/**
 * Asks `POST url {"bin": …}` and reads `{"organisation": OrganisationRow | null}`. Only the configured address is asked; no redirect is
 * followed, nothing compressed is taken, and size and time are limited. The number is in the body, never in the address.
 */
export function createHttpOrganisationSource(file: OrganisationSourceFile, schedule: SchedulePort): OrganisationSourcePort {
  return {
    host: new URL(file.url).host,
    ask: async (bin) => {
      const controller = new AbortController();
      let isLate = false;
      const cancel = schedule(file.timeoutMs, () => {
        isLate = true;
        controller.abort();
      });
      try {
        const body = await exchange(file, bin, controller.signal);
        if (typeof body !== "object") return err(body);
        const parsed = v.safeParse(Answer, JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
        if (!parsed.success) return err("unreadable");
        const { organisation } = parsed.output;
        // An answer about another one is none.
        return organisation !== null && organisation.bin !== bin ? err("unreadable") : ok(organisation);
      } catch (fault) {
        if (isLate) return err("timeout");
        return err(fault instanceof SyntaxError || fault instanceof TypeError ? "unreadable" : "unreachable");
      } finally {
        cancel();
        controller.abort();
      }
    },
  };
}

async function exchange({ url, token }: OrganisationSourceFile, bin: string, signal: AbortSignal): Promise<Uint8Array | AskFault> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "accept-encoding": "identity",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ bin }),
      redirect: "manual",
      signal,
      decompress: false,
    });
  } catch (fault) {
    if (signal.aborted) throw fault;
    return "unreachable";
  }
  if (response.status >= 300 && response.status < 400) return "redirected";
  if (response.status !== 200 || !["", "identity"].includes(response.headers.get("content-encoding") ?? "")) return "http-status";
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > answerBytesMax) return "too-large";
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
