import { parseBin } from "./bin.ts";
import { parseIin } from "./iin.ts";
import { isNormalPlate } from "./plate.ts";
import type { SubjectKey } from "./types.ts";

type Confusions = ReadonlyMap<string, string>;

/** Keys beside or above each other on the number pad of a screen: 123 / 456 / 789 / 0. */
const keypad = ["12", "23", "45", "56", "78", "89", "14", "47", "25", "58", "36", "69", "80"];
/** Digits that a tired eye, a pen or a camera takes for one another. */
const digitShapes = ["17", "38", "68", "06", "49", "56"];
/** Characters that a plate camera takes for one another; each group holds in every pair. */
const plateShapes = ["0ODQ", "1ILT", "2Z", "5S", "8B", "6G", "UV", "MN", "HN", "CG", "EF", "PR", "KX", "VY", "17", "7T", "38", "68", "56"];

const digitConfusions = confusions([...keypad, ...digitShapes]);
const plateConfusions = confusions(plateShapes);
const documentConfusions = confusions([...keypad, ...digitShapes, ...plateShapes]);

/**
 * Values that a person or camera may have meant in place of this one: one confusable character changed or two adjacent ones
 * swapped. At most a few hundred, without the value itself; the relation is symmetric among valid values.
 *
 * IIN, BIN and Kazakh plates are kept only where they could exist, so that a look-up is never spent on an impossible number. A
 * single slip in an IIN is caught by the check digit, save in digit 11: that is why its neighbours are few.
 */
export function neighbours(key: SubjectKey): readonly string[] {
  switch (key.scheme) {
    case "iin":
      return around(key.value, digitConfusions, (value) => parseIin(value).ok);
    case "bin":
      return around(key.value, digitConfusions, (value) => parseBin(value).ok);
    case "plate":
      return around(key.value, plateConfusions, key.country === "KAZ" ? (value) => isNormalPlate(value) : () => true);
    case "doc":
      return around(key.value, documentConfusions, () => true);
  }
}

function around(value: string, table: Confusions, exists: (value: string) => boolean): readonly string[] {
  const found = new Set<string>();
  const add = (candidate: string) => {
    if (candidate !== value && exists(candidate)) found.add(candidate);
  };
  for (let i = 0; i < value.length; i++) {
    const head = value.slice(0, i);
    for (const other of table.get(value.charAt(i)) ?? "") add(head + other + value.slice(i + 1));
    if (i + 1 < value.length) add(head + value.charAt(i + 1) + value.charAt(i) + value.slice(i + 2));
  }
  return [...found];
}

function confusions(groups: readonly string[]): Confusions {
  const sets = new Map<string, Set<string>>();
  for (const group of groups) {
    for (const one of group) {
      for (const other of group) {
        if (one === other) continue;
        const set = sets.get(one) ?? new Set();
        sets.set(one, set.add(other));
      }
    }
  }
  return new Map([...sets].map(([character, others]) => [character, [...others].join("")]));
}
