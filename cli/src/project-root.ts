import { join } from "node:path";

/** The folder that holds `edge/`, `central/` and the rest. */
export const projectRoot = join(import.meta.dirname, "..", "..");
