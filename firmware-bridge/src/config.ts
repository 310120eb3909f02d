import type { ConfigTable } from "@beket/node-kit";

/** What the bridge can be told. Printed by `beket bridge --help`. */
export const configTable = {
  devices: { kind: "path", env: "BEKET_DEVICES_FILE", flag: "devices", doc: "JSON list of adopted devices (format beket/devices/1)" },
  edgeUrl: { kind: "url", env: "BEKET_EDGE_URL", flag: "edge-url", default: "http://127.0.0.1:8090", doc: "address of the edge node" },
  host: { kind: "text", env: "BEKET_BRIDGE_HOST", flag: "host", default: "127.0.0.1", doc: "address to listen on for devices" },
  port: {
    kind: "integer",
    env: "BEKET_BRIDGE_PORT",
    flag: "port",
    min: 0,
    max: 65_535,
    default: 8070,
    doc: "port to listen on for devices",
  },
} as const satisfies ConfigTable;
