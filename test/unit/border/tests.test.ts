import { describe, expect, it } from "vitest";
import { createScene, hour, iin, lotDate, minute, uuid } from "./support/scene.ts";

describe("a test is registered", () => {
  it("[BO6] only on a confirmed profile, for the identifiers that were confirmed", () => {
    const scene = createScene();
    const { person } = scene.register(null, {}, { confirmed: null });
    scene.answer(person, { fever: true });
    expect(scene.order(person).told).toBe("profile-unconfirmed");
    scene.register(null, {}, { person });
    expect(scene.order(person, { subjects: [iin(1)] }).told).toBe("subjects-differ");
    expect(scene.order(uuid(900)).told).toBe("person-unknown");
    const { test, told } = scene.order(person);
    expect(told).toBe("ok");
    const again = scene.border.test(test);
    expect(
      scene.step(test, { state: "registered", person, questionnaire: null, subjects: [iin(0)], countryFrom: null, repeats: null }),
    ).toBe("test-exists");
    expect(scene.border.test(test)).toBe(again);
  });

  it("[BO6] only with a consent that was given to the present text, for a child by the guardian", () => {
    const scene = createScene();
    const { arrival } = scene.openArrival();
    const consent = (state: "given" | "given-by-guardian" | "refused" | "not-asked", textVersion = 1) =>
      ({ consent: { state, language: "kk", textVersion } }) as const;
    const { person } = scene.register(arrival, consent("not-asked"));
    scene.answer(person, { fever: true });
    expect(scene.order(person).told).toBe("consent-missing");
    scene.register(arrival, consent("refused"), { person });
    expect(scene.order(person).told).toBe("consent-missing");
    scene.register(arrival, consent("given", 0), { person });
    expect(scene.order(person).told).toBe("consent-outdated");
    const child = scene.register(arrival, { ...consent("given"), subjects: [iin(1)], birthDate: "2004-01-01" }).person;
    scene.answer(child, { fever: true });
    scene.register(
      arrival,
      { ...consent("given-by-guardian"), guardian: person, subjects: [iin(1)], birthDate: "2012-01-01" },
      { person: child },
    );
    expect(scene.order(child).told).toBe("ok");
  });

  it("[BO6] only for who was selected, met a positive, or repeats an invalid test", () => {
    const scene = createScene();
    const { arrival } = scene.openArrival();
    const { person } = scene.register(arrival, {}, { seat: "3A" });
    expect(scene.order(person).told).toBe("not-selected");
    const { questionnaire } = scene.answer(person);
    expect(scene.order(person).told).toBe("not-selected");
    scene.answer(person, { fever: true });
    expect(scene.order(person, { questionnaire }).told).toBe("questionnaire-unknown");
    expect(scene.order(person, { questionnaire: null }).told).toBe("not-selected");
    scene.answer(person);
    const sick = scene.running(1, arrival, "4A");
    expect(scene.order(person).told).toBe("not-selected");
    scene.wait(15 * minute);
    scene.read(sick.test, sick.cassette, { result: "positive-acute" });
    expect(scene.order(person).told).toBe("ok");
  });

  it("[BO6] once at a time", () => {
    const scene = createScene();
    const { person, test } = scene.running(0);
    expect(scene.order(person).told).toBe("test-open");
    expect(scene.step(test, { state: "cancelled", by: "medic-1", reason: " " })).toBe("reason-missing");
    expect(scene.step(test, { state: "cancelled", by: "medic-1", reason: "cassette fell" })).toBe("ok");
    expect(scene.step(test, { state: "cancelled", by: "medic-1", reason: "again" })).toBe("test-not-running");
    expect(scene.order(person).told).toBe("ok");
  });
});

