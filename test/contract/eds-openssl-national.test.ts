import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fileToDer } from "@beket/eds";
import { readPkcs12 } from "@beket/eds/pkcs12";
import { digest } from "../../packages/eds/src/algorithms/digests.ts";
import { gostScheme, type GostSchemeName } from "../../packages/eds/src/algorithms/gost-scheme.ts";
import { signatureOids } from "../../packages/eds/src/algorithms/signatures.ts";
import { bytesToHex } from "../../packages/eds/src/bytes/bytes.ts";
import { childrenOf, contentOf, rawOf, readDer, type DerNode } from "../../packages/eds/src/der/reader.ts";
import { contextConstructed, isConstructed, tags } from "../../packages/eds/src/der/tags.ts";
import { attempt, oidOf } from "../../packages/eds/src/der/values.ts";
import { gostKeyOids } from "../../packages/eds/src/x509/public-key.ts";
import { hasGostEngine, openGostEngine } from "../support/eds/gost-engine.ts";

// Every GOST signature in what the national CA made, found by its shape alone and not by our readers of certificates,
// lists, responses and messages: each is tried with each key, and OpenSSL's gost engine must say the same as we do.

const folder = process.env["BEKET_EDS_DATA"];
if (folder === undefined) console.warn("SKIPPED: the national CA's own signatures (set BEKET_EDS_DATA)");

const schemeNames: readonly GostSchemeName[] = ["gost2015-512", "gost2015-256", "gost2004"];
const schemeBySignature: ReadonlyMap<string, GostSchemeName> = new Map([
  [signatureOids.gost512, "gost2015-512"],
  [signatureOids.gost256, "gost2015-256"],
  [signatureOids.gost2004, "gost2004"],
]);

type Signed = { readonly scheme: GostSchemeName; readonly message: Uint8Array; readonly signature: Uint8Array; readonly file: string };
type Found = {
  readonly signed: Map<string, Signed>;
  readonly keys: Map<string, { readonly scheme: GostSchemeName; readonly octets: Uint8Array }>;
};

/** The first element of a SEQUENCE, where that is an OBJECT IDENTIFIER. */
const nameOf = (node: DerNode | undefined): string => {
  const first = node?.tag === tags.sequence ? childrenOf(node) : undefined;
  const oid = first?.ok ? first.value[0] : undefined;
  return (oid?.tag === tags.objectIdentifier ? attempt(() => oidOf(oid)) : undefined) ?? "";
};

const look = (found: Found, node: DerNode, children: readonly DerNode[], file: string): void => {
  const note = (scheme: GostSchemeName | undefined, message: Uint8Array, signature: Uint8Array): void => {
    if (scheme) found.signed.set(bytesToHex(signature), { scheme, message, signature, file });
  };
  const [first, second, third] = children;
  if (node.tag !== tags.sequence || first === undefined || second === undefined) return;
  // What was signed, by which algorithm, the signature: a certificate, a list, an OCSP response.
  if (third?.tag === tags.bitString) note(schemeBySignature.get(nameOf(second)), rawOf(first), contentOf(third).subarray(1));
  // SignerInfo: … [0] signed attributes, algorithm, signature.
  for (const [at, attributes] of children.entries()) {
    const signature = children[at + 2];
    if (attributes.tag !== contextConstructed(0) || signature?.tag !== tags.octetString) continue;
    const message = Uint8Array.from(rawOf(attributes));
    message[0] = tags.set;
    note(schemeBySignature.get(nameOf(children[at + 1])), message, contentOf(signature));
  }
  // SubjectPublicKeyInfo.
  const scheme = schemeNames.find((name) => gostKeyOids[name].key === nameOf(first));
  if (scheme === undefined || second.tag !== tags.bitString) return;
  const octets = contentOf(second).slice(-gostScheme(scheme).keyBytes);
  found.keys.set(bytesToHex(octets), { scheme, octets });
};

const walk = (found: Found, node: DerNode, file: string): void => {
  if (!isConstructed(node.tag)) {
    // OCTET STRINGs that hold structures: an OCSP response, TSTInfo.
    const inside = node.tag === tags.octetString ? readDer(contentOf(node)) : undefined;
    if (inside?.ok) walk(found, inside.value, file);
    return;
  }
  const children = childrenOf(node);
  if (!children.ok) return;
  look(found, node, children.value, file);
  for (const child of children.value) walk(found, child, file);
};

const collect = (root: string): Found => {
  const found: Found = { signed: new Map(), keys: new Map() };
  const visit = (der: Uint8Array, file: string): void => {
    const node = readDer(der, { bytesMax: 4_000_000, depthMax: 40, nodesMax: 2_000_000 });
    if (!node.ok) throw new Error(`${file}: ${node.error.code}`);
    walk(found, node.value, file);
  };
  for (const part of ["nca-test", "cms"]) {
    for (const path of readdirSync(join(root, part), { recursive: true, encoding: "utf8" })) {
      const file = join(part, path);
      if (!/\.(cer|crt|crl|bin|der|p12)$/.test(path)) continue;
      const octets = new Uint8Array(readFileSync(join(root, file)));
      if (path.endsWith(".p12")) {
        const opened = readPkcs12(octets, "Qwerty12");
        if (!opened.ok) throw new Error(`${file}: ${opened.error.code}`);
        for (const certificate of opened.value.certificates) visit(certificate, file);
      } else for (const der of fileToDer(octets)) visit(der, file);
    }
  }
  return found;
};

describe.runIf(hasGostEngine && folder !== undefined)("every GOST signature of the national samples", () => {
  const engine = openGostEngine();
  afterAll(engine.close);
  const found = collect(folder ?? "");

  /** The keys that prove a signature; both implementations must name the same. */
  const proversOf = ({ scheme: name, message, signature }: Signed): readonly string[] => {
    const scheme = gostScheme(name);
    const hash = digest(scheme.digest, message);
    return [...found.keys.values()].flatMap(({ scheme: other, octets }) => {
      if (other !== name) return [];
      const key = scheme.parsePublicKey(octets);
      if (!key.ok) throw new Error(key.error);
      const isProved = scheme.verify(key.value, hash, signature).ok;
      // The engine has no hash with the D-Test substitution.
      const isProvedByEngine =
        name === "gost2004" ? engine.verifyDigest(name, octets, hash, signature) : engine.verifyMessage(name, octets, message, signature);
      expect(isProvedByEngine).toBe(isProved);
      return isProved ? [bytesToHex(octets)] : [];
    });
  };

  it("[ED21, ED81] is proved by the same one key for both", () => {
    const unproved: string[] = [];
    const proved: Record<GostSchemeName, number> = { "gost2015-512": 0, "gost2015-256": 0, gost2004: 0 };
    for (const one of found.signed.values()) {
      const provers = proversOf(one);
      expect(provers.length).toBeLessThanOrEqual(1);
      if (provers.length === 0) unproved.push(one.file);
      else proved[one.scheme] += 1;
    }
    // The root of this authority is not among the samples.
    expect(unproved).toEqual(["nca-test/samples/ca/nca_gost_test.crt"]);
    expect(proved).toEqual({ "gost2015-512": 22, "gost2015-256": 0, gost2004: 6 });
  });

  it("[ED21, ED81] proves nothing else for either", () => {
    const one = [...found.signed.values()].find(({ scheme }) => scheme === "gost2015-512");
    if (one === undefined) throw new Error("no signature");
    expect(proversOf({ ...one, message: one.message.subarray(1) })).toEqual([]);
    expect(proversOf({ ...one, signature: one.signature.map((octet, i) => (i === 70 ? octet ^ 4 : octet)) })).toEqual([]);
  });
});
