import { bytesEqual } from "../bytes/bytes.ts";
import { contentOf, readDer } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { attempt, cursorOver, demand, expectTag, oidOf } from "../der/values.ts";
import { certIdHash, certIdHashByOid, keyBitsOf } from "../x509/cert-id.ts";
import { readCertificate } from "./authority.ts";

/**
 * The serial number that a CertID asks about, where it names this issuer by name and key (RFC 6960 4.1.1): what a responder answers
 * for. Nothing where it names another one or cannot be read. Content octets of the INTEGER.
 */
export const serialNumberAskedOf = (issuer: Uint8Array, certId: Uint8Array): Uint8Array | undefined =>
  attempt(() => {
    const root = readDer(certId);
    demand(root.ok, "DER");
    const cursor = cursorOver(expectTag(root.value, tags.sequence));
    const hash = certIdHashByOid(oidOf(cursorOver(cursor.take(tags.sequence)).take(tags.objectIdentifier)));
    const nameHash = contentOf(cursor.take(tags.octetString));
    const keyHash = contentOf(cursor.take(tags.octetString));
    const serialNumber = contentOf(cursor.take(tags.integer));
    cursor.finish();
    demand(hash !== undefined, "a hash that is known here");
    const certificate = readCertificate(issuer);
    demand(bytesEqual(nameHash, certIdHash(hash, certificate.subject.raw)), "this issuer's name");
    demand(bytesEqual(keyHash, certIdHash(hash, keyBitsOf(certificate))), "this issuer's key");
    return serialNumber;
  });
