import { NodeFile } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import { createKeyRing, type CodecPort, type CryptoPort } from "@beket/replication";
import { readFileSync } from "node:fs";
import * as v from "valibot";

const sizeBytesMax = 1024 * 1024;

/** Reads a post's node file. Faults are lines fit to print, all of them at once; they name fields, never values. */
export function readNodeFile(
  path: string,
  deps: { readonly crypto: CryptoPort; readonly codec: CodecPort },
): Result<NodeFile, readonly string[]> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (thrown) {
    return err([
      `node file ${path} cannot be read (${thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown fault"})`,
    ]);
  }
  if (text.length > sizeBytesMax) return err([`node file ${path} is larger than ${sizeBytesMax} bytes`]);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err([`node file ${path} is not JSON`]);
  }
  // Before anything else: a production node must not run on keys that lay in a file, well-formed or not.
  if (typeof json === "object" && json !== null && "mode" in json && json.mode === "production")
    return err([
      `node file ${path}: mode is production, but registry keys from a file are for demonstrations only: this node must be enrolled`,
    ]);
  const parsed = v.safeParse(NodeFile, json);
  if (!parsed.success) return err(parsed.issues.map((issue) => `node file ${path}: ${v.getDotPath(issue) ?? "file"}: ${wordOf(issue)}`));
  const faults = [...laneFaults(parsed.output), ...keySetFaults(parsed.output, deps)];
  return faults.length === 0 ? ok(parsed.output) : err(faults.map((line) => `node file ${path}: ${line}`));
}

/** valibot's message quotes what it received; a secret must not be printed. */
const wordOf = (issue: v.BaseIssue<unknown>): string => (issue.received === "undefined" ? "missing" : `not as expected (${issue.type})`);

function laneFaults(node: NodeFile): readonly string[] {
  const lanes = new Set(node.lanes.map(({ lane }) => lane));
  return [
    ...(lanes.size === node.lanes.length ? [] : ["lanes: a lane is named twice"]),
    ...node.deviceTokens
      .filter(({ lane }) => !lanes.has(lane))
      .map(({ device }) => `deviceTokens: device ${device} is at a lane that the post does not have`),
  ];
}

function keySetFaults(node: NodeFile, deps: { readonly crypto: CryptoPort; readonly codec: CodecPort }): readonly string[] {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.fromBase64(node.keySet);
  } catch {
    return ["keySet: not base64"];
  }
  const taken = createKeyRing({ ...deps, rootPublicKey: Uint8Array.fromHex(node.rootPublicKey) }).accept(bytes);
  return taken.ok ? [] : [`keySet: not accepted (${taken.error.code})`];
}
