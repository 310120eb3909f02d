import { readFileSync } from "node:fs";
import { Problem } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import * as v from "valibot";

/** Central's HTTP API as the operator's command calls it. */
export type CentralCalls = {
  readonly call: <T>(path: string, schema: v.GenericSchema<unknown, T>, init?: RequestInit) => Promise<Result<T, string>>;
  readonly text: (path: string) => Promise<Result<string, string>>;
};

/** `token`: file with the 64 hex digits that central was started with; null: central asks for none from this machine. */
export function openCalls(url: string, token: string | null): Result<CentralCalls, string> {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return err(`--central ${url.slice(0, 100)} is no address`);
  const read = token === null ? ok(null) : readToken(token);
  if (!read.ok) return read;
  const headers: Readonly<Record<string, string>> = {
    accept: "application/json",
    "accept-language": "en",
    ...(read.value === null ? {} : { authorization: `Bearer ${read.value}` }),
  };
  const send = async (path: string, init: RequestInit = {}): Promise<Result<Response, string>> => {
    try {
      const response = await fetch(new URL(path, url), {
        ...init,
        headers: { ...headers, ...Object.fromEntries(new Headers(init.headers)) },
        redirect: "error",
      });
      return response.ok ? ok(response) : err(await lineOf(response));
    } catch {
      return err(`central cannot be reached at ${url}`);
    }
  };
  return ok({
    call: async (path, schema, init) => {
      const sent = await send(path, init);
      if (!sent.ok) return sent;
      const parsed = v.safeParse(schema, await sent.value.json().catch(() => null));
      return parsed.success ? ok(parsed.output) : err("central's answer cannot be read");
    },
    text: async (path) => {
      const sent = await send(path);
      return sent.ok ? ok(await sent.value.text()) : sent;
    },
  });
}

async function lineOf(response: Response): Promise<string> {
  const problem = v.safeParse(Problem, await response.json().catch(() => null));
  return problem.success ? `${problem.output.title} (${problem.output.code})` : `central answered with ${response.status}`;
}

function readToken(path: string): Result<string, string> {
  try {
    const text = readFileSync(path, "utf8").trim();
    return /^[0-9a-f]{64}$/.test(text) ? ok(text) : err(`${path} does not hold 64 hex digits`);
  } catch {
    return err(`${path} cannot be read`);
  }
}