describe("a test is started", () => {
  it("[BO7] with a kit, a lot and its date that the post knows, before the lot expires", () => {
    const scene = createScene();
    const { test } = scene.order(scene.selected());
    expect(scene.begin(test, "C-1")).toBe("lot-unknown");
    scene.stock();
    expect(scene.begin(uuid(901), "C-1")).toBe("test-unknown");
    expect(scene.begin(test, "C-1", { kitType: "pregnancy" })).toBe("kit-unknown");
    expect(scene.begin(test, "C-1", { kitType: "antigen" })).toBe("lot-unknown");
    expect(scene.begin(test, "C-1", { lotExpiresAt: lotDate + 1 })).toBe("lot-date-differs");
    expect(scene.stock("LOT-2", { expiresAt: scene.now() + hour })).toBe("ok");
    const second = { lot: "LOT-2", lotExpiresAt: scene.now() + hour };
    scene.wait(hour);
    expect(scene.begin(test, "C-1", second)).toBe("lot-expired");
    expect(scene.begin(test, "C-1", { readFrom: scene.now() })).toBe("timer-not-of-kit");
    expect(scene.begin(test, "C-1")).toBe("ok");
    expect(scene.begin(test, "C-1")).toBe("test-not-registered");
  });

  it("[BO7] with a cassette that was used for nobody ever", () => {
    const scene = createScene({ isSpent: (code) => code === "C-OLD" });
    const first = scene.running(0);
    const { test } = scene.order(scene.selected(1));
    expect(scene.begin(test, first.cassette)).toBe("cassette-used");
    expect(scene.begin(test, "C-OLD")).toBe("cassette-used");
    scene.step(first.test, { state: "cancelled", by: "medic-1", reason: "fell" });
    expect(scene.begin(test, first.cassette)).toBe("cassette-used");
    expect(scene.begin(test, "C-NEW")).toBe("ok");
  });

  it("[BO8] from a stock that is counted: a lot has one date, nothing is thrown away that never came, running out is told", () => {
    const scene = createScene();
    expect(scene.stock("LOT-1", { change: 1 })).toBe("ok");
    expect(scene.stock("LOT-1", { expiresAt: lotDate + 1 })).toBe("lot-date-differs");
    expect(scene.stock("LOT-9", { change: -1, cause: "discarded" })).toBe("lot-unknown");
    expect(scene.stock("LOT-9", { kitType: "pregnancy" })).toBe("kit-unknown");
    expect(scene.stock("LOT-9", { expiresAt: scene.now() })).toBe("lot-expired");
    expect(scene.stock("LOT-9", { change: 0 })).toBe("stock-below-zero");
    expect(scene.stock("LOT-1", { change: 1, cause: "discarded" })).toBe("stock-below-zero");
    expect(scene.stock("LOT-1", { change: 1 }, "selection")).toBe("role-missing");
    scene.begin(scene.order(scene.selected(0)).test, "C-1");
    expect(scene.stock("LOT-1", { change: -1, cause: "discarded" })).toBe("stock-below-zero");
    expect(scene.begin(scene.order(scene.selected(1)).test, "C-2")).toBe("ok lot-out-of-stock");
    expect(scene.border.lot("igm-igg-a", "LOT-1")).toMatchObject({ supplied: 1, used: 2 });
    expect(scene.stock("LOT-1", { change: 2, cause: "counted" })).toBe("ok");
    expect(scene.stock("LOT-1", { change: -1, cause: "counted" })).toBe("ok");
  });
});

describe("a test is read", () => {
  it("[BO9] from its own cassette, between its earliest and latest time", () => {
    const scene = createScene();
    const { test, cassette } = scene.running(0);
    const other = scene.running(1);
    scene.wait(15 * minute - 1);
    expect(scene.read(test, cassette)).toBe("read-too-early");
    scene.wait(1);
    expect(scene.read(test, other.cassette)).toBe("cassette-differs");
    expect(scene.read(uuid(902), cassette)).toBe("test-unknown");
    expect(scene.read(test, cassette)).toBe("ok");
    expect(scene.read(test, cassette)).toBe("test-not-running");
    scene.wait(5 * minute);
    expect(scene.read(other.test, other.cassette, { result: "positive-past" })).toBe("ok");
  });

  it("[BO9] after its latest time only as invalid with a reason", () => {
    const scene = createScene();
    const { test, cassette } = scene.running(0);
    scene.wait(20 * minute + 1);
    expect(scene.read(test, cassette)).toBe("read-too-late");
    expect(scene.read(test, cassette, { result: "invalid" })).toBe("reason-missing");
    expect(scene.read(test, cassette, { result: "invalid", reason: "nobody came" })).toBe("ok read-late");
  });

  it("[BO9] with a result that its kit can give, on a profile that is still confirmed", () => {
    const scene = createScene();
    scene.stock("AG-1", { kitType: "antigen" });
    const person = scene.selected(0);
    const { test } = scene.order(person);
    scene.begin(test, "C-1", { kitType: "antigen", lot: "AG-1", readUntil: scene.now() + 30 * minute });
    scene.wait(15 * minute);
    expect(scene.read(test, "C-1", { result: "positive-past" })).toBe("result-not-of-kit");
    scene.register(null, {}, { person, confirmed: null });
    expect(scene.read(test, "C-1")).toBe("profile-unconfirmed");
    scene.register(null, {}, { person });
    expect(scene.read(test, "C-1")).toBe("ok");
  });

  it("[BO10] and repeated only where it was invalid, by one other test", () => {
    const scene = createScene();
    const { person, test, cassette } = scene.running(0);
    const negative = scene.running(1);
    scene.wait(15 * minute);
    scene.read(test, cassette, { result: "invalid", reason: "no line" });
    scene.read(negative.test, negative.cassette);
    expect(scene.order(negative.person, { repeats: negative.test }).told).toBe("repeat-not-invalid");
    expect(scene.order(negative.person, { repeats: test }).told).toBe("repeat-not-invalid");
    scene.answer(person);
    expect(scene.order(person).told).toBe("not-selected");
    const first = scene.order(person, { repeats: test });
    expect(first.told).toBe("ok");
    scene.step(first.test, { state: "cancelled", by: "medic-1", reason: "fell" });
    const second = scene.order(person, { repeats: test });
    expect(second.told).toBe("ok");
    scene.begin(second.test, "C-5");
    scene.wait(15 * minute);
    scene.read(second.test, "C-5");
    expect(scene.order(person, { repeats: test }).told).toBe("repeat-not-invalid");
  });
});

