import { defaultAbuseRules } from "@beket/domain";
import { systemRandom } from "@beket/node-kit";
import { createFinder } from "../../../central/src/features/abuse/findings.ts";
import { createLedgerSweep } from "../../../central/src/features/abuse/ledger-sweep.ts";
import { createSubjectMark } from "../../../central/src/features/sightings/sightings.ts";
import { crypto, type TestCentral } from "../../unit/central/support.ts";

/** The sweep that runs by itself in central, here step by step, from a row on. */
export function createBenchSweep({ stores, clock }: TestCentral, from: number) {
  stores.findings.move("permits-city", 0);
  stores.findings.move("permits-roadblock", from);
  const finder = createFinder(stores.findings, clock, systemRandom);
  const markOf = createSubjectMark(crypto, new Uint8Array(32));
  return createLedgerSweep({ scans: stores.scans, store: stores.findings, finder, markOf, rules: () => defaultAbuseRules, clock });
}
