import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anyPathRules, anyPolicy, fileToDer, validateCertificate, withTestAnchors, type CertificateInput } from "@beket/eds";
import { bytesToHex } from "../../packages/eds/src/bytes/bytes.ts";
import { encodeOcspRequest } from "../../packages/eds/src/x509/ocsp-request.ts";

// A certification authority and its responder made by OpenSSL alone: what they say has to be understood, and our requests by them.

const folder = mkdtempSync(join(tmpdir(), "beket-ocsp-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
const write = (name: string, content: Uint8Array | string): string => {
  writeFileSync(path(name), content);
  return path(name);
};
const openssl = (...args: readonly string[]): string =>
  execFileSync("openssl", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], cwd: folder });
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(path(name)));
const certificate = (name: string): Uint8Array => fileToDer(read(`${name}.pem`))[0] ?? new Uint8Array(0);

const extensions = `
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[leaf]
keyUsage = critical, digitalSignature, nonRepudiation
authorityKeyIdentifier = keyid
authorityInfoAccess = OCSP;URI:http://ocsp.example.kz/
crlDistributionPoints = URI:http://crl.example.kz/base.crl
[responder]
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
authorityKeyIdentifier = keyid
[checked]
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
[stranger]
keyUsage = critical, digitalSignature
[req]
distinguished_name = dn
[dn]
[authority]
default_ca = own
[own]
database = index.txt
crlnumber = crlnumber
default_md = sha256
default_crl_days = 7
crl_extensions = lists
[lists]
authorityKeyIdentifier = keyid
[part]
authorityKeyIdentifier = keyid
issuingDistributionPoint = critical, @point
[point]
fullname = URI:http://crl.example.kz/base.crl
onlyuser = TRUE
`;

const serials = { good: 1001, revoked: 1002, held: 1003, forgotten: 1004 } as const;
type Name = keyof typeof serials;

/** What OpenSSL's authority remembers of a certificate. */
const indexLine = (name: Exclude<Name, "forgotten">): string => {
  const serial = serials[name].toString(16).padStart(4, "0").toUpperCase();
  const status = {
    good: "V\t351201000000Z\t",
    revoked: "R\t351201000000Z\t200102030405Z,keyCompromise",
    held: "R\t351201000000Z\t200102030405Z,certificateHold",
  };
  return `${status[name]}\t${serial}\tunknown\t/CN=${name}\n`;
};

const makeKey = (name: string): void => {
  openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", `${name}.key`);
};
const issue = (name: string, section: string, serial: number): void => {
  openssl("req", "-new", "-key", `${name}.key`, "-subj", `/CN=${name}`, "-config", "all.cnf", "-out", `${name}.csr`);
  const by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", serial.toString(), "-days", "3650"];
  openssl("x509", "-req", "-in", `${name}.csr`, ...by, "-sha256", "-extfile", "all.cnf", "-extensions", section, "-out", `${name}.pem`);
};

beforeAll(() => {
  write("all.cnf", extensions);
  write("crlnumber", "07\n");
  write("index.txt", (["good", "revoked", "held"] as const).map(indexLine).join(""));
  makeKey("ca");
  openssl(
    "req",
    "-x509",
    "-key",
    "ca.key",
    "-subj",
    "/CN=ca",
    "-days",
    "7300",
    "-sha256",
    "-config",
    "all.cnf",
    "-extensions",
    "ca",
    "-out",
    "ca.pem",
  );
  makeKey("good");
  for (const name of ["revoked", "held", "forgotten", "responder", "checked", "stranger"]) write(`${name}.key`, read("good.key"));
  for (const [name, serial] of Object.entries(serials)) issue(name, "leaf", serial);
  for (const [index, name] of ["responder", "checked", "stranger"].entries()) issue(name, name, 2000 + index);
});

const nonce = Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1);

/** OpenSSL's answer to our request. */
const answerTo = (
  name: Name,
  {
    by = "responder",
    hash = "sha256",
    more = [],
  }: { readonly by?: string; readonly hash?: "sha1" | "sha256" | "sha384" | "sha512"; readonly more?: readonly string[] } = {},
): Uint8Array => {
  const request = encodeOcspRequest({ certificate: certificate(name), issuer: certificate("ca"), nonce, hash });
  if (request === undefined) throw new Error("no request");
  write("request.der", request);
  const signer = ["-rsigner", `${by}.pem`, "-rkey", `${by}.key`, "-rmd", "sha256"];
  openssl("ocsp", "-index", "index.txt", "-CA", "ca.pem", ...signer, "-reqin", "request.der", "-respout", "response.der", ...more);
  return read("response.der");
};

