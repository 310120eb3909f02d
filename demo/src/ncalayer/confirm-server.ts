import { mayAsk, isLoopbackHostHeader } from "./loopback.ts";
import type { ConfirmDesk } from "./confirm-desk.ts";
import { messagePage, requestPage } from "./confirm-page.ts";
import { languageOf } from "./messages.ts";
import type { Language } from "./words.ts";

const headers = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

const html = (body: string, status = 200): Response => new Response(body, { status, headers });

const requestLanguage = (wanted: string | null, fallback: Language): Language => (wanted === null ? fallback : languageOf(wanted));

async function answer(request: Request, desk: ConfirmDesk): Promise<Response> {
  // A form of another page must not sign: only this page's own origin may post here.
  const origin = request.headers.get("origin");
  if (origin === null || new URL(request.url).origin !== origin) return html("", 403);
  const form = await request.formData();
  const field = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const language = requestLanguage(field("lang"), "ru");
  const done = desk.answer(field("id"), field("action") === "sign" ? { kind: "sign", keyName: field("key") } : { kind: "cancel" });
  return html(messagePage(language, done ? "done" : "gone"), done ? 200 : 409);
}

/** The page where a person reads what would be signed, chooses the key, and signs or cancels. */
export function confirmHandler(desk: ConfirmDesk, unfiltered: boolean): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isLoopbackHostHeader(request.headers.get("host")) || !mayAsk(request.headers.get("origin"))) return html("", 403);
    const url = new URL(request.url);
    if (request.method === "POST" && url.pathname === "/answer") return answer(request, desk);
    if (request.method !== "GET" || url.pathname !== "/") return html("", 404);
    const pending = desk.current();
    const language = requestLanguage(url.searchParams.get("lang"), pending?.request.language ?? "ru");
    return html(pending === null ? messagePage(language, "idle") : requestPage(pending, language, unfiltered));
  };
}
