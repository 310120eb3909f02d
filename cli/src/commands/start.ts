import type { Command } from "../command.ts";
import { startDemo } from "../start/start-demo.ts";

export const start: Command = {
  name: "start",
  summary: "run the whole system with demo data on this machine",
  help: `Usage: beket start [--data DIR] [--seed N] [--no-day] [--portal-port N] [--officer-port N] [--bridge-port N]
                   [--broker-port N] [--ncalayer-port N] [--ncalayer-page-port N]

Starts central with its embedded broker, one edge node, the web apps, the bridge with a simulated plate camera and a simulated
NCALayer, on 127.0.0.1, and fills an empty data folder with an invented city. Ctrl-C ends everything; a second start keeps the data.

  --data DIR   where everything is kept; default .beket
  --seed N     which city to invent; default 2020; only for an empty folder
  --no-day     do not simulate a day of traffic on the other lanes
`,
  run: startDemo,
};
