import { readFileSync } from "node:fs";
import { languages } from "@beket/domain";
import { describe, expect, it } from "vitest";
import { createCentral } from "../../../pwa/src/citizen/adapters/central.ts";
import { frame } from "../../../pwa/src/citizen/words/frame.ts";
import {
  appealWords,
  applicationWords,
  checkWords,
  lookupWords,
  purposeWords,
  refusalWords,
} from "../../../pwa/src/citizen/words/screens.ts";
import { paperEnd, paperTime } from "../../../pwa/src/portal/passes/paper-time.ts";
import { qrPath } from "../../../pwa/src/scan/qr.ts";

const secrets = ["871008401427", "K86AB-8DDQ9", "5GM-266-DMK", "YZ05", "не согласен с этим"];

describe("the citizens' page", () => {
  it("[CZ15] sends what a person types in bodies alone, never in an address", async () => {
    const sent: { readonly path: string; readonly body: string }[] = [];
    const central = createCentral({
      fetch: async (path, { body }) => {
        sent.push({ path, body: typeof body === "string" ? body : "" });
        return Response.json({ type: "x", code: "some-code", title: "Сөйлем", status: 404 }, { status: 404 });
      },
      language: () => "kk",
    });
    const [identifier = "", second = "", number = "", proof = "", text = ""] = secrets;
    const key = { id: "01890000-0000-7000-8000-000000000001", secret: "ab".repeat(32) };
    const answers = await Promise.all([
      central.selfCheck({ identifier, second }),
      central.refusal({ number, proof }),
      central.appeal({ target: { kind: "refusal", number, proof }, text, phone: null }),
      central.appeals({ kind: "application", ...key, number: null }),
      central.application(key),
      central.lookups(),
    ]);
    for (const answer of answers) expect(answer).toEqual({ ok: false, error: { kind: "problem", code: "some-code", title: "Сөйлем" } });
    expect(sent).toHaveLength(6);
    for (const { path } of sent) expect(path).toMatch(/^\/api\/v1\/[a-z/-]+$/);
    expect(sent.map(({ body }) => body).join(" ")).toContain(identifier);
  });

  it("[CZ15] an answer that is not ours, and no answer, are two different sentences", async () => {
    const of = (fetch: () => Promise<Response>) => createCentral({ fetch, language: () => "kk" }).lookups();
    expect(await of(async () => new Response("<html>"))).toEqual({ ok: false, error: { kind: "unreadable" } });
    expect(await of(() => Promise.reject(new TypeError("away")))).toEqual({ ok: false, error: { kind: "network" } });
  });

  it("[CZ15] every sentence stands in three languages", () => {
    const count = { sentences: 0 };
    const walk = (value: unknown): void => {
      if (typeof value === "function") return;
      if (typeof value !== "object" || value === null) throw new Error("words are nested words");
      if ("kk" in value) {
        count.sentences += 1;
        const texts = languages.map((language) => String(Reflect.get(value, language)));
        expect(texts.every((text) => text.length > 1)).toBe(true);
        return;
      }
      Object.values(value).forEach(walk);
    };
    [frame, checkWords, refusalWords, appealWords, applicationWords, lookupWords].forEach(walk);
    expect(count.sentences).toBeGreaterThan(70);
    expect(purposeWords("something-new")).toEqual(purposeWords("something-else"));
  });
});

describe("a pass on paper", () => {
  it("[CZ13] a module of its QR code is at least 2.5 px wide at 96 dpi, also eight on a page", () => {
    const css = readFileSync(new URL("../../../pwa/src/portal/passes/passes.css", import.meta.url), "utf8");
    const widths = [...css.matchAll(/inline-size: (\d+)mm/g)].map(([, mm]) => Number(mm));
    expect(widths).toEqual([42, 80]);
    // The longest text that central writes: sixteen signs of a number, minutes of this century.
    const { size } = qrPath(`BEKET2:${"R".repeat(228)}`);
    for (const mm of widths) expect(((mm / 25.4) * 96) / size).toBeGreaterThanOrEqual(2.5);
  });

  it("[CZ13] dates are read alike in three languages, and an end at midnight is 24:00 of the last day", () => {
    const midnight = Date.UTC(2020, 3, 30, 18, 0);
    expect(paperTime(midnight, "Asia/Almaty")).toBe("01.05.2020 00:00");
    expect(paperEnd(midnight, "Asia/Almaty")).toBe("30.04.2020 24:00");
    expect(paperEnd(midnight + 60_000, "Asia/Almaty")).toBe("01.05.2020 00:01");
  });
});
