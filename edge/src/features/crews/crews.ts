import type { CrewSheet } from "@beket/api";
import { createCrewFacts, type CrewFacts, type CrewFactsDeps } from "./crew-facts.ts";
import { createEvidence, type CrewEvidence } from "./evidence.ts";
import { createOwnFacts } from "./own-facts.ts";
import type { EvidenceFolder, SiteFactTable } from "./ports.ts";
import { crewSheet, sheetVersion } from "./sheet.ts";
import type { WorkKeys } from "../keyed/work-keys.ts";
import type { CryptoPort, SchedulePort } from "@beket/replication";

export type CrewsDeps = Omit<CrewFactsDeps, "own" | "onTaken"> & {
  readonly table: SiteFactTable;
  readonly keys: WorkKeys;
  readonly folder: EvidenceFolder;
  readonly crypto: CryptoPort;
  readonly schedule: SchedulePort;
  /** The sheets are others than before; several changes at once are told once. */
  readonly onChange: (version: number) => void;
};
/** While a replica catches up, its batches come one after the other. */
const tellMs = 200;

export type Crews = {
  readonly facts: CrewFacts;
  readonly evidence: CrewEvidence;
  readonly version: () => number;
  readonly sheet: (crew: string) => CrewSheet;
  readonly start: () => void;
  readonly stop: () => void;
  /** To be called after a frame changed the replica of the sites. */
  readonly changed: () => void;
};

/** The duty `crews`: sheets, what crews state, and its proof. */
export function createCrews(deps: CrewsDeps): Crews {
  const { registry, recorder, now } = deps;
  const own = createOwnFacts({ table: deps.table, keys: deps.keys, isRecorded: recorder.isDurable });
  let cancel: (() => void) | null = null;
  const tell = (): void => {
    cancel ??= deps.schedule(tellMs, () => {
      cancel = null;
      deps.onChange(sheetVersion(registry, own));
    });
  };
  return {
    facts: createCrewFacts({ ...deps, own, onTaken: tell }),
    evidence: createEvidence(deps),
    version: () => sheetVersion(registry, own),
    sheet: (crew) => crewSheet(registry, own, crew, now()),
    start: own.start,
    stop: () => cancel?.(),
    changed: () => {
      registry.changed();
      tell();
      // Last: on a full disk it may throw, and is done again with the next change.
      own.prune(registry.state, now());
    },
  };
}
