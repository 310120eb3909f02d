import type { HoldState } from "@beket/domain";
import { say } from "../../i18n/index.ts";
import { Badge, type Tone } from "../../ui/index.ts";
import { stateNames } from "../words/health.ts";

const stateTones: Readonly<Record<HoldState, Tone>> = {
  provisional: "warn",
  confirmed: "bad",
  contested: "warn",
  released: "good",
  expired: "plain",
};
export const StateBadge = ({ state }: { readonly state: HoldState }) => <Badge tone={stateTones[state]}>{say(stateNames[state])}</Badge>;
