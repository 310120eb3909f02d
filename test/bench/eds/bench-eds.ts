import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createGost3410 } from "../../../packages/eds/src/algorithms/gost3410.ts";
import { createBigintEngine } from "../../../packages/eds/src/algorithms/gost3410-bigint.ts";
import { tc26ParamSetA512 } from "../../../packages/eds/src/algorithms/gost3410-curves.ts";
import { gost94 } from "../../../packages/eds/src/algorithms/gost94.ts";
import { streebog512, streebogState } from "../../../packages/eds/src/algorithms/streebog.ts";
import { createPlainStreebog } from "../../../packages/eds/src/algorithms/streebog-plain.ts";
import { bytesToNumber, numberToBytes, reversed } from "../../../packages/eds/src/bytes/bytes.ts";
import { nodeGostHashes, nodeGostScheme } from "../../support/eds/node-gost.ts";
import { createWorld, seeded } from "../../unit/eds/world.ts";
import { figure, print } from "../figures.ts";
import { bestOf, contest, type Contestant } from "./contests.ts";
import { createNobleVerify } from "./noble-gost.ts";
import { engineHashMs, engineVerifyMs, hasGostEngine, makeCertificates } from "./openssl.ts";

const engineName = "OpenSSL's gost engine";
const nodeGostName = "node-gost-crypto";
const mebibyte = 2 ** 20;

/** One line for each peer: how many units a second, and beside how many. */
const report = (name: string, unit: string, units: number, ours: string, best: ReadonlyMap<string, number>): void => {
  const perSecond = (contestant: string): number => (1000 * units) / bestOf(best, contestant);
  for (const peer of best.keys()) {
    if (peer !== ours) print(figure(name, perSecond(ours), unit, { name: peer, value: perSecond(peer) }));
  }
};

/** Gives the milliseconds of one verification by name. */
const benchVerify = (folder: string, isEngine: boolean, rounds: number): ReadonlyMap<string, number> => {
  const times = 10;
  const random = seeded("bench/verify");
  const own = createGost3410(tc26ParamSetA512);
  const plain = createGost3410(tc26ParamSetA512, createBigintEngine);
  const digest = bytesToNumber(random(63));
  const privateKey = bytesToNumber(random(63));
  const key = own.publicPoint(privateKey);
  const signed = own.sign(digest, privateKey, bytesToNumber(random(63)));
  if (key === undefined || signed === undefined) throw new Error("no signature");
  const noble = createNobleVerify(tc26ParamSetA512);
  const octets = (value: bigint): Uint8Array => reversed(numberToBytes(value, 64) ?? new Uint8Array(64));
  const pair = (one: bigint, other: bigint): Uint8Array => Uint8Array.of(...octets(one), ...octets(other));
  const nodeGost = nodeGostScheme("gost2015-512");
  const [nodeKey, nodeDigest, nodeSignature] = [pair(key.x, key.y), octets(digest), pair(signed.r, signed.s)];
  const repeated = (name: string, verify: () => boolean): Contestant => ({
    name,
    run: () => {
      for (let i = 0; i < times; i += 1) if (!verify()) throw new Error(`${name} does not verify`);
    },
  });
  const best = contest(
    [
      repeated("own", () => own.verify(digest, signed, key).ok),
      repeated("own without WebAssembly", () => plain.verify(digest, signed, key).ok),
      repeated("@noble/curves", () => noble(digest, signed, key)),
      repeated(nodeGostName, () => nodeGost.verify(nodeKey, nodeDigest, nodeSignature)),
      ...(isEngine ? [{ name: engineName, run: () => times * engineVerifyMs(folder, 300) }] : []),
    ],
    rounds,
  );
  report("gost512-verify", "verifications/s", times, "own", best);
  return new Map([...best].map(([name, ms]) => [name, ms / times]));
};

const benchHashes = (folder: string, isEngine: boolean, rounds: number): void => {
  const message = seeded("bench/hash")(mebibyte);
  writeFileSync(join(folder, "short"), message.subarray(0, 64));
  writeFileSync(
    join(folder, "long"),
    Uint8Array.from({ length: 16 * mebibyte }, (_, i) => message[i % mebibyte] ?? 0),
  );
  const engine = (hash: "md_gost12_512" | "md_gost94"): readonly Contestant[] =>
    isEngine ? [{ name: engineName, run: () => engineHashMs(folder, hash, "long", "short") / 16 }] : [];
  const plain = createPlainStreebog();
  const streebog = contest(
    [
      { name: "own", run: () => void streebog512(message) },
      { name: "own without WebAssembly", run: () => void streebogState(plain, message, 0) },
      { name: nodeGostName, run: () => void nodeGostHashes.streebog512(message) },
      ...engine("md_gost12_512"),
    ],
    rounds,
  );
  report("streebog512", "MiB/s", 1, "own", streebog);
  print(
    figure("streebog512-without-wasm", 1000 / bestOf(streebog, "own without WebAssembly"), "MiB/s", {
      name: nodeGostName,
      value: 1000 / bestOf(streebog, nodeGostName),
    }),
  );
  // The peer needs half a second for a MiB.
  const part = message.subarray(0, mebibyte / 16);
  const own = contest(
    [
      { name: "own", run: () => void gost94(message, "d-test") },
      {
        name: nodeGostName,
        run: () => {
          const start = performance.now();
          nodeGostHashes.gost94DTest(part);
          return 16 * (performance.now() - start);
        },
      },
      ...engine("md_gost94"),
    ],
    rounds,
  );
  report("gost94", "MiB/s", 1, "own", own);
};

/** A permit by a head below two authorities with a list each. The peers can do only the arithmetic of its five signatures. */
const benchPermit = (verifyMs: ReadonlyMap<string, number>, rounds: number): void => {
  const world = createWorld("gost512", "bench");
  const cms = world.sign(world.leaf({}));
  const signatures = 5;
  const times = 5;
  const validate = (): void => {
    for (let i = 0; i < times; i += 1) {
      if (world.validate(cms).indication !== "TOTAL_PASSED") throw new Error("the permit does not pass");
    }
  };
  const best = contest([{ name: "own", run: validate }], rounds);
  const value = (1000 * times) / bestOf(best, "own");
  for (const [name, ms] of verifyMs) {
    const peer = { name: `${name}, the five signatures alone`, value: 1000 / (signatures * ms) };
    if (!name.startsWith("own without")) print(figure("permit-validation", value, "validations/s", peer));
  }
};

/** `eds [--rounds N]`: hashes and signatures beside other implementations, and a permit as a whole. */
export const benchEds = (args: readonly string[]): void => {
  const { values } = parseArgs({ args: [...args], options: { rounds: { type: "string", default: "15" } } });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds is a whole number from 1");
  const isEngine = hasGostEngine();
  if (!isEngine) process.stderr.write("SKIPPED: OpenSSL's gost engine (install libengine-gost-openssl)\n");
  const folder = mkdtempSync(join(tmpdir(), "beket-bench-eds-"));
  try {
    if (isEngine) makeCertificates(folder);
    const verifyMs = benchVerify(folder, isEngine, rounds);
    benchHashes(folder, isEngine, rounds);
    benchPermit(verifyMs, rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
