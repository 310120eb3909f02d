import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anyPolicy,
  archived,
  archivePolicy,
  checkCatalogue,
  checkCodes,
  exemptionPolicy,
  loginPolicy,
  parsePolicy,
  permitPolicy,
  validateSignature,
  withTestAnchors,
  type Expected,
  type ValidationPolicy,
  type ValidationReport,
} from "@beket/eds";
import { issueTimestampAuthority, nationalSubject, type LeafRole, type LeafSpec } from "@beket/eds/issue";
import { scenes, sceneNamed, login } from "./scenes.ts";
import { createWorld, document, faults, head, now, organisation, otherOrganisation, validity } from "./world.ts";

const world = createWorld("gost512", "policies");

const judge = (spec: Partial<LeafSpec>, policy: ValidationPolicy, expected: Expected, content: Uint8Array = document): ValidationReport =>
  world.validate(world.sign(world.leaf(spec), { content }), { policy: withTestAnchors(policy), expected, document: content });

const system: Partial<LeafSpec> = {
  role: "information-system",
  // An information system has no person and no IIN: its subject names the system and its organisation.
  subject: nationalSubject({ surname: "ИС", givenName: "РУХСАТ", iin: "0" }, organisation).filter(({ value }) => !value.startsWith("IIN")),
};

describe("the exemption policy", () => {
  const ofAuthority = { bin: organisation.bin };
  const under = (spec: Partial<LeafSpec>, expected: Expected = ofAuthority): ValidationReport => judge(spec, exemptionPolicy, expected);

  it("[ED151] takes the first head, one with the right to sign and the information system of the authority", () => {
    for (const role of ["first-head", "right-to-sign"] as const) expect(under({ role }).indication, role).toBe("TOTAL_PASSED");
    const bySystem = under(system);
    expect(faults(bySystem)).toEqual([]);
    expect(bySystem.signer).toMatchObject({ bin: organisation.bin, roles: ["legal-entity", "information-system"] });
    expect(bySystem.signer?.iin).toBeUndefined();
  });

  it("[ED151] takes nobody else, and does not say that the first head must sign", () => {
    const reasonOf = (role: LeafRole): string | undefined => under({ role }).reason;
    for (const role of ["employee", "financial", "hr", "individual", "first-head-other-ca"] as const)
      expect(reasonOf(role), role).toBe("eds.role.not-accepted");
    expect(reasonOf("treasury-client")).toBe("eds.role.treasury");
    expect(under({ role: "right-to-sign", organisation: otherOrganisation }).reason).toBe("eds.subject.bin-differs");
    expect(under({ usage: "authentication" }).reason).toBe("eds.key.authentication");
  });

  it("[ED151, ED65] knows no sole proprietor, and refuses where no authority is expected", () => {
    expect(under({ role: "individual" }, { iin: head.iin }).reason).toBe("eds.policy.expected-missing");
    expect(under({}, {}).reason).toBe("eds.policy.expected-missing");
  });

  it("[ED151] asks a person for an IIN, and a system elsewhere too", () => {
    const nameless = { ...system, role: "first-head" } as const;
    expect(under(nameless).reason).toBe("eds.subject.iin-missing");
    expect(judge(system, permitPolicy, ofAuthority)).toMatchObject({ reason: "eds.role.not-first-head" });
    expect(faults(judge(system, permitPolicy, ofAuthority))).toContain("eds.subject.iin-missing");
  });
});

