import { spawnSync } from "node:child_process";
import { join } from "node:path";

// OpenSSL's gost engine has no place in `openssl speed`. Each figure is one process with much work less one with little:
// hashing a long and a short file, verifying a certificate hundreds of times and once. What is left holds no start of a
// process; a certificate's also holds its reading and parsing, some tens of microseconds.

const run = (folder: string, args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8", maxBuffer: 64_000_000 });
  if (status !== 0) throw new Error(`openssl ${args[0] ?? ""}: ${stderr}`);
  return stdout;
};

const msOf = (folder: string, args: readonly string[]): number => {
  const start = performance.now();
  run(folder, args);
  return performance.now() - start;
};

export const hasGostEngine = (): boolean => spawnSync("openssl", ["engine", "gost"], { encoding: "utf8" }).stdout.includes("(gost)");

/** Milliseconds to hash a file of the folder. */
export const engineHashMs = (folder: string, hash: "md_gost12_512" | "md_gost94", long: string, short: string): number => {
  const dgst = ["dgst", "-engine", "gost", `-${hash}`];
  return msOf(folder, [...dgst, long]) - msOf(folder, [...dgst, short]);
};

/** A root and a certificate that it signed, both GOST R 34.10-2012 with 512 bits. */
export const makeCertificates = (folder: string): void => {
  const newKey = ["-engine", "gost", "-newkey", "gost2012_512", "-pkeyopt", "paramset:A", "-nodes"];
  const ca = ["-addext", "basicConstraints=critical,CA:TRUE"];
  run(folder, ["req", "-x509", ...newKey, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=ca", "-days", "30", ...ca]);
  run(folder, ["req", "-new", ...newKey, "-keyout", "leaf.key", "-out", "leaf.csr", "-subj", "/CN=leaf"]);
  const issue = ["x509", "-req", "-engine", "gost", "-in", "leaf.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"];
  run(folder, [...issue, "-out", "leaf.pem", "-days", "20"]);
};

/** Milliseconds of one verification, over `times` of them. */
export const engineVerifyMs = (folder: string, times: number): number => {
  const verify = ["verify", "-engine", "gost", "-CAfile", join(folder, "ca.pem")];
  const leaves = Array.from({ length: times + 1 }, () => "leaf.pem");
  return (msOf(folder, [...verify, ...leaves]) - msOf(folder, [...verify, "leaf.pem"])) / times;
};
