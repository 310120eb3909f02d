import { viewerKinds, type AuditEntry, type AuditPage, type AuditQuery, type AuditVerification } from "@beket/api";
import { Code, type SubjectKey } from "@beket/domain";
import type { ClockPort, CryptoPort, RandomPort } from "@beket/replication";
import * as v from "valibot";
import { hex, isEqual, utf8 } from "../bytes.ts";
import { commitmentOf, linkOf, noLink } from "./chain.ts";
import type { AuditStore, FiledView, StoredView } from "./ports.ts";
import type { AuditPort, View } from "./types.ts";

const pageRows = 100;
const searchRows = 200;
/** A view of a roster has thousands of subjects. */
const verifyRows = 200;

export type AuditDeps = {
  readonly store: AuditStore;
  readonly clock: Pick<ClockPort, "now">;
  readonly random: RandomPort;
  readonly crypto: Pick<CryptoPort, "sha256" | "hmacSha256">;
  /** Keys the hashes of subjects; the same after a restart. */
  readonly secret: Uint8Array;
  /** Lets others run between two pieces of a long reading. */
  readonly pause: () => Promise<void>;
};

const Content = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    by: v.strictObject({ kind: v.picklist(viewerKinds), code: v.string() }),
    what: Code,
    subjects: v.array(v.string()),
    about: v.nullable(v.string()),
    reason: v.nullable(v.string()),
  }),
);

const cut = (text: string | null, max: number): string | null => (text === null ? null : text.slice(0, max));

/** The record of views: written before the answer leaves, chained, read by auditors. It never holds an identifier. */
export function createAudit(deps: AuditDeps) {
  const { store, crypto } = deps;
  const mac = crypto.hmacSha256(deps.secret);
  const subjectHash = ({ scheme, country, value }: SubjectKey): Uint8Array => mac(utf8(`${scheme} ${country} ${value}`));

  const viewed = ({ by, what, subjects, about, reason }: View): void => {
    const unique = new Map(subjects.map((key) => [`${key.scheme} ${key.country} ${key.value}`, subjectHash(key)]));
    const hashes = [...unique.values()];
    const code = by.code.slice(0, 80);
    const content = JSON.stringify({
      by: { kind: by.kind, code },
      what,
      subjects: hashes.map((hash) => hex(hash)),
      about: cut(about, 300),
      reason: cut(reason, 300),
    });
    const salt = deps.random(32);
    const commitment = commitmentOf(crypto, salt, content);
    store.append((last) => {
      const position = (last?.position ?? 0) + 1;
      // Time does not go back in the chain by itself; what a clock said is still what is written.
      const at = deps.clock.now();
      const link = linkOf(crypto, last?.link ?? noLink, position, at, commitment);
      return { position, at, commitment, link, salt, content, by: code, what, subjects: hashes };
    });
  };
  const entryOf = ({ position, at, content }: StoredView): AuditEntry => {
    if (content === null) return { position, at, view: null };
    const { by, what, subjects, about, reason } = v.parse(Content, content);
    return { position, at, view: { by, what, subjects: subjects.length, about, reason } };
  };
  const holds = (row: StoredView, before: Pick<StoredView, "position" | "link"> | null): boolean =>
    row.position === (before?.position ?? 0) + 1 &&
    (row.salt === null || row.content === null
      ? row.salt === null && row.content === null
      : isEqual(row.commitment, commitmentOf(crypto, row.salt, row.content))) &&
    isEqual(row.link, linkOf(crypto, before?.link ?? noLink, row.position, row.at, row.commitment));

  /** Whoever changes what a view is found by hides it as well as whoever takes it out. */
  const isFiled = ({ content }: StoredView, filed: FiledView | undefined): boolean => {
    if (content === null) return true;
    const { by, what, subjects } = v.parse(Content, content);
    const found = new Set(filed?.subjects.map((subject) => hex(subject)));
    return filed?.by === by.code && filed.what === what && found.size === subjects.length && subjects.every((one) => found.has(one));
  };

  return {
    viewed,
    /** Newest first, by an auditor's filters. */
    page: (query: AuditQuery): AuditPage => {
      const rows = store.page(query, pageRows + 1);
      const shown = rows.slice(0, pageRows);
      return { entries: shown.map(entryOf), next: rows.length > pageRows ? (shown.at(-1)?.position ?? null) : null };
    },
    /** Who saw one subject. The search is on record, with its ground, before anything is read. */
    search: (subject: SubjectKey, ground: string, auditor: string): AuditPage => {
      viewed({ by: { kind: "staff", code: auditor }, what: "audit-search", subjects: [subject], about: null, reason: ground });
      return { entries: store.ofSubject(subjectHash(subject), searchRows).map(entryOf), next: null };
    },
    /** Who saw one subject, for that person; the caller puts this view on record. Newest first. */
    own: (subject: SubjectKey, limit: number): readonly AuditEntry[] => store.ofSubject(subjectHash(subject), limit).map(entryOf),
    /** The whole chain from its beginning, and that each view is found by what it says; an erased view counts by its commitment. */
    verify: async (): Promise<AuditVerification> => {
      let before: Pick<StoredView, "position" | "link"> | null = null;
      let entries = 0;
      let erased = 0;
      for (;;) {
        const from: number = before?.position ?? 0;
        const rows: readonly StoredView[] = store.after(from, verifyRows);
        const filed = new Map(store.filed(from, rows.at(-1)?.position ?? from).map((one) => [one.position, one]));
        for (const row of rows) {
          if (!holds(row, before) || !isFiled(row, filed.get(row.position)))
            return { entries, erased, head: hex(before?.link ?? noLink), brokenAt: row.position };
          entries += 1;
          if (row.content === null) erased += 1;
          before = row;
        }
        if (rows.length < verifyRows) break;
        await deps.pause();
      }
      return { entries, erased, head: hex(before?.link ?? noLink), brokenAt: null };
    },
  } satisfies AuditPort & Record<string, unknown>;
}
export type Audit = ReturnType<typeof createAudit>;