describe("the login policy", () => {
  const enter = (spec: Partial<LeafSpec>): ValidationReport => judge(spec, loginPolicy, {}, login);

  it("[ED151] takes authentication and signing keys of individuals and of an organisation's people", () => {
    for (const usage of ["authentication", "signing"] as const)
      for (const role of ["individual", "first-head", "right-to-sign", "employee", "financial", "hr"] as const)
        expect(faults(enter({ role, usage })), `${role} ${usage}`).toEqual([]);
  });

  it("[ED151] takes no treasury key, no system and nobody outside the profile", () => {
    expect(enter({ role: "treasury-client" }).reason).toBe("eds.role.treasury");
    expect(enter(system).reason).toBe("eds.subject.iin-missing");
    const service = issueTimestampAuthority(world.issuing, {
      commonName: "УАҚЫТ (СЫНАҚ)",
      key: world.newKey(),
      validity,
      random: world.random,
    });
    const cms = world.sign({ ...service, signingTimeMs: now }, { content: login });
    const report = world.validate(cms, { policy: withTestAnchors(loginPolicy), expected: {}, document: login });
    expect(report.reason).toBe("eds.role.not-accepted");
  });

  it("[ED151] a policy for authentication keys alone refuses a signing key by its own reason", () => {
    const alone: ValidationPolicy = { ...loginPolicy, keyPurposes: ["authentication"] };
    expect(judge({ role: "individual", usage: "authentication" }, alone, {}, login).indication).toBe("TOTAL_PASSED");
    expect(judge({ role: "individual" }, alone, {}, login).reason).toBe("eds.key.signing");
  });

  it("[ED150] takes a login document in force, and nothing else", () => {
    expect(enter({}).indication).toBe("TOTAL_PASSED");
    expect(judge({}, loginPolicy, {}, document)).toMatchObject({ indication: "INDETERMINATE", reason: "eds.policy.document-type" });
    const almost = Uint8Array.of(...login, 0x20);
    expect(judge({}, loginPolicy, {}, almost).reason).toBe("eds.policy.document-type");
    const late = { ...sceneNamed("a login"), validationTimeMs: now + 300_000 };
    expect(validateSignature(late).indication).toBe("TOTAL_PASSED");
    expect(validateSignature({ ...late, validationTimeMs: now + 300_001 })).toMatchObject({
      subIndication: "SIG_CONSTRAINTS_FAILURE",
      reason: "eds.login.document-expired",
      waits: false,
    });
  });

  it("[ED150] a login document serves no other policy, attached or detached, of whatever version", () => {
    const later = new TextEncoder().encode('{"beket":"login/2","anything":1}');
    for (const content of [login, later])
      for (const policy of [permitPolicy, exemptionPolicy, anyPolicy, archivePolicy])
        for (const detached of [true, false]) {
          const cms = world.sign(world.leaf({}), { content, detached });
          const report = world.validate(cms, { document: content, policy: withTestAnchors(policy) });
          expect(report, policy.id).toMatchObject({ indication: "INDETERMINATE", reason: "eds.policy.document-type" });
        }
  });
});

describe("the archival form of a policy", () => {
  it("[ED153] asks for a proof of existence, and lets no fault of a time-stamp pass", () => {
    for (const policy of [permitPolicy, exemptionPolicy, anyPolicy, loginPolicy]) {
      const old = archived(policy);
      expect(old).toMatchObject({ id: `${policy.id}.archive`, existence: "unproved", signer: policy.signer, level: policy.level });
      const weakened = Object.keys(old.reactions).filter((code) => code.startsWith("eds.timestamp."));
      expect(weakened).toEqual(["eds.timestamp.absent"]);
      const others = Object.entries(policy.reactions).filter(([code]) => !code.startsWith("eds.timestamp."));
      for (const [code, reaction] of others) expect(Object.entries(old.reactions)).toContainEqual([code, reaction]);
      expect(archived(old)).toEqual(old);
    }
    expect(archivePolicy).toMatchObject({ id: "archive", signer: { kind: "any" }, existence: "unproved" });
  });

  it("[ED153] an ended certificate needs a receipt or a time-stamp from before", () => {
    const reasonOf = (name: string): string | undefined => validateSignature(sceneNamed(name)).reason;
    expect(reasonOf("an expired certificate")).toBe("eds.certificate.expired");
    expect(reasonOf("an expired certificate out of an archive")).toBe("eds.certificate.expired-no-poe");
    expect(reasonOf("an expired certificate with an old receipt")).toBeUndefined();
    expect(reasonOf("an expired certificate with a time-stamp")).toBeUndefined();
  });
});

const plain = (policy: ValidationPolicy): Record<string, unknown> => JSON.parse(JSON.stringify(policy));

