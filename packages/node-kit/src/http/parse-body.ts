import { err, ok, type Result } from "@beket/domain";
import type { Context } from "hono";
import { getDotPath, safeParse, type BaseIssue, type BaseSchema, type InferOutput } from "valibot";
import { problem, type FieldFault, type ProblemKind } from "./problem.ts";

type AnySchema = BaseSchema<unknown, unknown, BaseIssue<unknown>>;

const bodyTooLarge: ProblemKind = {
  code: "body-too-large",
  status: 413,
  title: { kk: "Сұрау тым үлкен", ru: "Запрос слишком большой", en: "The request is too large" },
};
const bodyNotJson: ProblemKind = {
  code: "body-not-json",
  status: 400,
  title: { kk: "Сұрау JSON емес", ru: "Запрос не является JSON", en: "The request is not JSON" },
};
const bodyInvalid: ProblemKind = {
  code: "body-invalid",
  status: 422,
  title: { kk: "Сұраудағы мәндер қате", ru: "В запросе неверные значения", en: "The request has values that are not valid" },
};
const mediaTypeWrong: ProblemKind = {
  code: "media-type-wrong",
  status: 415,
  title: { kk: "application/json күтілген", ru: "Ожидался application/json", en: "application/json was expected" },
};

/**
 * A JSON body read under a byte limit and parsed; the failure is a finished problem response, to be returned as it is. Only
 * application/json is read: a form of a foreign page cannot send that without a preflight.
 */
export async function parseBody<const S extends AnySchema>(
  c: Context,
  schema: S,
  limits: { readonly sizeBytesMax: number },
): Promise<Result<InferOutput<S>, Response>> {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header("content-type") ?? "")) return err(problem(c, mediaTypeWrong));
  const bytes = await readLimited(c.req.raw, limits.sizeBytesMax);
  if (bytes === null) return err(problem(c, bodyTooLarge));
  const json = parseJson(bytes);
  if (!json.ok) return err(problem(c, bodyNotJson));
  const parsed = safeParse(schema, json.value, { abortPipeEarly: true });
  if (parsed.success) return ok(parsed.output);
  return err(problem(c, bodyInvalid, { faults: parsed.issues.map(faultOf) }));
}

/** Null when it is longer; reading stops there, whatever the content length said. */
async function readLimited(request: Request, sizeBytesMax: number): Promise<Uint8Array | null> {
  const length = Number(request.headers.get("content-length") ?? "NaN");
  if (length > sizeBytesMax) return null;
  // A declared length is the server's bound already, and reading whole is much cheaper than chunk by chunk.
  if (length >= 0) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.length > sizeBytesMax ? null : bytes;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body === null) return new Uint8Array();
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > sizeBytesMax) return null;
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : new Uint8Array(Buffer.concat(chunks));
}

function parseJson(bytes: Uint8Array): Result<unknown, "not-json"> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // Only an escape can bring them.
    return ok(/\\u(?:0000|d[89a-f])/i.test(text) ? JSON.parse(text, wholeText) : JSON.parse(text));
  } catch {
    return err("not-json");
  }
}

/** Half a character is in no text that can be signed (RFC 7493, 2.1), and PostgreSQL keeps no text with a NUL. */
function wholeText(name: string, value: unknown): unknown {
  for (const text of [name, value]) if (typeof text === "string" && (!text.isWellFormed() || text.includes("\0"))) throw new SyntaxError();
  return value;
}

/** valibot's own message quotes the value it received, which may be an IIN; only the kind of fault leaves. */
function faultOf(issue: BaseIssue<unknown>): FieldFault {
  const code = issue.type.replaceAll("_", "-");
  return { path: (getDotPath(issue) ?? "").slice(0, 200), code, message: code };
}
