import type { Command } from "../command.ts";
import { caseVerify } from "./case.ts";
import { edsCommands } from "./eds.ts";
import { inspect } from "./inspect.ts";
import { organisationCommands } from "./organisations.ts";
import { programCommand } from "./program.ts";
import { staffEnrol } from "./staff-enrol.ts";
import { start } from "./start.ts";
import { trustCommands } from "./trust.ts";
import { officerVerifier, staffVerifier } from "./verifiers.ts";

/** Longer names first, so that "eds validate" is not taken for a command "eds". */
export const commands: readonly Command[] = [
  start,
  programCommand("central", "central", "run the central service"),
  programCommand("edge", "edge", "run the edge node of a post"),
  programCommand("bridge", "firmware-bridge", "run the bridge between field devices and an edge node"),
  inspect,
  ...edsCommands,
  ...trustCommands,
  caseVerify,
  ...organisationCommands,
  staffVerifier,
  staffEnrol,
  officerVerifier,
];
