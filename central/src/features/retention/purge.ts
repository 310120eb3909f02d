import { PurgeDocument } from "@beket/api";
import { assert, AuthorityAct, canonicalJson, deedOf, ledgers, type Regime, type SubjectKey } from "@beket/domain";
import { formatUuid, uuidv7, type ClockPort, type CryptoPort, type RandomPort } from "@beket/replication";
import * as v from "valibot";
import { fromUtf8, hex, utf8 } from "../bytes.ts";
import { signedDocumentOf, subjectsOf } from "../cases/documents.ts";
import type { PurgeCandidate, PurgeStore } from "../cases/ports.ts";
import type { Ledgers, PermitRow } from "../records/ledger.ts";
import type { SightingStore, SubjectMark } from "../sightings/ports.ts";
import type { SubmissionKind } from "../submissions/ports.ts";
import type { Kept, LegalHolds } from "./legal-holds.ts";

export type PurgeDeps = {
  readonly store: PurgeStore;
  readonly holds: Pick<LegalHolds, "kept">;
  readonly ledgers: Ledgers;
  readonly sightings: Pick<SightingStore, "forget">;
  /** Takes out drafts that ended before; how many. */
  readonly purgeDrafts: (closedBefore: number) => number;
  readonly regime: () => Regime | null;
  readonly markOf: (key: SubjectKey) => SubjectMark;
  readonly city: string;
  readonly crypto: Pick<CryptoPort, "sha256" | "ed25519">;
  readonly signingSeed: Uint8Array;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  /** Lets questions of browsers go first. */
  readonly pause: () => Promise<void>;
};
const dayMs = 86_400_000;
const batch = 200;
const kinds: readonly SubmissionKind[] = ["application", "change", "revocation", "consent", "withdrawal", "act", "service-act"];

/**
 * The daily purge: documents, messages and evidence of what ended longer ago than the regime keeps them, but for legal holds, and sightings
 * likewise. What it took out is certified under central's signature; numbers, hashes and answers stay, so that a verdict can still be
 * replayed and a document is not submitted twice.
 */
export function createPurge(deps: PurgeDeps) {
  const { store, clock } = deps;
  const run = async (): Promise<PurgeDocument | null> => {
    const regime = deps.regime();
    if (regime === null) return null;
    const now = clock.now();
    const kept = deps.holds.kept();
    forgetSightings(deps, regime, kept, now);
    const days = regime.retentionDays.application;
    if (days === undefined) return null;
    while (store.noteUses(batch) > 0) await deps.pause();
    const endedBefore = now - days * dayMs;
    for (;;) {
      const holding = deps.holds.kept();
      const chosen = await choose(deps, endedBefore, holding);
      // A hold that began while others ran is in force from its answer on: the choice is made again.
      if (deps.holds.kept().version === holding.version) return take(deps, { regime, now, endedBefore, ...chosen });
    }
  };
  return {
    /** Once a day; null when it is not due, or nothing is to be kept shorter than the regime. */
    runIfDue: async (): Promise<PurgeDocument | null> => {
      const last = store.lastAt();
      return last !== null && last + dayMs > clock.now() ? null : run();
    },
    run,
  };
}
export type Purge = ReturnType<typeof createPurge>;

function forgetSightings({ sightings }: PurgeDeps, { retentionDays }: Regime, kept: Kept, now: number): void {
  for (const kind of ["lookup", "passage", "refusal"] as const) sightings.forget(kind, now - retentionDays[kind] * dayMs, kept.hasSubject);
}

type Chosen = { readonly ids: readonly string[]; readonly held: number };

async function choose(deps: PurgeDeps, endedBefore: number, kept: Kept): Promise<Chosen> {
  const ids: string[] = [];
  let held = 0;
  let after: { readonly receivedAt: number; readonly id: string } | null = null;
  for (;;) {
    const rows: readonly PurgeCandidate[] = deps.store.settled(endedBefore, after, batch);
    for (const row of rows) {
      after = { receivedAt: row.receivedAt, id: row.id };
      const permits = permitsOf(deps, row);
      if (endOf(row, permits) >= endedBefore) continue;
      if (isKept(deps, row, permits, kept)) held += 1;
      else ids.push(row.id);
    }
    if (rows.length < batch) return { ids: ids.toSorted(), held };
    await deps.pause();
  }
}

