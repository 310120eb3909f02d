import { createHash } from "node:crypto";
import type { Pending } from "./confirm-desk.ts";
import type { Candidate } from "./choosers.ts";
import { mismatchWords, words, type Language } from "./words.ts";

const previewCharsMax = 20_000;

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");

const css = `
:root{color-scheme:light dark;--ink:#14202b;--soft:#51606d;--page:#f4f6f7;--card:#fff;--line:#c9d2d9;--act:#0b5c6b;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e8eef2;--soft:#a9b7c2;--page:#10171d;--card:#18222a;--line:#34434f;--act:#57c3d6;--on:#06222a}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 3rem}h1{font-size:1.5rem;margin:.5rem 0}
nav{display:flex;gap:1rem;justify-content:space-between;flex-wrap:wrap;color:var(--soft)}nav a{color:var(--act);padding:.5rem}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.25rem;margin:1rem 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.4rem 1rem;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;max-height:18rem;overflow:auto;font-size:.85rem}
fieldset{border:0;padding:0;margin:1rem 0 0}legend{font-weight:600;padding:0;margin-bottom:.5rem}
label{display:flex;gap:.75rem;padding:.75rem;border:1px solid var(--line);border-radius:8px;margin-top:.5rem;min-height:3rem}
label small{display:block;color:var(--soft)}input{width:1.25rem;height:1.25rem;flex:none;accent-color:var(--act)}
.acts{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.25rem}button{font:inherit;font-weight:600;min-height:3rem;padding:0 1.5rem;border-radius:8px;border:1px solid var(--act);background:transparent;color:var(--act)}
button.main{background:var(--act);color:var(--on)}:focus-visible{outline:3px solid var(--act);outline-offset:2px}`;

function page(language: Language, body: string, refreshS: number | null): string {
  const t = (key: keyof typeof words): string => escape(words[key][language]);
  const links = (["kk", "ru", "en"] as const)
    .map(
      (code) =>
        `<a href="/?lang=${code}"${code === language ? ' aria-current="true"' : ""} lang="${code}">${{ kk: "Қазақша", ru: "Русский", en: "English" }[code]}</a>`,
    )
    .join("");
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
${refreshS === null ? "" : `<meta http-equiv="refresh" content="${refreshS};url=/?lang=${language}">`}<title>${t("title")}</title><style>${css}</style></head>
<body><main><nav aria-label="${t("title")}"><span>${t("title")}</span><span>${links}</span></nav>${body}<p>${t("demoOnly")}</p></main></body></html>`;
}

export const messagePage = (language: Language, message: "idle" | "gone" | "done"): string =>
  page(language, `<section role="status"><h1>${escape(words[message][language])}</h1></section>`, 2);

function keyChoice(candidate: Candidate, language: Language, unfiltered: boolean, checked: boolean): string {
  const { key, mismatches } = candidate;
  const fits = mismatches.length === 0;
  const until = new Date(key.notAfterMs).toISOString().slice(0, 10);
  const why = mismatches.map((code) => mismatchWords[code][language]).join("; ");
  const detail = [key.name, key.organisation, key.algorithm, `${words.until[language]} ${until}`, why]
    .filter((part) => part !== null && part !== "")
    .join(" · ");
  return `<label><input type="radio" name="key" value="${escape(key.name)}"${checked ? " checked" : ""}${fits || unfiltered ? "" : " disabled"} required>
<span>${escape(key.commonName)} <small>${escape(detail)}</small></span></label>`;
}

function documentSection(bytes: Uint8Array, language: Language): string {
  const t = (key: keyof typeof words): string => escape(words[key][language]);
  const text = new TextDecoder().decode(bytes).slice(0, previewCharsMax);
  return `<dt>${t("size")}</dt><dd>${bytes.length} ${t("bytes")}</dd><dt>${t("hash")}</dt><dd><code>${createHash("sha256").update(bytes).digest("hex")}</code></dd>
</dl><details><summary>${t("text")}</summary><pre tabindex="0">${escape(text)}</pre></details><dl>`;
}

export function requestPage(pending: Pending, language: Language, unfiltered: boolean): string {
  const t = (key: keyof typeof words): string => escape(words[key][language]);
  const { request, candidates, origin, id } = pending;
  const usable = candidates.filter(({ mismatches }) => unfiltered || mismatches.length === 0);
  const first = candidates.find(({ mismatches }) => mismatches.length === 0) ?? usable[0];
  const ordered = candidates.toSorted((a, b) => a.mismatches.length - b.mismatches.length);
  const choices = ordered.map((candidate) => keyChoice(candidate, language, unfiltered, candidate === first)).join("");
  const sign = usable.length === 0 ? "" : `<button class="main" name="action" value="sign">${t("sign")}</button>`;
  const body = `<section><h1>${t("question")}</h1><dl><dt>${t("asks")}</dt><dd>${escape(origin ?? words.program[language])}</dd>
<dt>${t("mode")}</dt><dd>${request.encapsulate ? t("attached") : t("detached")}</dd>${request.documents.map((bytes) => documentSection(bytes, language)).join("")}</dl>
<form method="post" action="/answer"><input type="hidden" name="id" value="${escape(id)}"><input type="hidden" name="lang" value="${language}">
<fieldset><legend>${t("key")}</legend>${usable.length === 0 ? `<p role="alert">${t("noKey")}</p>` : ""}${choices}</fieldset>
<div class="acts">${sign}<button name="action" value="cancel" formnovalidate>${t("cancel")}</button></div></form></section>`;
  return page(language, body, null);
}
