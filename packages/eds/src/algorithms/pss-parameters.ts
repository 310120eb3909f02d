import { contextConstructed, tags } from "../der/tags.ts";
import type { DerNode } from "../der/reader.ts";
import { attempt, cursorOver, demand, expectTag, onlyChild, smallOf } from "../der/values.ts";
import { explicit, integer, nullValue, objectIdentifier, sequence } from "../der/writer.ts";
import { algorithmIdentifierOf } from "../x509/algorithm-identifier.ts";
import { isSha, type ShaName } from "./digest-info.ts";
import { digestByOid, digestOids } from "./digests.ts";
import type { PssParameters } from "./rsa-pss.ts";

const mgf1Oid = "1.2.840.113549.1.1.8";

const hashOf = (node: DerNode): ShaName => {
  const { oid, parameters } = algorithmIdentifierOf(node);
  demand(parameters === "absent" || parameters === "null", "a hash without parameters");
  const name = digestByOid.get(oid);
  demand(name !== undefined && isSha(name), "a hash of RFC 4055");
  return name;
};

const maskHashOf = (node: DerNode): ShaName => {
  const { oid, parameters } = algorithmIdentifierOf(node);
  demand(oid === mgf1Oid && parameters !== "absent" && parameters !== "null", "MGF1 with its hash");
  return hashOf(parameters);
};

/**
 * RSASSA-PSS-params, RFC 4055 section 3.1. What is left out is SHA-1, MGF1 with SHA-1, 20 and 1. Stricter: both hashes
 * must be the same, which the RFC only recommends. Nothing where the node is anything else.
 */
export const pssParametersOf = (node: DerNode): PssParameters | undefined =>
  attempt(() => {
    const cursor = cursorOver(expectTag(node, tags.sequence));
    const field = (n: number): DerNode | undefined => {
      const tag = cursor.takeIf(contextConstructed(n));
      return tag && onlyChild(tag);
    };
    const [hash, maskGeneration, salt, trailer] = [field(0), field(1), field(2), field(3)];
    cursor.finish();
    const name = hash === undefined ? "sha1" : hashOf(hash);
    demand((maskGeneration === undefined ? "sha1" : maskHashOf(maskGeneration)) === name, "one hash for both");
    demand(trailer === undefined || smallOf(trailer) === 1, "the trailer 0xbc");
    const saltLength = salt === undefined ? 20 : smallOf(salt);
    demand(saltLength <= 512, "a salt shorter than any modulus");
    return { hash: name, saltLength };
  });

/** DER of RSASSA-PSS-params; what is the default is written too, as most programs do. */
export const encodePssParameters = ({ hash, saltLength }: PssParameters): Uint8Array => {
  const algorithm = sequence(objectIdentifier(digestOids[hash]), nullValue);
  return sequence(explicit(0, algorithm), explicit(1, sequence(objectIdentifier(mgf1Oid), algorithm)), explicit(2, integer(saltLength)));
};
