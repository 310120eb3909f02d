import { countryOf } from "../countries.ts";
import type { ColumnRole } from "./roles.ts";

/** A person as a file has them; what a cell cannot be stays as it is, for the check to point at. */
export type FilePerson = {
  readonly name: string;
  readonly scheme: "iin" | "doc";
  readonly country: string;
  readonly value: string;
  readonly job: string;
  readonly group: string;
  readonly employer: string;
};
export type FileVehicle = {
  readonly plate: string;
  readonly country: string;
  readonly description: string;
  readonly group: string;
  readonly owner: string;
};
export type FileRow = { readonly person: FilePerson | null; readonly vehicle: FileVehicle | null };

const latin: Readonly<Record<string, string>> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  д: "d",
  е: "e",
  ж: "zh",
  з: "z",
  и: "i",
  й: "i",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "h",
  ц: "c",
  ч: "ch",
  ш: "sh",
  щ: "sh",
  ы: "y",
  э: "e",
  ю: "yu",
  я: "ya",
  ә: "a",
  ғ: "g",
  қ: "q",
  ң: "n",
  ө: "o",
  ұ: "u",
  ү: "u",
  һ: "h",
  і: "i",
  ё: "e",
};

/** Group names become codes in Latin letters: what two rows write alike, whatever the case, is one group. */
export const groupCode = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/\p{Script=Cyrillic}/gu, (letter) => latin[letter] ?? "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 32);

/** Reads one row by the roles of its columns: a driver with a car is two rows of a roster. */
export function readRow(cells: readonly string[], roles: readonly ColumnRole[]): FileRow {
  const all = (role: ColumnRole): readonly string[] => cells.filter((cell, column) => roles[column] === role && cell !== "");
  const one = (role: ColumnRole): string => all(role)[0] ?? "";
  const name = [...all("name"), ...all("surname"), ...all("given"), ...all("patronymic")].join(" ").replaceAll(/\s+/g, " ");
  const group = groupCode(one("group"));
  const countryText = one("country");
  const country = countryText === "" ? "" : (countryOf(countryText) ?? countryText.slice(0, 3).toUpperCase());
  const plate = one("plate");
  const vehicle: FileVehicle | null =
    plate === ""
      ? null
      : {
          plate,
          country: one("iin") === "" && one("document") === "" && country !== "" ? country : "KAZ",
          description: one("description"),
          group,
          owner: one("owner"),
        };
  const person = personOf(one("iin"), one("document"), country);
  const common = { name, job: one("job"), group, employer: one("employer") };
  if (person !== null) return { person: { ...common, ...person }, vehicle };
  // A name without a number is a person whose number is missing, unless the row is a car's.
  return { person: name !== "" && vehicle === null ? { ...common, scheme: "iin", country: "KAZ", value: "" } : null, vehicle };
}

function personOf(iin: string, document: string, country: string): Pick<FilePerson, "scheme" | "country" | "value"> | null {
  const foreign = country !== "" && country !== "KAZ";
  if (iin !== "" && !(foreign && document !== "") && !/\p{L}{1,3}\d{5,}/u.test(iin)) return { scheme: "iin", country: "KAZ", value: iin };
  if (document !== "") return { scheme: "doc", country: country === "" ? "" : country, value: document };
  return iin === "" ? null : { scheme: "doc", country, value: iin };
}