describe("a PCR", () => {
  it("[BO11] follows a positive, or a specialist's order, on a specimen of its own and with its clock", () => {
    const scene = createScene();
    const [past, negative, acute] = [scene.running(0), scene.running(1), scene.running(2)];
    expect(scene.pcr(past.test, "S-1")).toBe("test-not-read");
    scene.wait(15 * minute);
    scene.read(past.test, past.cassette, { result: "positive-past" });
    scene.read(negative.test, negative.cassette);
    scene.read(acute.test, acute.cassette, { result: "positive-acute" });
    expect(scene.pcr(negative.test, "S-1")).toBe("pcr-not-due-to-result");
    expect(scene.pcr(negative.test, "S-1", {}, "selection")).toBe("ok");
    expect(scene.pcr(past.test, "S-1")).toBe("specimen-used");
    expect(scene.pcr(past.test, "S-2", { laboratory: "garage" })).toBe("laboratory-unknown");
    expect(scene.pcr(past.test, "S-2", { dueAt: scene.now() + 7 * hour })).toBe("pcr-clock-wrong");
    const tomorrow = scene.now() + 24 * hour;
    expect(scene.pcr(past.test, "S-2", { takenAt: tomorrow, dueAt: tomorrow + 6 * hour })).toBe("pcr-clock-wrong");
    expect(scene.pcr(past.test, "S-2")).toBe("ok");
    expect(scene.pcr(past.test, "S-3")).toBe("test-not-read");
    expect(scene.pcr(acute.test, "S-3", {}, "supervisor")).toBe("role-missing");
    expect(scene.border.test(past.test)).toMatchObject({ state: "pcr-ordered", pcr: { dueAt: scene.now() + 6 * hour, result: null } });
  });

  it("[BO11] is read by a laboratory on the specimen that was sent; one that could not be read is taken again", () => {
    const scene = createScene({ isSpent: (code) => code === "S-OLD" });
    const { test, cassette } = scene.running(0);
    scene.wait(15 * minute);
    scene.read(test, cassette, { result: "positive-acute" });
    expect(scene.pcrRead(test, "S-1", "negative")).toBe("pcr-not-ordered");
    expect(scene.pcr(test, "S-OLD")).toBe("specimen-used");
    scene.pcr(test, "S-1");
    expect(scene.pcrRead(test, "S-1", "negative", "medic")).toBe("laboratory-only");
    expect(scene.pcrRead(test, "S-2", "negative")).toBe("specimen-differs");
    expect(scene.pcrRead(test, "S-1", "invalid")).toBe("ok");
    expect(scene.pcrRead(test, "S-1", "negative")).toBe("pcr-not-ordered");
    scene.wait(hour);
    expect(scene.pcr(test, "S-1")).toBe("specimen-used");
    expect(scene.pcr(test, "S-2")).toBe("ok");
    expect(scene.pcrRead(test, "S-2", "positive")).toBe("ok");
    expect(scene.border.test(test)).toMatchObject({ state: "pcr-read", specimens: ["S-1", "S-2"], pcr: { result: "positive" } });
    expect(scene.border.testOfSpecimen("S-1")?.test).toBe(test);
  });
});
