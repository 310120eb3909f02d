import type { BorderTest, PersonProfile } from "@beket/domain";
import { csvBom, csvLine, type CsvCell } from "@beket/tables";
import { newestPcr } from "../views.ts";
import type { Dossier, TestDossier } from "./dossiers.ts";

/** Nobody's name, number, phone or address: a table is sent on more easily than anything else. */
const header = [
  "test",
  "person",
  "post",
  "place",
  "registered_at",
  "citizenship",
  "country_from",
  "category",
  "sex",
  "birth_year",
  "kit_type",
  "lot",
  "cassette",
  "started_at",
  "read_at",
  "result",
  "reason",
  "state",
  "laboratory",
  "specimen",
  "pcr_ordered_at",
  "pcr_due_at",
  "pcr_result",
  "pcr_read_at",
];
const time = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : new Date(ms).toISOString());

export const testsCsvHead = (): string => csvBom + csvLine(header);
/** One line a test. */
export const testsCsvLines = ({ person, tests }: Dossier): string =>
  tests.map((one) => csvLine(lineOf(person.person, person.profile, one))).join("");

function lineOf(person: string, profile: PersonProfile, { test, post, orders }: TestDossier): readonly CsvCell[] {
  const pcr = newestPcr(orders);
  return [
    test.test,
    person,
    post,
    test.place,
    time(test.registeredAt),
    profile.citizenship,
    test.countryFrom,
    profile.category,
    profile.sex,
    profile.birthDate?.slice(0, 4) ?? null,
    ...rapidCells(test),
    pcr?.laboratory ?? null,
    pcr?.specimen ?? null,
    time(pcr?.orderedAt),
    time(pcr?.dueAt),
    pcr?.result ?? null,
    time(pcr?.readAt),
  ];
}

function rapidCells({ started, read, state }: BorderTest): readonly CsvCell[] {
  return [
    started?.kitType ?? null,
    started?.lot ?? null,
    started?.cassette ?? null,
    time(started?.at),
    time(read?.at),
    read?.result ?? null,
    read?.reason ?? null,
    state,
  ];
}
