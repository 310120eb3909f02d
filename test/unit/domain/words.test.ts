import {
  formatAge,
  formatDate,
  formatDateTime,
  formatEnd,
  formatWindow,
  instructionCodes,
  instructionText,
  languages,
  ledgerName,
  ledgers,
  outcomes,
  outcomeWord,
  reasonCodes,
  reasonSentence,
  schemeName,
  subjectErrorCodes,
  subjectErrorText,
  subjectSchemes,
} from "@beket/domain";
import { describe, expect, it } from "vitest";

const almaty = "Asia/Almaty";
/** Letters that a sentence of the language may use; Latin ones only inside numbers. */
const letters = { kk: /^[^A-Za-zЁё]*$/u, ru: /^[^A-Za-zӘәҒғҚқҢңӨөҰұҮүҺһІі]*$/u, en: /^[^А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]*$/u };

describe("sentences", () => {
  it.each(languages.flatMap((language) => reasonCodes.map((code) => [language, code] as const)))(
    "[DM70] %s: %s has a cause and a next step, with and without facts",
    (language, code) => {
      for (const reason of [
        { code },
        { code, number: "1234-5678", instruction: "refer-medic" as const, category: "c", ageMs: 7_500_000, at: Date.UTC(2020, 3, 20) },
      ]) {
        const { cause, next } = reasonSentence(reason, language, {
          timeZone: almaty,
          ...(reason.number === undefined ? {} : { categoryName: "1" }),
        });
        for (const sentence of [cause, next]) {
          expect(sentence).toMatch(/[.!]$/);
          expect(sentence).not.toMatch(/[{}]|  | \.|undefined/);
          expect(sentence).toMatch(letters[language]);
        }
      }
    },
  );
  it("[DM70] facts stand in the sentence", () => {
    expect(
      reasonSentence({ code: "permit-expired", number: "R7K2-94QX", at: Date.UTC(2020, 3, 20, 4, 5) }, "ru", { timeZone: almaty }).cause,
    ).toBe("Срок разрешения R7K2-94QX истёк (20 апреля 2020 г., 10:05).");
    expect(reasonSentence({ code: "absent-replica-stale", ageMs: 2 * 3_600_000 }, "kk").cause).toBe(
      "Рұқсат табылмады, бірақ деректер ескірген (2 сағ).",
    );
    expect(reasonSentence({ code: "category-on-sight" }, "en", { categoryName: "Ambulance" }).cause).toBe(
      "A document supports the claimed category (Ambulance).",
    );
  });
  it("[DM71] a hold says what to do and never why", () => {
    for (const language of languages) {
      const texts = instructionCodes.map((instruction) => reasonSentence({ code: "hold-confirmed", instruction }, language));
      expect(new Set(texts.map((text) => text.cause)).size).toBe(1);
      expect(texts.map((text) => text.next)).toEqual(instructionCodes.map((code) => instructionText(code, language)));
      const words = texts.map((text) => `${text.cause} ${text.next}`).join(" ");
      expect(words).not.toMatch(/covid|вирус|инфек|болезн|ауру|розыск|іздеу|суд|сот|virus|infect|ill\b|wanted|court|police|полиц/i);
    }
  });
  it("[DM70] every code of the domain has words of its own in each language", () => {
    for (const language of languages) {
      const groups = [
        subjectErrorCodes.map((code) => subjectErrorText({ code }, language)),
        subjectSchemes.map((scheme) => schemeName(scheme, language)),
        ledgers.map((ledger) => ledgerName(ledger, language)),
        outcomes.map((outcome) => outcomeWord(outcome, language)),
        instructionCodes.map((code) => instructionText(code, language)),
      ];
      for (const group of groups) {
        expect(new Set(group).size).toBe(group.length);
        for (const text of group) expect(text.length).toBeGreaterThan(1);
      }
    }
  });
});

describe("dates and ages", () => {
  it("[DM72] dates come from own tables in the city's time", () => {
    const ms = Date.UTC(2020, 2, 18, 19, 5);
    expect(languages.map((language) => formatDate(ms, almaty, language))).toEqual([
      "2020 ж. 19 наурыз",
      "19 марта 2020 г.",
      "19 March 2020",
    ]);
    expect(formatDateTime(ms, almaty, "kk")).toBe("2020 ж. 19 наурыз, 01:05");
    const midnight = Date.UTC(2026, 11, 5, 19);
    expect(formatEnd(midnight, almaty, "ru")).toBe("5 декабря 2026 г., 24:00");
    expect(formatEnd(midnight + 60_000, almaty, "ru")).toBe("6 декабря 2026 г., 00:01");
    expect(formatEnd(midnight + 1, almaty, "ru")).toBe("6 декабря 2026 г., 00:00");
    const months = new Set(
      languages.flatMap((language) => Array.from({ length: 12 }, (_, month) => formatDate(Date.UTC(2020, month, 15), almaty, language))),
    );
    expect(months.size).toBe(36);
  });
  it("[DM73] ages show their two largest units, rounded down", () => {
    const minute = 60_000;
    const ages = [0, 59_999, minute, 59 * minute, 60 * minute, 125 * minute, 24 * 60 * minute, 99 * 60 * minute];
    expect(ages.map((age) => formatAge(age, "ru"))).toEqual([
      "меньше минуты",
      "меньше минуты",
      "1 мин",
      "59 мин",
      "1 ч",
      "2 ч 5 мин",
      "1 сут",
      "4 сут 3 ч",
    ]);
    expect(formatAge(-5, "en")).toBe("less than a minute");
    expect(formatAge(125 * minute, "kk")).toBe("2 сағ 5 мин");
  });
  it("[DM73] a weekly window reads as days and hours", () => {
    expect(formatWindow({ days: 31, fromMinute: 480, toMinute: 1200 }, "ru")).toBe("пн–пт, 08:00–20:00");
    expect(formatWindow({ days: 0b1100101, fromMinute: 1320, toMinute: 360 }, "en")).toBe("Mon, Wed, Sat, Sun, 22:00–06:00");
    expect(formatWindow({ days: 127, fromMinute: 0, toMinute: 1440 }, "kk")).toBe("күн сайын, тәулік бойы");
  });
});
