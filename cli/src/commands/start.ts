import type { Command } from "../command.ts";
import { startHelp } from "../start/options.ts";
import { startDemo } from "../start/start-demo.ts";

export const start: Command = {
  name: "start",
  summary: "run the whole system with demo data on this machine",
  help: `Usage: beket start [options]

Starts central with its embedded broker, the nodes of a roadblock, a border post and the crews, the web apps, the bridge with a
simulated plate camera, a simulated NCALayer and a simulated certification authority (OCSP, lists, time-stamps), all on 127.0.0.1,
and fills an empty data folder with an invented city. Ctrl-C ends everything; a second start keeps the data.

${startHelp}`,
  run: startDemo,
};
