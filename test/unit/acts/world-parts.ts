export { apply, bins, dayMs, freshPlate, prepare, problemOf, sign, signers, startMs, submit } from "../central/support.ts";
import { person } from "../central/support.ts";

export const inventedPersons = (count: number, from = 500) => Array.from({ length: count }, (_, at) => person(from + at * 3));
