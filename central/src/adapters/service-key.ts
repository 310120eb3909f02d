import { readFileSync } from "node:fs";
import type { AuthorityRow } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import { exemptionPolicy, identityOf, isTestAuthority, parseCertificate, validateSignature, withTestAnchors } from "@beket/eds";
import { parseSigningKey, signCms, type SigningKey } from "@beket/eds/issue";
import { readPkcs12 } from "@beket/eds/pkcs12";
import type { RandomPort } from "@beket/replication";
import * as v from "valibot";
import type { ServiceKey } from "../features/small-organisations/types.ts";
import type { Trust } from "../features/submissions/signature.ts";

type KeyHolder = { readonly key: SigningKey; readonly certificate: Uint8Array; readonly chain: readonly Uint8Array[] };
export type ServiceKeyDeps = {
  readonly authorities: readonly AuthorityRow[];
  readonly trust: () => Trust;
  readonly trustPurpose: "test" | "production";
  readonly isDemo: boolean;
  readonly random: RandomPort;
  readonly now: number;
};

const fileBytesMax = 256 * 1024;
const Base64 = v.pipe(v.string(), v.base64(), v.maxLength(20_000));
/** The demo's signers, which nothing protects. */
const DemoKey = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    format: v.literal("beket/demo-key/1"),
    key: v.unknown(),
    certificate: Base64,
    issuers: v.pipe(v.array(Base64), v.maxLength(8)),
  }),
);

/**
 * The authority's own key: a PKCS#12 file with its password in another (in demo mode a file of the demo's signers too). It is tried at the
 * start: a key that could not sign an act of an authority with the power to exempt, or one for tests in production, is a fault.
 */
export function readServiceKey(path: string, passwordPath: string | null, deps: ServiceKeyDeps): Result<ServiceKey, string> {
  const held = readHolder(path, passwordPath, deps.isDemo);
  if (!held.ok) return held;
  const { key, certificate, chain } = held.value;
  if (!deps.isDemo && [certificate, ...chain].some(isForTests))
    return err(`${path}: a key of a test authority is refused in production mode`);
  const parsed = parseCertificate(certificate);
  const bin = parsed === undefined ? undefined : identityOf(parsed).bin;
  const authority = deps.authorities.find((one) => one.bin === bin && one.may.includes("exemption"));
  if (bin === undefined || authority === undefined) return err(`${path}: no authority with the power to exempt has this key's BIN`);
  const sign: ServiceKey["sign"] = (document, at) =>
    signCms({
      content: document,
      detached: true,
      random: deps.random,
      signers: [{ key, certificate, signingTimeMs: at, signingCertificateV2: true }],
      certificates: [certificate, ...chain],
    });
  const fault = tryOut(sign, bin, deps);
  return fault === null ? ok({ authority: authority.authority, sign }) : err(`${path}: an act under this key would be refused (${fault})`);
}

function readHolder(path: string, passwordPath: string | null, isDemo: boolean): Result<KeyHolder, string> {
  const file = readBytes(path);
  if (file === null) return err(`${path} cannot be read`);
  if (isDemo && file[0] === 0x7b) return readDemoKey(path, file);
  const password = passwordPath === null ? null : readBytes(passwordPath);
  if (password === null) return err("--service-key needs --service-key-password, a file with the password");
  const read = readPkcs12(file, new TextDecoder().decode(password).replace(/\r?\n$/, ""));
  if (!read.ok) return err(`${path}: ${read.error.code}`);
  const [one, ...others] = read.value.keys.filter(({ certificate }) => certificate !== undefined);
  if (one?.certificate === undefined) return err(`${path} has no key with its certificate`);
  if (others.length > 0) return err(`${path} has several keys; give it the one that signs`);
  return ok({ key: one.key, certificate: one.certificate, chain: one.chain });
}

function readDemoKey(path: string, file: Uint8Array): Result<KeyHolder, string> {
  const json = v.safeParse(DemoKey, new TextDecoder().decode(file));
  const key = json.success ? parseSigningKey(json.output.key) : null;
  if (!json.success || key === null || !key.ok) return err(`${path} is no key file`);
  const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "base64"));
  return ok({ key: key.value, certificate: bytes(json.output.certificate), chain: json.output.issuers.map(bytes) });
}

function readBytes(path: string): Uint8Array | null {
  try {
    const bytes = readFileSync(path);
    return bytes.length > fileBytesMax ? null : bytes;
  } catch {
    return null;
  }
}

const isForTests = (certificate: Uint8Array): boolean => {
  const parsed = parseCertificate(certificate);
  return parsed !== undefined && isTestAuthority(parsed);
};

/** Why a signature under the key would not pass; null where it does, or only its evidence of revocation has to be fetched first. */
function tryOut(sign: ServiceKey["sign"], bin: string, { trust, trustPurpose, now }: ServiceKeyDeps): string | null {
  const { anchors, intermediates, crls } = trust();
  const document = new TextEncoder().encode("a signature of this key is tried");
  const report = validateSignature({
    document,
    cms: sign(document, now),
    trustAnchors: anchors,
    intermediates,
    crls,
    validationTimeMs: now,
    policy: trustPurpose === "test" ? withTestAnchors(exemptionPolicy) : exemptionPolicy,
    expected: { bin },
  });
  return report.indication === "TOTAL_PASSED" || report.waits ? null : (report.reason ?? "unknown");
}
