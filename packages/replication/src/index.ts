export * from "./ports.ts";
export type { Result, Ok, Err } from "./result.ts";
export type * from "./journal/types.ts";
export type * from "./uplink/types.ts";
export type * from "./ingest/types.ts";
export type * from "./registry/types.ts";
export * from "./keys/types.ts";
export type * from "./time/types.ts";
export * from "./signatures.ts";
