import { language, say } from "../../i18n/index.ts";
import type { Series } from "../../charts/series.ts";
import { siteLookNames, siteLookOrder, siteLookStyles } from "../../map/looks.ts";
import { columnNames } from "../words/panels.ts";

const nameOf = (column: string): string => columnNames[column]?.[language.value] ?? column;

export const verdictSeries = (): readonly Series[] => [
  { key: "allow", name: nameOf("allow"), colour: "var(--chart-allow)", pattern: "solid" },
  { key: "refer", name: nameOf("refer"), colour: "var(--chart-refer)", pattern: "stripes" },
  { key: "deny", name: nameOf("deny"), colour: "var(--chart-deny)", pattern: "cross" },
];
export const passageLine = (): Series => ({
  key: "passages",
  name: nameOf("passages"),
  colour: "var(--chart-passages)",
  pattern: "solid",
  kind: "line",
});
export const turnedAway = (): readonly Series[] => [
  { key: "refusals", name: nameOf("refusals"), colour: "var(--chart-deny)", pattern: "cross" },
  { key: "referrals", name: nameOf("referrals"), colour: "var(--chart-refer)", pattern: "stripes" },
];
export const testSeries = (): readonly Series[] => [
  { key: "negative", name: nameOf("negative"), colour: "var(--chart-allow)", pattern: "solid" },
  { key: "positive-acute", name: nameOf("positive-acute"), colour: "var(--chart-deny)", pattern: "cross" },
  { key: "positive-past", name: nameOf("positive-past"), colour: "var(--chart-second)", pattern: "back-stripes" },
  { key: "invalid", name: nameOf("invalid"), colour: "var(--chart-refer)", pattern: "stripes" },
  { key: "pending", name: nameOf("pending"), colour: "var(--line-strong)", pattern: "dots" },
];
export const queueSeries: readonly Series[] = [{ key: "waiting", name: "", colour: "var(--chart-plain)", pattern: "solid" }];

/** Looks in the order of legends, in the colours of the map. */
export const lookSeries = (): readonly Series[] =>
  siteLookOrder.map((look) => {
    const style = siteLookStyles.find((one) => one.look === look);
    return {
      key: look,
      name: say(siteLookNames[look]),
      colour: `light-dark(${style?.light ?? "#000"}, ${style?.dark ?? "#fff"})`,
      pattern: style?.pattern ?? "solid",
    };
  });
