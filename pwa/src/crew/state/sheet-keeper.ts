import { withBegun } from "../model/sheet.ts";
import { CrewSheet, crewRoutes, SiteFactReply } from "@beket/api";
import type { SiteState } from "@beket/domain";
import * as v from "valibot";
import type { EdgeClient } from "../../field/edge/client.ts";
import type { SealedValues } from "../../field/state/sealed-values.ts";
import type { Screen } from "./screen.ts";

const name = "sheet";
export type SheetKeeperDeps = {
  readonly screen: Screen;
  readonly client: Pick<EdgeClient, "get">;
  readonly values: () => SealedValues | null;
};

/** The crew's sheet: from the node when it is heard, from this tablet, sealed, when it is not. */
export function createSheetKeeper(deps: SheetKeeperDeps) {
  const { screen } = deps;
  /** How many facts the node has taken: a sheet asked for before the last of them knows too little. */
  let taken = 0;

  const keep = async (sheet: CrewSheet): Promise<void> => {
    screen.sheet.value = sheet;
    // If it is not kept the list is gone after a restart without a link; the screen shows it all the same.
    await deps.values()?.write(name, sheet);
  };
  async function ask(): Promise<void> {
    const [known, before] = [screen.ownSheet.value, taken];
    const path = known === null ? crewRoutes.sheet : `${crewRoutes.sheet}?since=${known.version}`;
    const answer = await deps.client.get(v.nullable(CrewSheet), path);
    if (!answer.ok || answer.value === null) return;
    if (before !== taken) return ask();
    await keep(withBegun(answer.value, known, screen.begun()));
  }

  let asking: Promise<void> | null = null;
  let again = false;
  /** Asks the node; calls that overlap become one more question at the end. */
  function refresh(): Promise<void> {
    if (screen.crew.value === null) return Promise.resolve();
    again = asking !== null;
    asking ??= ask().finally(() => {
      asking = null;
      if (again) void refresh();
    });
    return asking;
  }

  return {
    refresh,
    async restore(): Promise<void> {
      screen.sheet.value = (await deps.values()?.read(name, CrewSheet)) ?? null;
    },
    /** The node's answer to a fact: the site as it stands with it. Durable before the record is forgotten. */
    async take(reply: unknown): Promise<void> {
      const parsed = v.safeParse(SiteFactReply, reply);
      const sheet = screen.sheet.value;
      taken += 1;
      if (!parsed.success || sheet === null) return;
      await keep({ ...sheet, sites: sheet.sites.map((each) => withState(each, parsed.output.state)) });
    },
  };
}
export type SheetKeeper = ReturnType<typeof createSheetKeeper>;

const withState = (each: CrewSheet["sites"][number], state: SiteState): CrewSheet["sites"][number] =>
  each.site.site === state.site ? { ...each, state } : each;
