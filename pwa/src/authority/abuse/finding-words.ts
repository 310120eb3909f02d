import type { Finding, Severity } from "@beket/api";
import { count, say } from "../../i18n/index.ts";
import type { Tone } from "../../ui/index.ts";
import { abuse as w } from "../words/oversight.ts";

export const severityTones = { high: "bad", medium: "warn", low: "plain" } as const satisfies Record<Severity, Tone>;

/** Seconds and metres as people say them. */
const readable = ([name, value]: readonly [string, number]): readonly [string, number] => {
  if (name === "seconds") return ["minutes", Math.round(value / 6) / 10];
  return name === "metres" ? ["kilometres", Math.round(value / 100) / 10] : [name, value];
};
/** What was measured, in words: `3 organisations · 4 permits`. */
export const measureText = (measured: Finding["measured"]): string =>
  Object.entries(measured)
    .map(readable)
    .map(([name, value]) => `${count(value)} ${say(w.measures[name] ?? { kk: name, ru: name, en: name })}`)
    .join(" · ");
