import { describe, expect, it } from "vitest";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { nameOids } from "../../../packages/eds/src/x509/name.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { contextPrimitive, tags } from "../../../packages/eds/src/der/tags.ts";
import { utf8Bytes } from "../../../packages/eds/src/bytes/bytes.ts";
import {
  certify,
  commonName,
  holder,
  judge,
  leaf,
  leafNamed,
  listOf,
  middle,
  nameConstraints,
  named,
  names,
  outcome,
  outcomeBelow,
  root,
  rootCertificate,
  subjectAltName,
} from "./path-pki.ts";

const { mail, dns, uri, address, directory, registeredId, other } = names;
const outside = "eds.chain.name-constraints";
const unsure = "eds.chain.constraint-unsupported";
const passed = "TOTAL_PASSED";

const org = (value: string, ...more: readonly string[]): Uint8Array =>
  named({ oid: nameOids.organisation, value }, ...more.map((text) => ({ oid: nameOids.commonName, value: text })));

/** A leaf with these alternative names below an authority that constrains them. */
const outcomeOf = (constraints: Parameters<typeof nameConstraints>[0], ...alternative: readonly Uint8Array[]): string =>
  outcomeBelow({ extensions: [nameConstraints(constraints)] }, leaf(middle, "ЖАПЫРАҚ", [subjectAltName(...alternative)]));

