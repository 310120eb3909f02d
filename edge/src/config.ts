import type { ConfigTable } from "@beket/node-kit";

/** What the edge can be told. Printed by `beket edge --help`. */
export const configTable = {
  node: { kind: "path", env: "BEKET_NODE_FILE", flag: "node", doc: "node file of this post (format beket/node/1)" },
  data: { kind: "path", env: "BEKET_EDGE_DATA", flag: "data", doc: "folder for the journal, the replicas and the working table" },
  host: { kind: "text", env: "BEKET_EDGE_HOST", flag: "host", default: "127.0.0.1", doc: "address to listen on" },
  port: {
    kind: "integer",
    env: "BEKET_EDGE_PORT",
    flag: "port",
    min: 0,
    max: 65_535,
    default: 8090,
    doc: "port to listen on; 0 picks a free one",
  },
  app: { kind: "path", env: "BEKET_OFFICER_APP", flag: "app", default: null, doc: "folder of the built officer app, served at /" },
  medicApp: {
    kind: "path",
    env: "BEKET_MEDIC_APP",
    flag: "medic-app",
    default: null,
    doc: "folder of the built medic app, served at /medic/",
  },
  crewApp: { kind: "path", env: "BEKET_CREW_APP", flag: "crew-app", default: null, doc: "folder of the built crew app, served at /crew/" },
} as const satisfies ConfigTable;
