import type { PlateKind } from "./parsed.ts";

/** Regions of the plates issued since 2012, by their two digits. */
export const plateRegions: Readonly<Record<string, string>> = {
  "01": "Astana",
  "02": "Almaty",
  "03": "Akmola region",
  "04": "Aktobe region",
  "05": "Almaty region",
  "06": "Atyrau region",
  "07": "West Kazakhstan region",
  "08": "Zhambyl region",
  "09": "Karaganda region",
  "10": "Kostanay region",
  "11": "Kyzylorda region",
  "12": "Mangystau region",
  "13": "Turkestan region",
  "14": "Pavlodar region",
  "15": "North Kazakhstan region",
  "16": "East Kazakhstan region",
  "17": "Shymkent",
  "18": "Abai region",
  "19": "Jetisu region",
  "20": "Ulytau region",
};

/** First letters of the plates of 1993; some letters served two regions. */
export const plateLetters: Readonly<Record<string, string>> = {
  Z: "Astana",
  A: "Almaty",
  C: "Akmola region",
  O: "Akmola or North Kazakhstan region",
  W: "Akmola or Kostanay region",
  D: "Aktobe region",
  B: "Almaty region",
  V: "Almaty region",
  E: "Atyrau region",
  L: "West Kazakhstan region",
  H: "Zhambyl region",
  K: "Karaganda region",
  M: "Karaganda region",
  P: "Kostanay region",
  N: "Kyzylorda region",
  R: "Mangystau region",
  X: "Turkestan region",
  S: "Pavlodar region",
  T: "North Kazakhstan region",
  F: "East Kazakhstan region",
  U: "East Kazakhstan region",
};

/**
 * One plate layout. In `shape`: `9` a digit, `A` a letter, `R` a digit of the region, `L` a region's letter of 1993, and a
 * lower-case letter stands for itself. `lines: two` is the order in which a camera reads a two-line plate.
 */
export type PlatePattern = {
  readonly kind: PlateKind;
  readonly shape: string;
  readonly lines?: "two";
  /** `exact` layouts rest on weak sources or are short: no look-alike is corrected for them. */
  readonly exact?: true;
};

/** Layouts of the standard plates. */
export const standardPlatePatterns: readonly PlatePattern[] = [
  { kind: "private-2012", shape: "999AAARR" },
  { kind: "organisation-2012", shape: "999AARR" },
  { kind: "foreign-owner", shape: "A9999RR" },
  { kind: "private-1993", shape: "L999AAA" },
  { kind: "organisation-1993", shape: "L999AA" },
  { kind: "private-2012", shape: "999RRAAA", lines: "two" },
  { kind: "organisation-2012", shape: "999RRAA", lines: "two" },
];

/**
 * Layouts known from one weak source each: data that an operator replaces, handed to `parsePlate` as its last argument.
 * Nothing else in the code depends on them.
 */
export const weakPlatePatterns: readonly PlatePattern[] = [
  { kind: "police", shape: "9999kp", exact: true },
  { kind: "border", shape: "9999ps", exact: true },
  { kind: "army", shape: "9999AA", exact: true },
  { kind: "motorcycle", shape: "99AARR", exact: true },
  { kind: "trailer", shape: "99AAARR", exact: true },
  { kind: "diplomatic", shape: "d999999", exact: true },
  { kind: "diplomatic", shape: "t999999", exact: true },
  { kind: "diplomatic", shape: "hc999999", exact: true },
];
export const defaultPlatePatterns: readonly PlatePattern[] = [...standardPlatePatterns, ...weakPlatePatterns];
