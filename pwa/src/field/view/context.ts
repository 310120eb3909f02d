import type { PostInfo } from "@beket/api";
import { assert } from "@beket/domain";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import type { Field } from "../state/field.ts";
import { fieldWords } from "../words/field.ts";

const FieldContext = createContext<Field | null>(null);
export const FieldProvider = FieldContext.Provider;

export function useField(): Field {
  const field = useContext(FieldContext);
  assert(field !== null, "a view stands inside the provider");
  return field;
}

type Lane = PostInfo["lanes"][number];
/** A lane that is only numbered is named; the direction stands beside it. */
export function laneText(lane: Pick<Lane, "name" | "direction">): string {
  const name = /^[0-9]+$/.test(lane.name) ? say(fieldWords.numberedLane(lane.name)) : lane.name;
  return `${name} · ${say(lane.direction === "in" ? fieldWords.inward : fieldWords.outward)}`;
}
