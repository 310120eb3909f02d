import { readFileSync } from "node:fs";
import { err, ok, type Result } from "@beket/domain";
import * as v from "valibot";
import { DevicesFile } from "../devices-file.ts";

/** The operator's list. A line names the place of a fault, never what stands there: the file holds secrets. */
export function readDevices(path: string): Result<DevicesFile, readonly string[]> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    return err([error instanceof SyntaxError ? "devices file: not JSON" : `devices file: ${path} cannot be read`]);
  }
  const parsed = v.safeParse(DevicesFile, json);
  if (parsed.success) return ok(parsed.output);
  return err(parsed.issues.map((issue) => `devices file: not as expected at ${v.getDotPath(issue) ?? "its beginning"}`));
}
