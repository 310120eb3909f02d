import type { SelfCheckReply, SelfCheckRequest, Sentences } from "@beket/api";
import {
  assert,
  decide,
  decodeRecord,
  encodeRecord,
  err,
  ledgers,
  ok,
  parseSubject,
  readPassCode,
  readRecordNumber,
  travellerReasons,
  type Candidate,
  type Ledger,
  type PermitRecord,
  type Places,
  type Regime,
  type Result,
  type Stop,
  type SubjectKey,
  type Verdict,
} from "@beket/domain";
import type { CryptoPort, ScopeWriter } from "@beket/replication";
import type { AuditPort } from "../audit/types.ts";
import { hex, isEqual, utf8 } from "../bytes.ts";
import type { Tries } from "./tries.ts";

/** Where one's own permits are read: the two ledgers, never the common scope, where holds lie (I9). */
export type LedgerReader = { readonly ledger: Ledger; readonly writer: Pick<ScopeWriter, "scope" | "version" | "lookupAt"> };
export type SelfCheckDeps = {
  readonly readers: readonly LedgerReader[];
  readonly regime: (at: number) => Regime | null;
  readonly codeOf: (ledger: Ledger, number: string) => string;
  readonly placeNames: (places: Places) => Sentences[] | null;
  readonly audit: AuditPort;
  readonly crypto: Pick<CryptoPort, "sha256" | "hmacSha256" | "seal" | "open">;
  readonly perSubject: Tries;
  readonly perSecond: Tries;
  readonly now: () => number;
};
export type SelfCheckFault = "identifier-invalid" | "second-invalid" | "no-regime" | "too-many-requests";

type Row = { readonly ledger: Ledger; readonly ref: Candidate["ref"]; readonly record: PermitRecord };
/** Everybody is answered with the work of so many rows, whether they have them or not. */
const rowsWeighed = 8;
const notConfirmed: SelfCheckReply = { kind: "not-confirmed" };

/**
 * Tells a person how their own permit stands. The answer needs a second fact: the code of the pass, or the permit's number. Whatever does
 * not fit is answered with the same words after the same work: rows that are missing are made up, decided and thrown away.
 */
export function createSelfCheck(deps: SelfCheckDeps) {
  const decoy = decoyRow();
  const openDecoy = createSealedDecoy(deps.crypto, decoy);
  return (request: SelfCheckRequest): Result<SelfCheckReply, SelfCheckFault> => {
    const parsed = parseSubject(request.identifier, request.country === undefined ? {} : { country: request.country });
    if (!parsed.ok || parsed.value.key.scheme === "bin") return err("identifier-invalid");
    const { key } = parsed.value;
    const code = readPassCode(request.second);
    const number = readRecordNumber(request.second);
    const second = code ?? number;
    if (second === null) return err("second-invalid");
    const at = deps.now();
    const regime = deps.regime(at);
    if (regime === null) return err("no-regime");
    // Both are counted whatever becomes of the other, and neither stands in memory as it is.
    const isFewForSubject = deps.perSubject.take(hex(deps.crypto.sha256(utf8(`${key.scheme} ${key.value}`))));
    const isFewForSecond = deps.perSecond.take(hex(deps.crypto.sha256(utf8(second))));
    if (!isFewForSubject || !isFewForSecond) return err("too-many-requests");
    const rows = rowsOf(deps.readers, key);
    const weighed = padded(rows, openDecoy);
    let found: Row | null = null;
    for (const row of weighed) {
      const isCode = isEqual(utf8(deps.codeOf(row.ledger, row.record.number)), utf8(second));
      const isNumber = isEqual(utf8(row.record.number), utf8(second));
      if ((isCode || isNumber) && row !== decoy) found = row;
    }
    const shown = found ?? decoy;
    // Of who is told something, only what is true; of the others, as much that is made up.
    const same = weighed.filter((row) => row.ledger === shown.ledger && (row === decoy) === (found === null));
    const verdict = decideAlone(
      key,
      shown,
      same.map(({ ref, record }) => ({ ref, record })),
      regime,
      at,
    );
    const reply = confirmed(shown, verdict, regime.timeZone, deps.placeNames, at);
    deps.audit.viewed({ by: { kind: "public", code: "public" }, what: "self-check", subjects: [key], about: null, reason: null });
    return ok(found === null ? notConfirmed : reply);
  };
}
export type SelfCheck = ReturnType<typeof createSelfCheck>;

