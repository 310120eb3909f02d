import { checkSign, encodeRecord, type Ledger, type PermitRecord, type SubjectKey } from "@beket/domain";
import { createNodeCodec, createNodeCrypto } from "@beket/node-kit";
import { createMemoryScopeStore } from "@beket/replication/memory";
import { createScopeWriter } from "@beket/replication";
import type { View } from "../../../central/src/features/audit/types.ts";
import { createPasses } from "../../../central/src/features/passes/passes.ts";
import { createSelfCheck, type LedgerReader } from "../../../central/src/features/public/self-check.ts";
import { createTries } from "../../../central/src/features/public/tries.ts";
import { sampleRegime } from "../../support/sample-regime.ts";
import { inventedIin } from "../central/people.ts";

const crypto = createNodeCrypto();
const codec = createNodeCodec();
/** A Wednesday, ten in the morning in Almaty. */
export const start = Date.UTC(2020, 3, 1, 4, 0);
export const dayMs = 86_400_000;
const post = { kk: "Қаскелең", ru: "Каскелен", en: "Kaskelen" };
const places = { posts: [{ post: "rb-01", ledger: "roadblock" as const, name: post }], areas: [] };
export const iin = (n: number): SubjectKey => ({ scheme: "iin", country: "KAZ", value: inventedIin(n) });
export const plateKey = (value: string): SubjectKey => ({ scheme: "plate", country: "KAZ", value });

/** Seven signs with the one that checks them, as central writes a number. */
export const numberOf = (signs: string): string => `${signs.slice(0, 4)}-${signs.slice(4)}${checkSign(signs)}`;

export const permitOf = (number: string, change: Partial<PermitRecord> = {}): PermitRecord => ({
  kind: "permit",
  number,
  status: "active",
  revokedFrom: null,
  country: "KAZ",
  organisation: 7,
  purpose: "food",
  binding: "any",
  members: 1,
  groupHeadcount: null,
  validFrom: start - dayMs,
  validTo: start + 10 * dayMs,
  window: { days: 127, fromMinute: 0, toMinute: 1_440 },
  places: { kind: "everywhere" },
  ...change,
});

/** Two ledgers in memory, and the self-check over them. */
export function createWorld(options: { readonly tries?: number; readonly failAudit?: boolean } = {}) {
  let now = start;
  const clock = { now: () => now, monotonic: () => performance.now(), bootId: "0123456789abcdef" };
  const writerOf = (ledger: Ledger, byte: number) =>
    createScopeWriter({
      scope: `${ledger}-1`,
      key: new Uint8Array(32).fill(byte),
      store: createMemoryScopeStore(),
      crypto,
      codec,
      clock,
      signingSeed: new Uint8Array(32).fill(3),
    });
  const writers = { city: writerOf("city", 1), roadblock: writerOf("roadblock", 2) };
  const readers: readonly LedgerReader[] = (["city", "roadblock"] as const).map((ledger) => ({ ledger, writer: writers[ledger] }));
  const views: View[] = [];
  const passes = createPasses({
    permits: () => [],
    places,
    crypto,
    signingSeed: null,
    codeSecret: new Uint8Array(32).fill(9),
    now: () => now,
  });
  const tries = () => createTries({ tries: options.tries ?? 1_000_000, withinMs: 3_600_000 }, () => now);
  const check = createSelfCheck({
    readers,
    regime: () => sampleRegime,
    codeOf: passes.codeOf,
    placeNames: passes.placeNames,
    audit: {
      viewed: (view) => {
        if (options.failAudit === true) throw new Error("the disk is full");
        views.push(view);
      },
    },
    crypto,
    perSubject: tries(),
    perSecond: tries(),
    now: () => now,
  });
  return {
    check,
    readers,
    views,
    clock,
    codeOf: passes.codeOf,
    advance: (ms: number) => (now += ms),
    put: (ledger: Ledger, key: SubjectKey, record: PermitRecord) => {
      writers[ledger].commit([{ kind: key.scheme, value: key.value, row: "new", record: encodeRecord(record) }]);
    },
  };
}
