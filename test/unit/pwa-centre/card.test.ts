import type { DailyCardReply } from "@beket/api";
import { describe, expect, it } from "vitest";
import {
  type CardForm,
  cardToForm,
  countTyped,
  emptyCard,
  fieldOfWarning,
  formToCard,
  isTyped,
  laboratoryCode,
  warningsOf,
} from "../../../pwa/src/centre/model/card.ts";
import { cardDays, laboratoriesOf } from "../../../pwa/src/centre/model/card-days.ts";
import { rowsOf } from "../../../pwa/src/centre/model/panel.ts";
import { replyOf, uuid } from "./samples.ts";

const date = "2020-04-16";
const counted: DailyCardReply["counted"] = { vehiclesIn: 7_418, vehiclesOut: 6_902, tested: 612, positive: 19 };
const filled = (change: Partial<CardForm["numbers"]> = {}, rows: CardForm["laboratories"] = []): CardForm => {
  const form = emptyCard([]);
  return { ...form, numbers: { ...form.numbers, "vehicles.in": "7 418", "vehicles.out": "6902", ...change }, laboratories: rows };
};
const laboratory = (key: number, name: string, capacity: string, tested: string, positive = "0") => ({
  key,
  laboratory: name,
  capacity,
  tested,
  positive,
});
const cardOf = (form: CardForm) => {
  const read = formToCard(form, date);
  if ("faults" in read) throw new Error(read.faults.join(", "));
  return read.card;
};

describe("the daily card", () => {
  it("[CA15] tested over capacity is a warning, and the card is made all the same", () => {
    const form = filled({}, [laboratory(0, "city-nce-1", "450", "1171", "20"), laboratory(1, "clinic-lab-2", "300", "300")]);
    const card = cardOf(form);
    expect(card.laboratories[0]).toEqual({ laboratory: "city-nce-1", capacity: 450, tested: 1_171, positive: 20 });
    expect(warningsOf(card, counted)).toEqual([{ code: "tested-over-capacity", at: "laboratories.0.tested" }]);
  });

  it("[CA15] warns of everything that cannot be so, each by its field as central names it", () => {
    const form = filled(
      {
        "contacts.found": "5",
        "contacts.isolated": "9",
        "beds.total": "10",
        "beds.occupied": "11",
        "beds.ventilators": "12",
        "vehicles.out": "1",
      },
      [laboratory(0, "a", "10", "3", "4")],
    );
    expect(warningsOf(cardOf(form), counted).map(({ code, at }) => `${code} ${at}`)).toEqual([
      "positive-over-tested laboratories.0.positive",
      "beds-over-total beds.occupied",
      "beds-over-total beds.ventilators",
      "isolated-over-found contacts.isolated",
      "vehicles-differ-from-counted vehicles.out",
    ]);
    expect(warningsOf(cardOf(form), null).some(({ code }) => code === "vehicles-differ-from-counted")).toBe(false);
  });

  it("[CA15] a field that nobody has filled warns of nothing", () => {
    const form = filled({ "vehicles.in": "", "vehicles.out": "5" });
    expect(warningsOf(cardOf(form), counted).filter((warning) => isTyped(warning, form))).toEqual([
      { code: "vehicles-differ-from-counted", at: "vehicles.out" },
    ]);
  });

  it("[CA15] an empty field is 0, and what is no number is named by its field", () => {
    expect(["", " 1 171 ", "1\u00a0171", "0", "12a", "-3", "1.5", "10000001"].map(countTyped)).toEqual([
      0,
      1_171,
      1_171,
      0,
      null,
      null,
      null,
      null,
    ]);
    const wrong = filled({ newCases: "ten" }, [laboratory(7, "Зертхана", "x", "1")]);
    expect(formToCard(wrong, date)).toEqual({ faults: ["newCases", "laboratories.7.laboratory", "laboratories.7.capacity"] });
  });

  it("[CA15] rows without a name are left out and do not shift the warnings of the others", () => {
    const form = filled({}, [laboratory(3, " ", "", ""), laboratory(8, "NCE Lab 2", "1", "2")]);
    expect(cardOf(form).laboratories.map((row) => row.laboratory)).toEqual(["nce-lab-2"]);
    const [warning] = warningsOf(cardOf(form), counted);
    expect(fieldOfWarning(warning?.at ?? "", form)).toBe("laboratories.8.tested");
    expect([laboratoryCode("ҰСО"), laboratoryCode("-x"), laboratoryCode("A_b.c d")]).toEqual([null, null, "a-b-c-d"]);
  });

  it("[CA15] a saved card comes back into the form as it was", () => {
    const card = cardOf(filled({ newCases: "61", "beds.total": "1200" }, [laboratory(0, "city-nce-1", "450", "420", "7")]));
    const again = cardOf(cardToForm({ ...card, id: uuid(1) }));
    expect(again).toEqual(card);
  });

  it("[CA15] a new card stands ready with the laboratories of the newest one", () => {
    const rows = rowsOf(
      "daily-card",
      replyOf("daily-card", [
        ["2020-04-14", "old-lab", 10, 5, 0, false],
        ["2020-04-15", "city-nce-1", 450, 1_171, 20, true],
        ["2020-04-15", "clinic-lab-2", 300, 200, 4, false],
      ]),
    );
    expect(emptyCard(laboratoriesOf(rows ?? [])).laboratories.map((row) => [row.laboratory, row.capacity, row.tested])).toEqual([
      ["city-nce-1", "450", ""],
      ["clinic-lab-2", "300", ""],
    ]);
    expect(cardDays(rows ?? [])).toEqual([
      { date: "2020-04-14", capacity: 10, tested: 5, positive: 0, over: 0 },
      { date: "2020-04-15", capacity: 750, tested: 1_371, positive: 24, over: 721 },
    ]);
    expect(emptyCard([]).laboratories).toHaveLength(1);
  });
});
