import { parsePlate, parseIin } from "@beket/domain";
import { rosterProblems, stopping } from "../roster/check.ts";
import { pastedPersons } from "../roster/paste.ts";
import type { PersonRow, VehicleRow } from "./draft.ts";

export type Named = { readonly persons: readonly PersonRow[]; readonly vehicles: readonly VehicleRow[]; readonly isWhole: boolean };

const isPlateLine = (line: string): boolean => {
  const bare = line.trim().replace(/[;,]\s*$/, "");
  return bare.length <= 20 && !parseIin(bare).ok && parsePlate(bare, "KAZ").ok;
};

/** A short list of people and plates, one a line. Whole: each line is understood, and there are some and not more than `max`. */
export function namedLines(text: string, max: number): Named {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const plates = lines.filter(isPlateLine);
  const people = lines.filter((line) => !isPlateLine(line));
  const vehicles = plates.map((plate, id): VehicleRow => ({ id, plate: plate.trim().replace(/[;,]\s*$/, ""), country: "KAZ" }));
  const spaced = people.map((line) => line.replace(/\s+(\d{12})\s*$/, "\t$1").replace(/^\s*(\d{12})\s+/, "$1\t"));
  const persons = spaced.flatMap((line, index) =>
    pastedPersons(line, 1).rows.map((row): PersonRow => ({ id: plates.length + index, ...row })),
  );
  const isWhole =
    lines.length > 0 && lines.length <= max && persons.length === people.length && stopping(rosterProblems(persons, vehicles)).length === 0;
  return { persons, vehicles, isWhole };
}
