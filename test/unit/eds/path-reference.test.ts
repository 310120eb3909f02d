import { expect, it } from "vitest";
import fc from "fast-check";
import { certify, commonName, day, holder, judge, leaf, listOf, now, type CertificateSpec, type Holder } from "./path-pki.ts";

// Random small PKIs, decided by walking all simple paths and by RFC 5280 6.1 written down a second time.

/** Two pairs of namesakes, so that a name alone leads astray. */
const holders: readonly Holder[] = [0, 1, 2, 3, 4, 5].map((i) => holder(`ОРТАЛЫҚ ${i % 4}`));

type Kind = "good" | "pathLen0" | "pathLen1" | "ended" | "no-authority" | "no-signing";

const specs: Readonly<Record<Kind, CertificateSpec>> = {
  good: {},
  pathLen0: { authority: 0 },
  pathLen1: { authority: 1 },
  ended: { validity: { notBeforeMs: now - 20 * day, notAfterMs: now - day } },
  "no-authority": { authority: false, keyUsage: [5, 6] },
  "no-signing": { keyUsage: [6] },
};

type Edge = { readonly issuer: number; readonly subject: number; readonly kind: Kind };

const made = new Map<string, Uint8Array>();
const certificateOf = ({ issuer, subject, kind }: Edge): Uint8Array => {
  const key = `${issuer}/${subject}/${kind}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const [by, of] = [holders[issuer], holders[subject]];
  if (by === undefined || of === undefined) throw new Error("nobody");
  const certificate = certify(by, of, specs[kind]);
  made.set(key, certificate);
  return certificate;
};
const leafOf = (issuer: number): Uint8Array => {
  const known = made.get(`leaf ${issuer}`) ?? leaf(holders[issuer] ?? { name: commonName(""), key: holder("").key });
  made.set(`leaf ${issuer}`, known);
  return known;
};

/** RFC 5280 6.1.4 over the authorities from the anchor down. */
const isValid = (downwards: readonly Edge[]): boolean => {
  let maxPathLength = downwards.length;
  for (const [i, { kind, issuer, subject }] of downwards.entries()) {
    if (kind === "ended" || kind === "no-authority" || kind === "no-signing") return false;
    // (l): the anchor's own limit is this project's addition; its own certificate takes nothing away.
    if (i > 0 && issuer % 4 !== subject % 4) {
      if (maxPathLength <= 0) return false;
      maxPathLength -= 1;
    }
    if (kind === "pathLen0") maxPathLength = Math.min(maxPathLength, 0);
    if (kind === "pathLen1") maxPathLength = Math.min(maxPathLength, 1);
  }
  return true;
};

/** True when some simple path from the leaf's issuer to an anchor is valid. */
const hasValidPath = (edges: readonly Edge[], anchors: readonly Edge[], issuer: number, below: readonly Edge[] = []): boolean => {
  const seen = new Set(below.map(({ subject }) => subject));
  if (anchors.some((anchor) => anchor.subject === issuer && isValid([anchor, ...below]))) return true;
  return edges.some(
    (edge) => edge.subject === issuer && !seen.has(edge.subject) && hasValidPath(edges, anchors, edge.issuer, [edge, ...below]),
  );
};

const index = fc.integer({ min: 0, max: holders.length - 1 });
const kind = fc.oneof(
  { arbitrary: fc.constant<Kind>("good"), weight: 4 },
  { arbitrary: fc.constantFrom<Kind>("pathLen0", "pathLen1", "ended", "no-authority", "no-signing"), weight: 3 },
);
const edge: fc.Arbitrary<Edge> = fc.record({ issuer: index, subject: index, kind });

it("[ED40, ED43, ED96] a random PKI is decided as by trying every simple path", () => {
  const lists = holders.map((one, i) => listOf(one, certificateOf({ issuer: i, subject: i, kind: "good" })));
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.array(edge, { maxLength: 12 }),
      fc.array(fc.tuple(index, kind), { minLength: 1, maxLength: 2 }),
      index,
      (edges, roots, issuer) => {
        const anchors = roots.map(([own, how]): Edge => ({ issuer: own, subject: own, kind: how }));
        const expected = hasValidPath(edges, anchors, issuer);
        const report = judge(leafOf(issuer), { anchors: anchors.map(certificateOf), intermediates: edges.map(certificateOf), lists });
        expect(report.indication === "TOTAL_PASSED").toBe(expected);
        if (expected) accepted += 1;
      },
    ),
    { numRuns: 160, seed: 96 },
  );
  // Not vacuous: both answers are frequent.
  expect(accepted).toBeGreaterThan(25);
  expect(accepted).toBeLessThan(135);
});
