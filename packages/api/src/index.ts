export * from "./common.ts";
export * from "./edge.ts";
export * from "./central.ts";
export * from "./provisioning.ts";
