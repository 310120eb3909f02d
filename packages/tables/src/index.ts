export * from "./csv-write.ts";
export * from "./digits.ts";
export * from "./limits.ts";
export * from "./read-table.ts";
export * from "./types.ts";
export * from "./words.ts";