describe("a stored policy", () => {
  const known = [
    permitPolicy,
    exemptionPolicy,
    loginPolicy,
    anyPolicy,
    archivePolicy,
    archived(permitPolicy),
    withTestAnchors(permitPolicy),
  ];

  it("[ED152] is read as it was written", () => {
    for (const policy of known) expect(parsePolicy(plain(policy))).toEqual({ ok: true, value: policy });
    for (const { input } of scenes) expect(parsePolicy(JSON.parse(JSON.stringify(input.policy))).ok).toBe(true);
  });

  it("[ED152] has every member and no other", () => {
    for (const name of Object.keys(permitPolicy)) {
      const { [name]: _left, ...rest } = plain(permitPolicy);
      expect(parsePolicy(rest), name).toMatchObject({ ok: false, error: { code: "policy.invalid", at: `$.${name}` } });
      expect(parsePolicy({ ...plain(permitPolicy), [name]: 7.5 }), name).toMatchObject({ ok: false, error: { at: `$.${name}` } });
    }
    expect(parsePolicy({ ...plain(permitPolicy), more: true })).toMatchObject({ ok: false, error: { at: "$" } });
    for (const value of [null, undefined, 1, "permit", [], [permitPolicy]]) expect(parsePolicy(value).ok).toBe(false);
  });

  it("[ED152] reacts to relaxable codes alone, by the four reactions alone", () => {
    for (const code of checkCodes) {
      const read = parsePolicy({ ...plain(permitPolicy), reactions: { [code]: "WARN" } });
      expect(read.ok, code).toBe(checkCatalogue[code].relaxable);
    }
    const reactions = (value: unknown): boolean => parsePolicy({ ...plain(permitPolicy), reactions: value }).ok;
    expect(reactions({ "eds.role.employee": "warn" })).toBe(false);
    expect(reactions({ "eds.role.nobody": "WARN" })).toBe(false);
    expect(reactions(JSON.parse('{"__proto__":"WARN"}'))).toBe(false);
    expect(reactions([])).toBe(false);
  });

  it("[ED152] has limits", () => {
    const read = (over: Record<string, unknown>): boolean => parsePolicy({ ...plain(permitPolicy), ...over }).ok;
    expect(read({ id: "a".repeat(64) })).toBe(true);
    for (const id of ["", "a".repeat(65), "Permit", "per mit", ".permit"]) expect(read({ id }), id).toBe(false);
    for (const version of [0, -1, 1.5, 1_000_001, "2"]) expect(read({ version })).toBe(false);
    for (const keyPurposes of [[], ["signing", "signing"], ["encryption"]]) expect(read({ keyPurposes })).toBe(false);
    const signer = { kind: "organisation", roles: ["first-head"], soleProprietor: true };
    expect(read({ signer: { ...signer, roles: [] } })).toBe(false);
    expect(read({ signer: { ...signer, roles: ["employee"] } })).toBe(false);
    expect(read({ signer: { kind: "any", roles: [] } })).toBe(false);
    expect(read({ revocation: { ocspMaxAgeMs: 1e15, clockSkewMs: 0 } })).toBe(false);
    expect(read({ algorithms: [{ algorithm: "md5" }] })).toBe(false);
    expect(read({ algorithms: Array.from({ length: 65 }, () => ({ algorithm: "sha256" })) })).toBe(false);
    const path = { initialPolicies: "any", explicitPolicy: false, inhibitPolicyMapping: false, inhibitAnyPolicy: false };
    expect(read({ path: { ...path, initialPolicies: ["1.2.398.3.3.2"] } })).toBe(true);
    for (const initialPolicies of ["all", ["1.02"], ["9.9"], ["1"], Array.from({ length: 65 }, () => "1.2.3")])
      expect(read({ path: { ...path, initialPolicies } })).toBe(false);
  });

  it("[ED152] anything else is refused without throwing", () => {
    fc.assert(fc.property(fc.anything(), (value) => !parsePolicy(value).ok));
    const names = Object.keys(permitPolicy);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.anything(), (name, value) => {
        const read = parsePolicy({ ...plain(permitPolicy), [name]: value });
        return !read.ok || parsePolicy(JSON.parse(JSON.stringify(read.value))).ok;
      }),
    );
  });
});
