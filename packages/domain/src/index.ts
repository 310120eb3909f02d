export * from "./result.ts";
export * from "./limits.ts";
export * from "./subject/types.ts";
export * from "./records/types.ts";
export * from "./regime/types.ts";
export * from "./decision/types.ts";
