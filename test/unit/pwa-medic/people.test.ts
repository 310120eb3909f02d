import { type Answers, mrzCheckDigit, parseMrz, selectionOf } from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerQuestion,
  currentQuestion,
  isComplete,
  keptAnswers,
  progressOf,
  startAsking,
  stepBack,
  typedAnswer,
} from "../../../pwa/src/medic/model/ask.ts";
import { bySeat, filtered, nextRow, rowsOf, summaryOf } from "../../../pwa/src/medic/model/board.ts";
import { consentIn } from "../../../pwa/src/medic/model/consent.ts";
import { readManifest } from "../../../pwa/src/medic/model/manifest.ts";
import {
  birthDateOfMrz,
  draftOf,
  emptyPerson,
  likelyLanguage,
  profileOf,
  withIin,
  withScan,
} from "../../../pwa/src/medic/model/person-draft.ts";
import { notAskedConsent } from "../../../pwa/src/medic/state/acts.ts";
import { createScene, iin, iins } from "../border/support/scene.ts";
import { forms, minute, noSymptoms, rules, start } from "./support/post.ts";

const blank = emptyPerson({ category: "citizen", countryFrom: "KGZ" });
const consent = notAskedConsent("kk");
const form = forms[0];
if (form === undefined) throw new Error("the border has a form");

/** A passport's zone of an invented person, with its check digits (ICAO 9303-4 §4.2). */
function passportZone(): string {
  const digit = (data: string): string => data + mrzCheckDigit(data);
  const [number, birth, expiry] = [digit("FA1234567"), digit("790211"), digit("251231")];
  const optional = digit("<".repeat(14));
  const first = "P<UZBKARIMOV<<DILSHOD".padEnd(44, "<");
  return `${first}${number}UZB${birth}M${expiry}${optional}${mrzCheckDigit(number + birth + expiry + optional)}`;
}
const zone = passportZone();

describe("the person form", () => {
  it("[MA11] is filled by a machine-readable zone, with or without its line break", () => {
    const mrz = parseMrz(zone);
    expect(mrz.ok).toBe(true);
    for (const text of [zone, `${zone.slice(0, 44)}\n${zone.slice(44)}`]) {
      expect(withScan(blank, text, start)).toMatchObject({
        document: "FA1234567",
        documentCountry: "UZB",
        name: "KARIMOV DILSHOD",
        birthDate: "1979-02-11",
        sex: "male",
        citizenship: "UZB",
        category: "citizen",
        countryFrom: "KGZ",
      });
    }
  });

  it("[MA11] takes birth date and sex of a valid IIN, and keeps what was typed where the IIN tells nothing", () => {
    expect(withIin(blank, iins[0])).toMatchObject({ birthDate: "1987-10-08", sex: "female", citizenship: "KAZ" });
    expect(withIin({ ...blank, citizenship: "RUS" }, iins[0]).citizenship).toBe("RUS");
    const typed = { ...blank, birthDate: "1990-01-01", sex: "male" } as const;
    expect(withIin(typed, "87100840142")).toMatchObject({ iin: "87100840142", birthDate: "1990-01-01", sex: "male" });
    expect(withScan(blank, "hello", start)).toBeNull();
  });

  it("[MA11] puts the year of a zone into the century in which it can be", () => {
    expect(birthDateOfMrz("200325", start)).toBe("2020-03-25");
    expect(birthDateOfMrz("210101", start)).toBe("1921-01-01");
    expect(birthDateOfMrz("990230", start)).toBe("");
  });

  it("[MA11] tells every fault at once, each at its field", () => {
    const bad = { ...blank, name: " ", iin: "123", birthDate: "2031-01-01", phone: "call me", seat: "window!" };
    const filled = profileOf(bad, consent, start);
    expect(filled).toMatchObject({
      ok: false,
      error: { name: "needed", iin: "wrong-length", birthDate: "not-a-date", phone: "not-a-phone", seat: "not-a-seat" },
    });
    expect(profileOf({ ...blank, name: "Ерлан", document: "AN1234567" }, consent, start)).toEqual({
      ok: false,
      error: { document: "document-country" },
    });
  });

  it("[MA11] says the same profile after it was opened to be changed", () => {
    const scene = createScene();
    const { arrival } = scene.openArrival();
    const { person } = scene.register(arrival, { phone: "+77010000000", onwardAddress: "Алматы, Абай 10" }, { seat: "12A" });
    const known = scene.border.person(person);
    if (known === null) throw new Error("the person is registered");
    expect(profileOf(draftOf(known), known.profile.consent, start)).toEqual({ ok: true, value: { seat: "12A", profile: known.profile } });
  });

  it("[MA15] people are spoken to in a likely language, Kazakhs in the staff's own", () => {
    expect(["CHN", "UZB", "KGZ", "RUS", "KAZ", null, "DEU"].map((country) => likelyLanguage(country, "ru"))).toEqual([
      "zh",
      "uz",
      "ky",
      "ru",
      "ru",
      "ru",
      "ru",
    ]);
    expect(likelyLanguage("KAZ", "en")).toBe("kk");
  });

  it("[MA15] the consent stands in the language asked for or the next best, and says which it is", () => {
    const { consentTextMore, ...plain } = rules;
    expect(consentTextMore).toBeDefined();
    expect(consentIn(rules, "uz")).toEqual({ text: consentTextMore?.uz, lang: "uz" });
    expect(consentIn(plain, "uz")).toEqual({ text: rules.consentText.ru, lang: "ru" });
    expect(consentIn(plain, "zh").lang).toBe("en");
    expect(consentIn(rules, "kk")).toEqual({ text: rules.consentText.kk, lang: "kk" });
  });
});

