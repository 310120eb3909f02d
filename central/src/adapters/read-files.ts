import { readFileSync } from "node:fs";
import { AuthorityRow, CentralKeysFile, OfficerRow, PlacesReply, StaffRow } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import { createKeyRing, keyIdOf, type CodecPort, type CryptoPort, type KeyRing } from "@beket/replication";
import * as v from "valibot";
import { fromBase64, fromHex } from "../features/bytes.ts";

const officersMax = 50_000;

/** The text of a file, or a line that says why not. */
export function readText(path: string): Result<string, string> {
  try {
    return ok(readFileSync(path, "utf8"));
  } catch {
    return err(`${path} cannot be read`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A file that holds one JSON value. The line names the place of a fault, never the value: the file may hold secrets. */
export function readJson<const S extends v.GenericSchema>(path: string, schema: S): Result<v.InferOutput<S>, string> {
  const text = readText(path);
  if (!text.ok) return text;
  const parsed = v.safeParse(schema, parseJson(text.value), { abortEarly: true });
  return parsed.success ? ok(parsed.output) : err(`${path}: not as expected at ${v.getDotPath(parsed.issues[0]) ?? "its beginning"}`);
}

function readLinesOf<const S extends v.GenericSchema>(path: string, schema: S): Result<readonly v.InferOutput<S>[], string> {
  const text = readText(path);
  if (!text.ok) return text;
  const rows: v.InferOutput<S>[] = [];
  for (const [index, line] of text.value.split("\n").entries()) {
    if (line.trim() === "") continue;
    const parsed = v.safeParse(schema, parseJson(line), { abortEarly: true });
    if (!parsed.success)
      return err(`${path}: line ${index + 1} is not as expected at ${v.getDotPath(parsed.issues[0]) ?? "its beginning"}`);
    rows.push(parsed.output);
    if (rows.length > officersMax) return err(`${path}: more than ${officersMax} lines`);
  }
  return ok(rows);
}
export const readOfficers = (path: string): Result<readonly OfficerRow[], string> => readLinesOf(path, OfficerRow);
export const readPlaces = (path: string): Result<PlacesReply, string> => readJson(path, PlacesReply);
export const readAuthorities = (path: string): Result<readonly AuthorityRow[], string> => readLinesOf(path, AuthorityRow);

/** A code stands once: of two rows one would be suspended in vain. */
export function readStaff(path: string): Result<readonly StaffRow[], string> {
  const rows = readLinesOf(path, StaffRow);
  if (!rows.ok) return rows;
  const again = rows.value.findIndex(({ staff }, at) => rows.value.findIndex((row) => row.staff === staff) < at);
  return again < 0 ? rows : err(`${path}: row ${again + 1} has a code that an earlier one has`);
}

export type CentralKeys = { readonly file: CentralKeysFile; readonly keyRing: KeyRing };
type KeyDeps = { readonly crypto: CryptoPort; readonly codec: CodecPort; readonly now: number };

/** Central's keys, refused when the root did not sign them into its key set for the role and scopes they are used for. */
export function readCentralKeys(path: string, mode: "demo" | "production", deps: KeyDeps): Result<CentralKeys, string> {
  const file = readJson(path, CentralKeysFile);
  if (!file.ok) return file;
  if (mode === "production" && file.value.mode === "demo") return err(`${path}: demo keys are refused in production mode`);
  const { crypto } = deps;
  const keyRing = createKeyRing({ ...deps, rootPublicKey: fromHex(file.value.rootPublicKey) });
  const keySet = fromBase64(file.value.keySet);
  const accepted = keySet === null ? null : keyRing.accept(keySet);
  if (accepted === null || !accepted.ok)
    return err(`${path}: the key set is refused (${accepted === null ? "not base64" : accepted.error.code})`);
  const idOf = (seed: string): string => keyIdOf(crypto, crypto.ed25519.publicKey(fromHex(seed)));
  const ack = keyRing.find(idOf(file.value.ackSeed), { role: "ack", at: deps.now });
  if (!ack.ok) return err(`${path}: the ack key is refused (${ack.error.code})`);
  const pass = file.value.passSeed === undefined ? null : keyRing.find(idOf(file.value.passSeed), { role: "pass", at: deps.now });
  if (pass !== null && !pass.ok) return err(`${path}: the key of passes is refused (${pass.error.code})`);
  for (const { scope } of Object.values(file.value.scopes)) {
    const registry = keyRing.find(idOf(file.value.registrySeed), { role: "registry", at: deps.now, scope });
    if (!registry.ok) return err(`${path}: the registry key is refused for ${scope} (${registry.error.code})`);
  }
  return ok({ file: file.value, keyRing });
}
