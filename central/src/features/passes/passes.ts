import { passesPageMax, type PassesReply, type PlacesReply, type PrintedPass, type Sentences } from "@beket/api";
import { passCode, type Ledger, type Places } from "@beket/domain";
import { keyIdOf, type CryptoPort } from "@beket/replication";
import { encodePass, type PassKind, type Signer } from "@beket/tokens";
import { fromHex, utf8 } from "../bytes.ts";
import { applicationOf } from "../applications/issue.ts";
import type { LedgerStore, PermitRow } from "../records/ledger.ts";
import type { Submission } from "../submissions/ports.ts";

type PassSubmission = Pick<Submission, "id" | "kind" | "document">;
export type PassDeps = {
  /** What the application has today: its own rows, then those that changes of it brought. */
  readonly permits: (ledger: Ledger, submission: PassSubmission) => readonly PermitRow[];
  readonly places: PlacesReply;
  readonly crypto: CryptoPort;
  /** Null: this central signs no passes. */
  readonly signingSeed: Uint8Array | null;
  /** Makes the codes; the same after a restart. */
  readonly codeSecret: Uint8Array;
  readonly now: () => number;
};

const zero = new Uint8Array(1);

/** Passes for permits, and their codes. Nothing is kept: the same permit gives the same pass and the same code again. */
export function createPasses(deps: PassDeps) {
  const mac = deps.crypto.hmacSha256(deps.codeSecret);
  const signer = deps.signingSeed === null ? null : signerOf(deps.crypto, deps.signingSeed);
  const placeNames = createPlaceNames(deps.places);
  /** Ten signs, unguessable without central's key, and no trace of the permit's number in them. */
  const codeOf = (ledger: Ledger, number: string): string => passCode(mac(utf8(ledger), zero, utf8(number)));

  const printed = (sign: Signer, ledger: Ledger, permit: PermitRow, at: number): PrintedPass => {
    const { record, number } = permit;
    const { validFrom, validTo, window } = record;
    const kind = kindOf(permit);
    const text = encodePass({ number, ledger, kind, validFrom, validTo, window }, sign);
    return { at, number, kind, ledger, text, code: codeOf(ledger, number), validFrom, validTo, window, places: placeNames(record.places) };
  };
  return {
    codeOf,
    placeNames,
    isAble: signer !== null,
    /** A page of an application's passes; null where central has no key for passes. Permits that have ended or were revoked get none. */
    page: (ledger: Ledger, submission: PassSubmission, after: number | null): PassesReply | null => {
      if (signer === null) return null;
      const now = deps.now();
      const held = deps.permits(ledger, submission).filter((permit) => isOpen(permit, now));
      const from = after === null ? 0 : after + 1;
      const page = held.slice(from, from + passesPageMax);
      const last = from + page.length - 1;
      return {
        passes: page.map((permit, index) => printed(signer, ledger, permit, from + index)),
        next: last + 1 < held.length && page.length > 0 ? last : null,
        total: held.length,
      };
    },
  };
}
export type Passes = ReturnType<typeof createPasses>;

function signerOf(crypto: PassDeps["crypto"], seed: Uint8Array): Signer {
  const publicKey = crypto.ed25519.publicKey(seed);
  return { keyId: fromHex(keyIdOf(crypto, publicKey)), sign: (message) => crypto.ed25519.sign(seed, message) };
}
const kindOf = ({ list, record }: PermitRow): PassKind =>
  list === "persons" ? "person" : record.groupHeadcount === null ? "vehicle" : "bus";
const isOpen = ({ record }: PermitRow, now: number): boolean =>
  now < record.validTo && (record.status === "active" || (record.revokedFrom !== null && now < record.revokedFrom));
/** Of one ledger's file, in the order of the document. */
export function permitsOf(store: Pick<LedgerStore, "bySubmission" | "byApplication">, submission: PassSubmission): readonly PermitRow[] {
  const own = store.bySubmission(submission.id).toSorted(inDocument);
  if (submission.kind !== "application") return own;
  const later = store.byApplication(applicationOf(submission).application).filter((row) => row.submission !== submission.id);
  return [...own, ...later];
}
const inDocument = (one: PermitRow, other: PermitRow): number =>
  one.list === other.list ? one.index - other.index : one.list === "persons" ? -1 : 1;

/** Names of the posts or areas that a permit is limited to; null: everywhere in its ledger. A place the file does not name is its code. */
function createPlaceNames({ posts, areas }: PlacesReply) {
  const postNames = new Map(posts.map(({ post, name }) => [post, name]));
  const areaNames = new Map(areas.map(({ area, name }) => [area, name]));
  const plain = (code: string): Sentences => ({ kk: code, ru: code, en: code });
  return (places: Places): Sentences[] | null => {
    switch (places.kind) {
      case "everywhere":
        return null;
      case "posts":
        return places.posts.map((post) => postNames.get(post) ?? plain(post));
      case "areas":
        return places.areas.map((area) => areaNames.get(area) ?? plain(area));
    }
  };
}