describe("name constraints", () => {
  it.each([
    ["a host", dns("example.kz"), dns("example.kz"), passed],
    ["a host in capitals", dns("example.kz"), dns("WWW.Example.KZ"), passed],
    ["a host below", dns("example.kz"), dns("a.b.example.kz"), passed],
    ["a host that only ends alike", dns("example.kz"), dns("badexample.kz"), outside],
    ["a host above", dns("www.example.kz"), dns("example.kz"), outside],
    ["any host", dns(""), dns("example.kz"), passed],
    ["a wildcard below", dns("example.kz"), dns("*.example.kz"), passed],
    ["a wildcard that reaches beyond", dns("www.example.kz"), dns("*.example.kz"), unsure],
    ["what is no host", dns("example.kz"), dns("example.kz."), unsure],
    ["a constraint that is no host", dns(".example.kz"), dns("www.example.kz"), unsure],
    ["a mailbox", mail("info@example.kz"), mail("info@EXAMPLE.kz"), passed],
    ["another mailbox of the host", mail("info@example.kz"), mail("Info@example.kz"), outside],
    ["a mailbox on the host", mail("example.kz"), mail("info@example.kz"), passed],
    ["a mailbox on a host below", mail("example.kz"), mail("info@mail.example.kz"), outside],
    ["a mailbox below the domain", mail(".example.kz"), mail("info@mail.example.kz"), passed],
    ["a mailbox on the domain itself", mail(".example.kz"), mail("info@example.kz"), outside],
    ["a mailbox with a sign in its local part", mail("example.kz"), mail('"a@example.kz"@other.kz'), outside],
    ["what is no mailbox", mail("example.kz"), mail("example.kz"), unsure],
    ["a URI", uri("example.kz"), uri("https://example.kz:8443/path?q#f"), passed],
    ["a URI on a host below", uri("example.kz"), uri("https://www.example.kz/"), outside],
    ["a URI below the domain", uri(".example.kz"), uri("ldap://www.example.kz"), passed],
    ["a URI with another host before the sign", uri("example.kz"), uri("https://example.kz@other.kz/"), outside],
    ["a URI with a backslash", uri("example.kz"), uri("https://other.kz\\@example.kz/"), outside],
    ["a URI without a host", uri("example.kz"), uri("urn:example.kz"), unsure],
    ["a URI with an address", uri("example.kz"), uri("https://192.0.2.1/"), unsure],
    ["an address", address(192, 0, 2, 0, 255, 255, 255, 0), address(192, 0, 2, 77), passed],
    ["an address beside", address(192, 0, 2, 0, 255, 255, 255, 0), address(192, 0, 3, 77), outside],
    ["an address of the other length", address(192, 0, 2, 0, 255, 255, 255, 0), address(...Array.from({ length: 16 }, () => 0)), outside],
    ["what is no address", address(192, 0, 2, 0, 255, 255, 255, 0), address(192, 0, 2), unsure],
    ["a directory name", directory(org("Жол")), directory(org("ЖОЛ", "a")), passed],
    ["another directory name", directory(org("Жол")), directory(org("Көл")), outside],
    ["a directory name above", directory(org("Жол", "a")), directory(org("Жол")), outside],
    ["a registered id", registeredId("1.2.3"), registeredId("1.2.3"), unsure],
    ["another name", other("1.2.3"), other("1.2.3"), unsure],
  ])("[ED98] that permit %s", (_what, base, name, expected) => {
    const permitted = [base, ...(name[0] === 0xa4 ? [directory(commonName("ЖАПЫРАҚ"))] : [])];
    expect(outcomeOf({ permitted }, name)).toBe(expected);
  });

  it.each([
    ["a host", dns("example.kz"), dns("www.example.kz"), outside],
    ["another host", dns("example.kz"), dns("badexample.kz"), passed],
    ["a host that a wildcard may stand for", dns("www.example.kz"), dns("*.example.kz"), unsure],
    ["a mailbox", mail("example.kz"), mail("info@example.kz"), outside],
    ["a mailbox elsewhere", mail("example.kz"), mail("info@example.org"), passed],
    ["what is no mailbox", mail("example.kz"), mail("info"), unsure],
    ["a URI", uri(".example.kz"), uri("https://www.example.kz/"), outside],
    ["a URI elsewhere", uri(".example.kz"), uri("https://example.org/"), passed],
    ["an address", address(192, 0, 2, 1, 255, 255, 255, 255), address(192, 0, 2, 1), outside],
    ["another address", address(192, 0, 2, 1, 255, 255, 255, 255), address(192, 0, 2, 2), passed],
    ["a directory name", directory(org("Жол")), directory(org("жол ", "a")), outside],
    ["another directory name", directory(org("Жол")), directory(org("Көл")), passed],
    ["a form that is not compared", registeredId("1.2.3"), registeredId("1.2.4"), unsure],
  ])("[ED98] that exclude %s", (_what, base, name, expected) => {
    expect(outcomeOf({ excluded: [base] }, name)).toBe(expected);
  });

  it("[ED98] bind one form only, each name of it, and an exclusion outweighs a permission", () => {
    expect(outcomeOf({ permitted: [dns("example.kz")] }, mail("info@other.kz"))).toBe(passed);
    expect(outcomeOf({ permitted: [dns("example.kz")] }, dns("example.kz"), dns("other.kz"))).toBe(outside);
    expect(outcomeOf({ permitted: [dns("other.kz"), dns("example.kz")] }, dns("example.kz"), dns("other.kz"))).toBe(passed);
    expect(outcomeOf({ permitted: [dns("example.kz")], excluded: [dns("www.example.kz")] }, dns("www.example.kz"))).toBe(outside);
  });

  it("[ED98] bind the subject, and the mailbox in it", () => {
    const extensions = [nameConstraints({ permitted: [directory(org("Жол")), mail("example.kz")] })];
    const target = (name: Uint8Array): Uint8Array => certify(middle, leafNamed(name), { authority: false });
    const emailed = (value: Uint8Array): Uint8Array =>
      write.sequence(
        write.setOf(write.sequence(write.objectIdentifier(nameOids.organisation), write.utf8String("Жол"))),
        write.setOf(write.sequence(write.objectIdentifier(nameOids.emailAddress), value)),
      );
    const ia5 = (text: string): Uint8Array => write.tagged(tags.ia5String, utf8Bytes(text));
    expect(outcomeBelow({ extensions }, target(org("Жол", "a")))).toBe(passed);
    expect(outcomeBelow({ extensions }, target(org("Көл", "a")))).toBe(outside);
    expect(outcomeBelow({ extensions }, target(write.sequence()))).toBe(passed);
    expect(outcomeBelow({ extensions }, target(emailed(ia5("info@example.kz"))))).toBe(passed);
    expect(outcomeBelow({ extensions }, target(emailed(ia5("info@other.kz"))))).toBe(outside);
    expect(outcomeBelow({ extensions }, target(emailed(write.tagged(tags.teletexString, Uint8Array.of(0xe9)))))).toBe(unsure);
  });

  it("[ED99] refuse a text that cannot be compared with theirs, and only that", () => {
    const teletex = (oid: string): Uint8Array =>
      write.sequence(write.setOf(write.sequence(write.objectIdentifier(oid), write.tagged(tags.teletexString, utf8Bytes("Жол")))));
    const target = (name: Uint8Array): Uint8Array => certify(middle, leafNamed(name), { authority: false });
    const excluding = [nameConstraints({ excluded: [directory(org("Жол"))] })];
    expect(outcomeBelow({ extensions: excluding }, target(teletex(nameOids.organisation)))).toBe(unsure);
    expect(outcomeBelow({ extensions: excluding }, target(teletex(nameOids.commonName)))).toBe(passed);
    const permitting = [nameConstraints({ permitted: [directory(org("Жол"))] })];
    expect(outcomeBelow({ extensions: permitting }, target(teletex(nameOids.organisation)))).toBe(unsure);
  });

  it("[ED99] of a form that is not compared harm nobody who bears no such name", () => {
    expect(outcomeOf({ permitted: [other("1.2.3")], excluded: [registeredId("1.2.3")] }, dns("example.kz"))).toBe(passed);
  });

  it("[ED99] with a minimum or a maximum are refused where a name of their form appears", () => {
    const bounded = {
      oid: extensionOids.nameConstraints,
      critical: true,
      value: write.sequence(write.explicit(0, write.sequence(dns("example.kz"), write.retagged(contextPrimitive(0), write.integer(1))))),
    };
    const target = (name: Uint8Array): Uint8Array => leaf(middle, "ЖАПЫРАҚ", [subjectAltName(name)]);
    expect(outcomeBelow({ extensions: [bounded] }, target(dns("example.kz")))).toBe(unsure);
    expect(outcomeBelow({ extensions: [bounded] }, target(mail("info@example.kz")))).toBe(passed);
  });

  it("[ED98] add up along the path, and spare self-issued authorities but not a self-issued target", () => {
    const top = certify(root, middle, { extensions: [nameConstraints({ permitted: [dns("kz")], excluded: [directory(org("Көл"))] })] });
    const low = holder("ТӨМЕНГІ");
    const lowCertificate = certify(middle, low, { extensions: [nameConstraints({ permitted: [dns("example.kz"), dns("org")] })] });
    const certificates = [top, lowCertificate];
    const lists = [listOf(root, rootCertificate), listOf(middle, top), listOf(low, lowCertificate)];
    const below = (...alternative: readonly Uint8Array[]): string =>
      outcome(
        judge(leaf(low, "ЖАПЫРАҚ", [subjectAltName(...alternative)]), { anchors: [rootCertificate], intermediates: certificates, lists }),
      );
    expect(below(dns("www.example.kz"))).toBe(passed);
    expect(below(dns("other.kz"))).toBe(outside);
    expect(below(dns("example.org"))).toBe(outside);

    // An authority whose own name is excluded by the one above it may still roll its key over.
    const lake = { name: org("Көл"), key: holder("x").key };
    const lakeCertificate = certify(root, lake, { extensions: [nameConstraints({ excluded: [directory(org("Көл"))] })] });
    const rolled = { name: lake.name, key: holder("y").key };
    const rolledCertificate = certify(lake, rolled);
    const asked = {
      anchors: [rootCertificate],
      intermediates: [lakeCertificate, rolledCertificate],
      lists: [listOf(root, rootCertificate), listOf(lake, lakeCertificate), listOf(rolled, rolledCertificate)],
    };
    expect(outcome(judge(leaf(rolled), asked))).toBe(passed);
    expect(outcome(judge(certify(lake, leafNamed(lake.name), { authority: false }), asked))).toBe(outside);
  });

  it("[ED98, ED102] of the anchor bind as well", () => {
    const rootSpec = { extensions: [nameConstraints({ permitted: [dns("example.kz")] })] };
    const target = (name: string): Uint8Array => leaf(middle, "ЖАПЫРАҚ", [subjectAltName(dns(name))]);
    expect(outcomeBelow({}, target("example.kz"), { rootSpec })).toBe(passed);
    expect(outcomeBelow({}, target("example.org"), { rootSpec })).toBe(outside);
  });

  it("[ED97] beyond number end the judgement instead of the time", () => {
    const hosts = (count: number, top: string): readonly Uint8Array[] => Array.from({ length: count }, (_, i) => dns(`h${i}.${top}`));
    const few = leaf(middle, "ЖАПЫРАҚ", [subjectAltName(...hosts(40, "example.kz"))]);
    const many = leaf(middle, "ЖАПЫРАҚ", [subjectAltName(...hosts(400, "example.kz"))]);
    const extensions = [nameConstraints({ permitted: [dns("example.kz")], excluded: hosts(600, "example.org") })];
    expect(outcomeBelow({ extensions }, few)).toBe(passed);
    expect(outcomeBelow({ extensions }, many)).toBe("eds.chain.limits");
  });
});