const documentOf = (row: PurgeCandidate) => {
  const kind = kinds.find((one) => one === row.kind);
  return kind === undefined ? null : signedDocumentOf({ kind, document: row.document });
};

/** Every permit that the document is needed for: its own, those of the application it belongs to, those that it takes back. */
function permitsOf({ ledgers: desks }: PurgeDeps, row: PurgeCandidate): readonly PermitRow[] {
  const document = documentOf(row);
  return ledgers.flatMap((name) => {
    const { store } = desks[name];
    const own = store.bySubmission(row.id);
    if (document === null) return own;
    if (document.type === "beket/application/1" || document.type === "beket/change/1")
      return [...own, ...store.byApplication(document.application)];
    return document.type === "beket/revocation/1" ? [...own, ...document.permits.flatMap((number) => store.byNumber(number))] : own;
  });
}

const Validity = v.looseObject({ validTo: v.number() });
/** When the last that rests on it has ended. */
function endOf(row: PurgeCandidate, permits: readonly PermitRow[]): number {
  const validity = row.document.length === 0 ? null : v.safeParse(Validity, JSON.parse(fromUtf8(row.document)));
  const ends = permits.map(({ record }) =>
    record.status === "revoked" && record.revokedFrom !== null ? Math.min(record.validTo, record.revokedFrom) : record.validTo,
  );
  // Consents and acts have an end of their own; an application's end is that of its permits, or its receipt where it got none.
  const isOwn = row.kind === "consent" || row.kind === "act" || row.kind === "service-act";
  return Math.max(row.receivedAt, ...ends, isOwn && validity?.success === true ? validity.output.validTo : 0);
}

function isKept({ markOf }: PurgeDeps, row: PurgeCandidate, permits: readonly PermitRow[], kept: Kept): boolean {
  if (kept.submissions.has(row.id) || permits.some(({ submission }) => kept.submissions.has(submission))) return true;
  if (!kept.hasSubjects) return false;
  const document = documentOf(row);
  const keys = [...permits.map(({ key }) => key), ...(document === null ? actSubjects(row) : subjectsOf(document))];
  return keys.some((key) => kept.hasSubject(markOf(key)));
}

/** Everybody and everything that an authority's act names; nobody where the document is none. */
function actSubjects({ kind, document }: PurgeCandidate): readonly SubjectKey[] {
  if (document.length === 0 || (kind !== "act" && kind !== "service-act")) return [];
  const read = v.safeParse(AuthorityAct, JSON.parse(fromUtf8(document)));
  if (!read.success) return [];
  const deed = deedOf(read.output);
  return deed.kind === "exemption" || deed.kind === "hold" ? deed.subjects : [];
}

type Taking = Chosen & { readonly regime: Regime; readonly now: number; readonly endedBefore: number };

/** What goes and the certificate that says so are one transaction. */
function take(deps: PurgeDeps, { ids, held, regime, now, endedBefore }: Taking): PurgeDocument {
  const { store, crypto, city, signingSeed } = deps;
  const purge = formatUuid(uuidv7(deps.clock, deps.random));
  const drafts = deps.purgeDrafts(endedBefore);
  return store.transaction(() => {
    const { evidence, blobs } = store.purge(ids, purge, now);
    const document = v.parse(PurgeDocument, {
      type: "beket/purge/1",
      purge,
      city,
      at: now,
      regimeVersion: regime.version,
      endedBefore,
      submissions: ids.length,
      evidence,
      blobs,
      drafts,
      held,
      digest: hex(crypto.sha256(utf8(ids.map((id) => `${id}\n`).join("")))),
    });
    const signed = canonicalJson(document);
    assert(signed.ok, "a certificate of plain JSON");
    store.addCertificate(purge, now, signed.value, hex(crypto.ed25519.sign(signingSeed, utf8(signed.value))));
    return document;
  });
}
