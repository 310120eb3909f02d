import { describe, expect, it } from "vitest";
import {
  commit,
  type Draft,
  draftStop,
  emptyDraft,
  isEmpty,
  open,
  remove,
  scanned,
  type,
  withCountry,
} from "../../../pwa/src/officer/compose/stop-draft.ts";
import { parsedIin, parsedPlate } from "./samples.ts";

const place = { post: "rb-07", lane: "in-1", direction: "in" } as const;
const enter = (draft: Draft, tab: "plate" | "iin" | "document", text: string) => commit(type(open(draft, tab), text));

describe("putting a stop together", () => {
  it("[OA4] gives the parts in order: vehicle, driver, passenger, trailer", () => {
    const car = enter(emptyDraft, "plate", "123ABC02");
    const full = enter(enter(enter(car, "iin", "871008401427"), "iin", "760212350620"), "plate", "456DEF05");
    expect(full.subjects.map((subject) => subject.role)).toEqual(["vehicle", "driver", "passenger", "trailer"]);
  });

  it("[OA4] the same identifier stands once and remembers every way it was read", () => {
    const twice = scanned(enter(emptyDraft, "plate", "123ABC02"), parsedPlate("123ABC02"));
    expect(twice.subjects).toHaveLength(1);
    expect(twice.subjects[0]?.readBy).toEqual(["keypad", "scanner"]);
  });

  it("[OA4] when the driver goes, a passenger drives; when the car goes, its trailer is the vehicle", () => {
    const two = scanned(scanned(emptyDraft, parsedIin("871008401427")), parsedIin("760212350620"));
    expect(remove(two, 0).subjects).toMatchObject([{ role: "driver", key: { value: "760212350620" } }]);
    const towed = scanned(scanned(emptyDraft, parsedPlate("123ABC02")), parsedPlate("456DEF05"));
    expect(remove(towed, 0).subjects).toMatchObject([{ role: "vehicle" }]);
  });

  it("[OA4] opening another tab takes a finished identifier along and leaves an unfinished one in its field", () => {
    const finished = open(type(emptyDraft, "123ABC02"), "iin");
    expect(finished.subjects).toHaveLength(1);
    const unfinished = open(type(emptyDraft, "123A"), "iin");
    expect(unfinished.subjects).toHaveLength(0);
    expect(open(unfinished, "plate").texts.plate).toBe("123A");
  });

  it("[OA5] nothing is asked while the field is empty, partial or wrong, even with others in the stop", () => {
    expect(draftStop(emptyDraft, place)).toBeNull();
    const car = enter(emptyDraft, "plate", "123ABC02");
    expect(draftStop(car, place)).not.toBeNull();
    expect(draftStop(type(open(car, "iin"), "8710"), place)).toBeNull();
    expect(draftStop(type(open(car, "iin"), "900101123103"), place)).toBeNull();
  });

  it("[OA5] the field's identifier is part of the question without a separate key press", () => {
    const stop = draftStop({ ...type(emptyDraft, "123abc02"), claim: { category: "cargo", document: "waybill" } }, place);
    expect(stop).toEqual({
      ...place,
      subjects: [{ role: "vehicle", key: { scheme: "plate", country: "KAZ", value: "123ABC02" }, readBy: ["keypad"] }],
      claim: { category: "cargo", document: "waybill" },
    });
  });

  it("[OA3] the country chosen for a plate goes into its key", () => {
    const foreign = type(withCountry(emptyDraft, "KGZ"), "01777ABC");
    expect(draftStop(foreign, place)?.subjects[0]?.key).toEqual({ scheme: "plate", country: "KGZ", value: "01777ABC" });
  });

  it("[OA11] a draft with any text, subject or claim is somebody standing there", () => {
    expect(isEmpty(emptyDraft)).toBe(true);
    expect(isEmpty(type(emptyDraft, "1"))).toBe(false);
    expect(isEmpty({ ...emptyDraft, claim: { category: "cargo", document: null } })).toBe(false);
  });
});