describe("a pasted list", () => {
  const lines = [
    "Place\tName\tDocument\tCountry\tBorn",
    "1\tАйгерім Сапарова\t871008401427\tKAZ\t",
    "2\tDilshod Karimov\tFA1234567\tУзбекистан\t11.02.1979",
    "3\t李 伟\tE12345678\tChina\t1985-03-03",
    "12A\tBakyt Asanov\t\tKGZ\t17.05.2014",
  ];
  it("[MA12] is read by what its cells look like", () => {
    const { rows, dropped } = readManifest(lines.join("\n"), "KGZ");
    expect(dropped).toBe(0);
    expect(
      rows.map(({ line, read }) => [
        line,
        read.ok ? [read.value.seat, read.value.name, read.value.subject?.value, read.value.citizenship, read.value.birthDate] : read.error,
      ]),
    ).toEqual([
      [2, ["1", "Айгерім Сапарова", "871008401427", "KAZ", "1987-10-08"]],
      [3, ["2", "Dilshod Karimov", "FA1234567", "UZB", "1979-02-11"]],
      [4, ["3", "李 伟", "E12345678", "CHN", "1985-03-03"]],
      [5, ["12A", "Bakyt Asanov", undefined, "KGZ", "2014-05-17"]],
    ]);
  });

  it("[MA12] comes to the same people with its columns in another order", () => {
    const columns = lines.slice(1).map((line) => line.split("\t"));
    const wanted = readManifest(columns.map((cells) => cells.join(";")).join("\n"), "KGZ").rows.map(({ read }) => read);
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const shuffled = columns.map((cells) => order.map((index) => cells[index] ?? "").join(";")).join("\n");
        expect(readManifest(shuffled, "KGZ").rows.map(({ read }) => read)).toEqual(wanted);
      }),
    );
  });

  it("[MA12] tells a wrong line by its number and reads the others", () => {
    const { rows } = readManifest(
      "1;Айгерім Сапарова;871008401428;KAZ\n2;;FA1234567;UZB\n3;Ерлан;\n3;Самат;\n4;Отбасы;N1234567;KGZ\n5;Басқа;N1234567;KGZ",
      "",
    );
    expect(rows.map(({ line, read }) => [line, read.ok ? "read" : read.error])).toEqual([
      [1, "number-wrong"],
      [2, "name-missing"],
      [3, "read"],
      [4, "seat-twice"],
      [5, "read"],
      [6, "number-twice"],
    ]);
  });

  it("[MA12] counts the lines that are too many", () => {
    const text = Array.from({ length: 520 }, (_, index) => `Жолаушы ${"абв"[index % 3]};KGZ`).join("\n");
    expect(readManifest(text, "KGZ")).toMatchObject({ dropped: 20 });
  });
});

