import { languages, type Language } from "@beket/api";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export type Words = Readonly<Record<Language, string>>;
/** One entry of a program's catalogue of HTTP errors; `code` is stable. */
export type ProblemKind = { readonly code: string; readonly status: ContentfulStatusCode; readonly title: Words };
/** Names a field and what is wrong; never the value (I7). */
export type FieldFault = { readonly path: string; readonly code: string; readonly message: string };
export type ProblemMore = {
  readonly detail?: string | Words;
  readonly faults?: readonly FieldFault[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the answer (RFC 9457 3.2): what a client needs to go on, such as the newer state of what it wanted to change. */
  readonly members?: Readonly<Record<string, unknown>>;
};

/** An RFC 9457 answer: type `urn:beket:problem:<code>`, title by Accept-Language. Never cached. */
export function problem(c: Context, kind: ProblemKind, more: ProblemMore = {}): Response {
  const language = languageOf(c.req.header("accept-language"));
  const detail = typeof more.detail === "object" ? more.detail[language] : more.detail;
  const body = {
    ...more.members,
    type: `urn:beket:problem:${kind.code}`,
    title: kind.title[language],
    status: kind.status,
    code: kind.code,
    ...(detail === undefined ? {} : { detail }),
    ...(more.faults === undefined ? {} : { faults: more.faults.slice(0, 200) }),
  };
  return c.body(JSON.stringify(body), kind.status, {
    "content-type": "application/problem+json; charset=utf-8",
    "content-language": language,
    "cache-control": "no-store",
    ...more.headers,
  });
}

/** The best of ours by quality, then by order (RFC 9110 §12.5.4); Kazakh when nothing matches. */
export function languageOf(acceptLanguage: string | undefined): Language {
  let best: Language = "kk";
  let bestQuality = 0;
  for (const part of (acceptLanguage ?? "").slice(0, 500).split(",")) {
    const match = /^\s*([A-Za-z]{2})(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$/.exec(part);
    const language = languages.find((one) => one === match?.[1]?.toLowerCase());
    const quality = Number(match?.[2] ?? "1");
    if (language !== undefined && quality > bestQuality) {
      best = language;
      bestQuality = quality;
    }
  }
  return best;
}
