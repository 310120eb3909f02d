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
type Place = Pick<PostInfo, "duties" | "lanes">;
const isDesk = ({ duties }: Pick<PostInfo, "duties">): boolean => duties.some((duty) => duty !== "line");
/** What a post's people choose where they work: cars come along lanes, travellers to desks. */
export const laneLabel = (post: Pick<PostInfo, "duties">): string => say(isDesk(post) ? fieldWords.desk : fieldWords.lane);

/** A lane that is only numbered is named; the direction stands beside it where the post has both. */
export function laneText(post: Place, lane: Pick<Lane, "name" | "direction">): string {
  const numbered = isDesk(post) ? fieldWords.numberedDesk : fieldWords.numberedLane;
  const name = /^[0-9]+$/.test(lane.name) ? say(numbered(lane.name)) : lane.name;
  if (isDesk(post) && post.lanes.every(({ direction }) => direction === lane.direction)) return name;
  return `${name} · ${say(lane.direction === "in" ? fieldWords.inward : fieldWords.outward)}`;
}
