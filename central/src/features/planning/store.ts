import type { StatedSiteFact } from "@beket/domain";
import type { NamedRowStore } from "../regime/common-rows.ts";

/** The file of the sites. Its rows lie beside their scope, so one commit is both. */
export type PlanningStore = {
  readonly rows: NamedRowStore;
  /** In the order of their values. */
  readonly bodies: (kind: string) => readonly { readonly value: string; readonly body: string }[];
  readonly cursor: () => number;
  readonly moveCursor: (position: number) => void;
  /** A fact whose id is there already stays as it was. */
  readonly addFact: (fact: StatedSiteFact) => void;
  readonly factsOf: (site: string) => readonly StatedSiteFact[];
  readonly sitesWithFacts: () => readonly string[];
  readonly crews: () => readonly string[];
  readonly addCrews: (crews: readonly string[]) => void;
  readonly assignment: (id: string) => { readonly request: string; readonly changed: number } | null;
  readonly addAssignment: (id: string, request: string, changed: number) => void;
  /** All or nothing, durable on return. */
  readonly transaction: <T>(work: () => T) => T;
};
