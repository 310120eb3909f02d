import { expect, it } from "vitest";
import { emptyProposal, momentOf, proposalOf } from "../../../pwa/src/authority/acts/proposal.ts";
import { linesOf, numbersOf, readSubjects } from "../../../pwa/src/authority/acts/subjects.ts";
import { addRow, changeRow, codesOf, dropRow, EditableRegime, faultsAt } from "../../../pwa/src/authority/regime/editable.ts";
import * as v from "valibot";
import { inventedIin } from "../central/people.ts";
import { regime } from "../central/support.ts";

const zone = "Asia/Almaty";
const act = "01a2044c-e85d-7005-8103-d23d71a9e1ed";
const form = (change: object) => ({ ...emptyProposal("akimat", "ambulance", "2026-04-20"), ground: "№ 12", ...change });

it("[RA14] finds the identifier of each line, leaves header and ordinals out, takes duplicates once and names lines that are none", () => {
  const text = [`№\tФИО\tИИН`, `1\tСынақбаев Тест\t${inventedIin(40)}`, `2;Көлік;123 ABC 02`, `3;тағы;123abc02`, `4;қате;12345`, ""].join(
    "\n",
  );
  const found = readSubjects(linesOf(text));
  expect(found.subjects).toEqual([
    { scheme: "iin", country: "KAZ", value: inventedIin(40) },
    { scheme: "plate", country: "KAZ", value: "123ABC02" },
  ]);
  expect([found.faults, found.duplicates, found.tooMany]).toEqual([[5], 1, false]);
  expect(numbersOf("e123-4567, H7654321\nжоқ E123-4567")).toEqual(["E123-4567", "H765-4321"]);
});

it("[RA14] proposes nothing while a line cannot be read or a field is not filled in", () => {
  const bad = proposalOf(form({ kind: "exemption", list: "сынақ\n12345", ground: " ", lastDay: "2026-04-19" }), act, zone);
  expect(bad.ok ? [] : [...bad.error].toSorted()).toEqual(["days", "ground", "list"]);
  const good = proposalOf(form({ kind: "exemption", list: inventedIin(40) }), act, zone);
  expect(good).toMatchObject({ ok: true, value: { deed: { validFrom: Date.UTC(2026, 3, 19, 19), validTo: Date.UTC(2026, 3, 20, 19) } } });
  const wrong = proposalOf(form({ organisation: "12", application: "x", isLater: true, time: "25:00" }), act, zone);
  expect(wrong.ok ? [] : [...wrong.error].toSorted()).toEqual(["application", "moment", "organisation"]);
  expect(proposalOf(form({ kind: "release", list: "жоқ" }), act, zone).ok).toBe(false);
});

it("[RA5] the moment is the city's civil time by the tz database, in 2020 and after its change of 2024", () => {
  expect(momentOf("2020-04-16", "00:00", zone)).toBe(Date.UTC(2020, 3, 15, 18));
  expect(momentOf("2026-04-16", "00:00", zone)).toBe(Date.UTC(2026, 3, 15, 19));
  expect(momentOf("2026-02-30", "00:00", zone)).toBeNull();
});

it("[RA10] rows of a draft are added, changed and dropped, and a fault is shown at its row", () => {
  const draft = v.parse(EditableRegime, regime);
  const added = addRow(draft, "activities");
  const changed = changeRow(added, "activities", 3, { rule: "water", okedPrefix: "36" });
  expect(changed.activities[3]).toMatchObject({ rule: "water", okedPrefix: "36", purposes: ["shift"] });
  expect(changeRow(changed, "activities", 3, { headcountSharePercent: "x" })).toBe(changed);
  expect(dropRow(changed, "activities", 0).activities.map(({ rule }) => rule)).toEqual(["trade", "health", "water"]);
  expect(codesOf(" shift, supply  works;")).toEqual(["shift", "supply", "works"]);
  const faults = [{ at: "activities.1.purposes.0" }, { at: "activities.11.rule" }, { at: "timeZone" }];
  expect(faultsAt(faults, "activities", 1)).toEqual([{ at: "activities.1.purposes.0" }]);
});
