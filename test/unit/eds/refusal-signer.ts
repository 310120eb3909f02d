import { permitPolicy, type ValidationInput } from "@beket/eds";
import { nationalSubject, type LeafSpec, type NamePart } from "@beket/eds/issue";
import { nameOids } from "../../../packages/eds/src/x509/name.ts";
import { undecided, type Refusal } from "./refusals.ts";
import { createWorld, head, organisation, otherOrganisation } from "./world.ts";

// Keys and holders that may not sign an application for this organisation, and an authority for tests in production.

const world = createWorld("gost512", "refusals");
const unmarked = createWorld("gost512", "refusals", "unmarked");

const signedBy =
  (spec: Partial<LeafSpec>, parts: Partial<ValidationInput> = {}): Refusal["judge"] =>
  () =>
    world.validate(world.sign(world.leaf(spec)), parts);

export const plainSigner = () => world.validate(world.sign(world.leaf({})), { expected: { bin: organisation.bin, iin: head.iin } });
/** What a production policy takes: an authority that is none for tests, and is declared so. */
export const plainProduction = () =>
  unmarked.validate(unmarked.sign(unmarked.leaf({})), {
    policy: permitPolicy,
    trustAnchors: [{ certificate: unmarked.root.certificate, purpose: "production" }],
  });

const subject = nationalSubject(head, organisation);
const without = (oid: string): readonly NamePart[] => subject.filter((part) => part.oid !== oid);
const both = { expected: { bin: organisation.bin, iin: head.iin } };
const constraint = (code: Refusal["reason"]) => undecided("SIG_CONSTRAINTS_FAILURE", code);
const bin = (value: string): NamePart => ({ oid: nameOids.organisationalUnit, value });
const iin = (value: string): NamePart => ({ oid: nameOids.serialNumber, value });

export const signerRefusals: readonly Refusal[] = [
  { name: "an authentication key", judge: signedBy({ usage: "authentication" }), ...constraint("eds.key.authentication") },
  {
    name: "a right-to-sign certificate where the first head is required",
    judge: signedBy({ role: "right-to-sign" }),
    ...constraint("eds.role.right-to-sign"),
  },
  { name: "an employee where the first head is required", judge: signedBy({ role: "employee" }), ...constraint("eds.role.employee") },
  {
    name: "a treasury certificate where the first head is required",
    judge: signedBy({ role: "treasury-client" }),
    ...constraint("eds.role.treasury"),
  },
  {
    name: "an individual where the first head is required",
    judge: signedBy({ role: "individual" }),
    ...constraint("eds.role.individual"),
  },
  {
    name: "a first head where a sole proprietor is expected",
    judge: signedBy({}, { expected: { iin: head.iin } }),
    ...constraint("eds.role.not-individual"),
  },
  { name: "a missing BIN", judge: signedBy({ subject: without(nameOids.organisationalUnit) }), ...constraint("eds.subject.bin-missing") },
  { name: "a wrong BIN", judge: signedBy({ organisation: otherOrganisation }), ...constraint("eds.subject.bin-differs") },
  {
    name: "a duplicated BIN",
    judge: signedBy({ subject: [...subject, bin(`BIN${otherOrganisation.bin}`)] }),
    ...constraint("eds.subject.bin-repeated"),
  },
  {
    name: "the same BIN twice",
    judge: signedBy({ subject: [...subject, bin(`BIN${organisation.bin}`)] }),
    ...constraint("eds.subject.bin-repeated"),
  },
  { name: "a missing IIN", judge: signedBy({ subject: without(nameOids.serialNumber) }, both), ...constraint("eds.subject.iin-missing") },
  {
    name: "a wrong IIN",
    judge: signedBy({ person: { ...head, iin: "900215400559" } }, both),
    ...constraint("eds.subject.iin-differs"),
  },
  {
    name: "a duplicated IIN",
    judge: signedBy({ subject: [...subject, iin("IIN900215400559")] }, both),
    ...constraint("eds.subject.iin-repeated"),
  },
  {
    name: "an IIN without its check digit",
    judge: () =>
      unmarked.validate(unmarked.sign(unmarked.leaf({ person: { ...head, iin: "850714301235" } })), {
        policy: permitPolicy,
        trustAnchors: [{ certificate: unmarked.root.certificate, purpose: "production" }],
      }),
    ...constraint("eds.subject.iin-invalid"),
  },
  { name: "nobody expected", judge: signedBy({}, { expected: {} }), ...constraint("eds.policy.expected-missing") },
  {
    name: "a test CA in production",
    judge: signedBy({}, { policy: permitPolicy }),
    ...undecided("NO_CERTIFICATE_CHAIN_FOUND", "eds.chain.test-anchor"),
  },
  {
    name: "a test CA in production, declared a real one",
    judge: signedBy({}, { policy: permitPolicy, trustAnchors: [{ certificate: world.root.certificate, purpose: "production" }] }),
    ...undecided("NO_CERTIFICATE_CHAIN_FOUND", "eds.chain.test-anchor"),
  },
];