function rowsOf(readers: readonly LedgerReader[], key: SubjectKey): readonly Row[] {
  return readers.flatMap(({ ledger, writer }) =>
    writer.lookupAt(key.scheme, key.value, writer.version()).flatMap(({ row, version, record }): Row[] => {
      const read = decodeRecord(record);
      if (!read.ok || read.value.kind !== "permit") return [];
      return [{ ledger, ref: { scope: writer.scope, row: String(row), version }, record: read.value }];
    }),
  );
}

/** The newest rows, and made-up ones up to the number that everybody is answered with. */
function padded(rows: readonly Row[], openDecoy: () => Row): readonly Row[] {
  const newest = rows.toSorted((one, other) => other.record.validTo - one.record.validTo).slice(0, rowsWeighed);
  return [...newest, ...Array.from({ length: rowsWeighed - newest.length }, openDecoy)];
}

/** The made-up row, opened and decoded as a stored one is: a key for the row, the seal, the record. */
function createSealedDecoy(crypto: SelfCheckDeps["crypto"], decoy: Row): () => Row {
  const mac = crypto.hmacSha256(new Uint8Array(32));
  const name = utf8("decoy");
  const nonce = new Uint8Array(12);
  const sealed = crypto.seal(mac(name), nonce, encodeRecord(decoy.record), name);
  return () => {
    const opened = crypto.open(mac(name), nonce, sealed, name);
    assert(opened !== null && decodeRecord(opened).ok, "the made-up row opens");
    return decoy;
  };
}

const decoyRow = (): Row => ({
  ledger: ledgers[0],
  ref: { scope: "none", row: "0", version: 0 },
  record: {
    kind: "permit",
    // No number that central gives begins so.
    number: "0000-0000",
    status: "active",
    revokedFrom: null,
    country: "KAZ",
    organisation: 0,
    purpose: "none",
    binding: "any",
    members: 1,
    groupHeadcount: null,
    validFrom: 0,
    validTo: 60_000,
    window: { days: 127, fromMinute: 0, toMinute: 1_440 },
    places: { kind: "everywhere" },
  },
});

/** The domain's own decision at a place where the permit holds, now: the hours count, where the person will stand nobody knows. */
function decideAlone(key: SubjectKey, shown: Row, exact: readonly Candidate[], regime: Regime, at: number): Verdict {
  const { places } = shown.record;
  const post = places.kind === "posts" ? (places.posts[0] ?? "any") : "any";
  const areas = places.kind === "areas" ? places.areas : [];
  const stop: Stop = {
    post,
    lane: "self-check",
    direction: "in",
    subjects: [{ role: key.scheme === "plate" ? "vehicle" : "driver", key, readBy: ["keypad", "document"] }],
    claim: null,
  };
  const scope = { scope: "ledger", version: 0, complete: true, dataAsOf: at };
  const decision = decide({
    stop,
    post: { post, ledger: shown.ledger, areas },
    candidates: [{ exact, nearMatches: 0 }],
    confirmed: [0],
    replica: { ledger: scope, common: scope },
    regime,
    correctedTime: at,
  });
  assert(decision.kind === "verdict", "without near matches nothing is read again");
  return decision;
}

function confirmed(
  { ledger, record }: Row,
  verdict: Verdict,
  timeZone: string,
  placeNames: SelfCheckDeps["placeNames"],
  checkedAt: number,
): SelfCheckReply {
  const { number, validFrom, validTo, window, places } = record;
  return {
    kind: "confirmed",
    outcome: verdict.outcome,
    reasons: travellerReasons(verdict.reasons, verdict.outcome, { timeZone }).slice(0, 16),
    permit: { number, ledger, validFrom, validTo, window, places: placeNames(places) },
    checkedAt,
  };
}