describe("the questions", () => {
  const run = (answers: Answers) => {
    let asking = startAsking(form);
    const asked: string[] = [];
    for (let step = 0; step < 60 && asking.at !== null; step += 1) {
      asked.push(asking.at);
      asking = answerQuestion(form, asking, answers[asking.at] ?? null);
      if (asking.at === asked.at(-1)) break;
    }
    return { asked, asking };
  };

  it("[MA14] come one by one as the form enables them, and end", () => {
    const well = run(noSymptoms);
    const ill = run({ ...noSymptoms, contact: true, "contact-where": "home" });
    expect(isComplete(well.asking)).toBe(true);
    expect(well.asked).not.toContain("contact-where");
    expect(ill.asked.indexOf("contact-where")).toBe(ill.asked.indexOf("contact") + 1);
    expect(
      selectionOf(form, keptAnswers(form, ill.asking.answers), {
        ageYears: 30,
        countryFrom: "KGZ",
        category: "citizen",
        citizenship: "KAZ",
      }).outcome,
    ).toBe("test");
  });

  it("[MA14] stop at one that must be answered and pass one that need not", () => {
    const { temperature: _, ...rest } = noSymptoms;
    const { asked, asking } = run(rest);
    expect([asked, asking.at]).toEqual([["temperature"], "temperature"]);
    expect(run(noSymptoms).asked).toContain("people-there");
  });

  const well: Answers = noSymptoms;
  it("[MA14] an answer that was changed takes with it those that are no longer asked", () => {
    let asking = startAsking(form);
    const say = (value: Answers[string]) => (asking = answerQuestion(form, asking, value));
    while (asking.at !== "contact-where") say(asking.at === "contact" ? true : (well[asking.at ?? ""] ?? null));
    say("work");
    asking = stepBack(form, stepBack(form, asking));
    expect(currentQuestion(form, asking)?.linkId).toBe("contact");
    say(false);
    expect(keptAnswers(form, asking.answers)["contact-where"]).toBeUndefined();
    expect(progressOf(form, asking).done).toBeGreaterThan(5);
  });

  it("[MA14] numbers and dates are read as they are typed here", () => {
    expect([
      typedAnswer("decimal", "36,6"),
      typedAnswer("decimal", "36,"),
      typedAnswer("integer", "4"),
      typedAnswer("integer", "4.5"),
    ]).toEqual([36.6, null, 4, null]);
    expect([typedAnswer("date", "2020-03-01"), typedAnswer("date", "1.3.2020"), typedAnswer("string", "  Абай 10 ")]).toEqual([
      "2020-03-01",
      null,
      "Абай 10",
    ]);
  });
});

describe("the board", () => {
  const scene = createScene();
  const { arrival } = scene.openArrival();
  scene.stock();
  const seats = ["10", "2", "2A", "1", null, "05-12"];
  const people = seats.map(
    (seat, index) =>
      scene.register(
        arrival,
        { subjects: [iin(index % 6)], name: `Жолаушы ${index}` },
        { seat, ...(index === 3 ? { confirmed: null } : {}) },
      ).person,
  );
  const persons = people.flatMap((person) => scene.border.person(person) ?? []);

  it("[MA13] stands by seat as people count, those without one last", () => {
    expect(persons.toSorted(bySeat).map(({ seat }) => seat)).toEqual(["1", "2", "2A", "05-12", "10", null]);
  });

  it("[MA13] gives everybody one next step, readings first, then the next seat", () => {
    const ask = people[0];
    const run = people[1];
    if (ask === undefined || run === undefined) throw new Error("six people came");
    const { questionnaire } = scene.answer(run, { fever: true });
    expect(questionnaire).toBeDefined();
    const { test } = scene.order(run);
    scene.begin(test, "C-1");
    const rows = () =>
      rowsOf(
        scene.border,
        people.flatMap((person) => scene.border.person(person) ?? []),
        scene.now(),
        1,
      );
    const code = (seat: string) => rows().find(({ person }) => person.seat === seat)?.standing.code;
    expect([code("1"), code("10"), code("2")]).toEqual(["confirm", "ask", "waiting"]);
    const after = (seat: string) => nextRow(rows(), rows().find(({ person }) => person.seat === seat)?.person.person ?? null)?.person.seat;
    expect([after("1"), after("2A")]).toEqual(["2A", "05-12"]);
    scene.wait(16 * minute);
    expect([code("2"), after("2A")]).toEqual(["open", "2"]);
    expect(filtered(scene.border, rows(), "running", "").map(({ person }) => person.seat)).toEqual(["2"]);
    expect(filtered(scene.border, rows(), "all", "жолаушы 4").map(({ person }) => person.seat)).toEqual([null]);
    expect(summaryOf(scene.border, rows())).toMatchObject({ persons: 6, running: 1, positive: 0, todo: 6, done: 0 });
    scene.wait(6 * minute);
    expect(code("2")).toBe("late");
  });

  it("[MA13] an outdated consent is asked again before anything else", () => {
    expect(rowsOf(scene.border, persons.slice(0, 1), scene.now(), 2)[0]?.standing.code).toBe("confirm");
  });
});