const judge = (name: string, parts: Partial<CertificateInput>): string => {
  const { reason } = validateCertificate({
    certificate: certificate(name),
    trustAnchors: [{ certificate: certificate("ca"), purpose: "test" }],
    intermediates: [],
    crls: [],
    validationTimeMs: Date.now(),
    rules: anyPathRules,
    policy: withTestAnchors(anyPolicy),
    ...parts,
  });
  return reason ?? "good";
};
const status = (name: Name, options: Parameters<typeof answerTo>[1] = {}): string =>
  judge(name, { ocsp: [{ der: answerTo(name, options), nonce }] });

describe("OpenSSL's responder", () => {
  it("[ED110, ED113] understands our requests, in every hash, and echoes the nonce", () => {
    for (const hash of ["sha1", "sha256", "sha384", "sha512"] as const) expect(status("good", { hash })).toBe("good");
    const text = openssl("ocsp", "-reqin", "request.der", "-req_text");
    expect(text).toContain("Hash Algorithm: sha512");
    expect(text).toContain("Serial Number: 03E9");
    expect(text).toContain(`0408${bytesToHex(nonce).toUpperCase()}`);
    expect(judge("good", { ocsp: [{ der: answerTo("good"), nonce: nonce.toReversed() }] })).toBe("eds.revocation.nonce-differs");
  });

  it("[ED51, ED115] says good, revoked, on hold and unknown", () => {
    expect(status("good")).toBe("good");
    expect(status("revoked")).toBe("eds.revocation.revoked");
    expect(status("held")).toBe("eds.revocation.revoked");
    expect(status("forgotten")).toBe("eds.revocation.status-unknown");
  });

  it("[ED111, ED112] may be the authority itself or one it has delegated, by name or by key", () => {
    for (const more of [[], ["-resp_key_id"], ["-resp_no_certs"]]) {
      expect(status("good", { by: "ca", more })).toBe("good");
      if (!more.includes("-resp_no_certs")) expect(status("good", { more })).toBe("good");
    }
    expect(status("good", { more: ["-resp_no_certs"] })).toBe("eds.revocation.responder-unauthorised");
    const bare = answerTo("good", { more: ["-resp_no_certs"] });
    expect(judge("good", { ocsp: [{ der: bare }], intermediates: [certificate("responder")] })).toBe("good");
    expect(status("good", { by: "stranger" })).toBe("eds.revocation.responder-unauthorised");
    expect(status("good", { by: "checked" })).toBe("eds.revocation.responder-unauthorised");
  });

  it("[ED114] is current until its nextUpdate", () => {
    const der = answerTo("good", { more: ["-nmin", "10"] });
    const minute = 60_000;
    expect(judge("good", { ocsp: [{ der }], validationTimeMs: Date.now() + 9 * minute })).toBe("good");
    expect(judge("good", { ocsp: [{ der }], validationTimeMs: Date.now() + 11 * minute })).toBe("eds.revocation.stale");
  });

  it("[ED110] answers about another certificate, which is no evidence", () => {
    expect(judge("good", { ocsp: [{ der: answerTo("revoked") }] })).toBe("eds.revocation.certificate-id-differs");
  });
});

describe("OpenSSL's lists", () => {
  const list = (section: string): Uint8Array => {
    openssl(
      "ca",
      "-config",
      "all.cnf",
      "-name",
      "own",
      "-gencrl",
      "-cert",
      "ca.pem",
      "-keyfile",
      "ca.key",
      "-crlexts",
      section,
      "-out",
      "list.pem",
    );
    return fileToDer(read("list.pem"))[0] ?? new Uint8Array(0);
  };

  it.each(["lists", "part"])("[ED50, ED51, ED105] are read, in whole and in part: %s", (section) => {
    const crls = [list(section)];
    expect(judge("good", { crls })).toBe("good");
    expect(judge("revoked", { crls })).toBe("eds.revocation.revoked");
    expect(judge("held", { crls })).toBe("eds.revocation.revoked");
    expect(judge("good", { crls, validationTimeMs: Date.now() + 8 * 86_400_000 })).toBe("eds.revocation.stale");
    // The responder's certificate bears no distribution point.
    expect(judge("responder", { crls })).toBe(section === "part" ? "eds.revocation.no-evidence" : "good");
  });
});
