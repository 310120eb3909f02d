import { DraftBody } from "@beket/api";
import type { SqlDatabase, SqlValue } from "@beket/node-kit";
import * as v from "valibot";
import type { DraftContent, DraftHead, DraftStore, StoredDraft } from "../features/drafts/types.ts";

const { revision: _, ...entries } = DraftBody.entries;
const ContentJson = v.pipe(v.string(), v.parseJson(), v.strictObject(entries));
type Stored = Omit<StoredDraft, "content"> & { readonly content: string };
type StoredHead = Omit<DraftHead, "count" | "remove"> & {
  readonly persons: number;
  readonly vehicles: number;
  readonly removes: number;
};
const head = `draft, kind, application, state, updated_at as "updatedAt", prepared_by as "preparedBy", submission`;

const emptied = (content: DraftContent): DraftContent => ({ ...content, persons: [], vehicles: [], groups: [], remove: [] });

/** Drafts in the registry's database; the content is one JSON text, its counts lie beside it. */
export function createDraftStore(database: SqlDatabase): DraftStore {
  const list = database.prepare<StoredHead>(
    `select ${head}, title, ledger, persons, vehicles, removes from draft
     where organisation = ?1 and state <> 'discarded' order by updated_at desc limit ?2`,
  );
  const find = database.prepare<Stored>(
    `select ${head}, organisation, revision, content from draft where organisation = ?1 and draft = ?2`,
  );
  const contentOf = database.prepare<{ content: string }>("select content from draft where draft = ?1");
  const load = database.prepare<{ drafts: number; bytes: number | null }>(
    "select count(*) as drafts, sum(size_bytes) as bytes from draft where organisation = ?1 and state in ('editing', 'ready')",
  );
  const insert = database.prepare<unknown>(
    `insert into draft (draft, organisation, kind, application, state, revision, updated_at, prepared_by, submission, title, ledger, persons,
       vehicles, removes, size_bytes, content) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)`,
  );
  const save = database.prepare<unknown>(
    `update draft set revision = ?2, updated_at = ?3, prepared_by = ?4, title = ?5, ledger = ?6, persons = ?7, vehicles = ?8, removes = ?9,
       size_bytes = ?10, content = ?11 where draft = ?1 and revision = ?12 and state = 'editing'`,
  );
  const move = database.prepare<unknown>("update draft set state = ?3, updated_at = ?4 where draft = ?1 and state = ?2");
  const empty = database.prepare<unknown>(
    "update draft set persons = 0, vehicles = 0, removes = 0, size_bytes = 0, content = ?2 where draft = ?1",
  );
  return {
    list: (organisation, limit) =>
      list
        .all(organisation, limit)
        .map(({ persons, vehicles, removes, ...row }) => ({ ...row, count: { persons, vehicles }, remove: removes })),
    find: (organisation, draft) => {
      const found = find.get(organisation, draft);
      return found === null ? null : { ...found, content: v.parse(ContentJson, found.content) };
    },
    load: (organisation) => {
      const found = load.get(organisation);
      return { drafts: found?.drafts ?? 0, bytes: found?.bytes ?? 0 };
    },
    insert: ({ draft, organisation, kind, application, state, revision, updatedAt, preparedBy, submission, content }) => {
      insert.run(draft, organisation, kind, application, state, revision, updatedAt, preparedBy, submission, ...columnsOf(content));
    },
    save: ({ draft, revision, updatedAt, preparedBy, content }, before) =>
      save.run(draft, revision, updatedAt, preparedBy, ...columnsOf(content), before) === 1,
    move: (draft, from, to, at) => database.transaction(() => from.some((state) => move.run(draft, state, to, at) === 1)),
    discard: (draft, at) =>
      database.transaction(() => {
        const found = contentOf.get(draft);
        const isMoved = (["editing", "ready"] as const).some((state) => move.run(draft, state, "discarded", at) === 1);
        if (isMoved && found !== null) empty.run(draft, JSON.stringify(emptied(v.parse(ContentJson, found.content))));
        return isMoved;
      }),
    ...createSigning(database),
  };
}

function columnsOf(content: DraftContent): readonly SqlValue[] {
  const text = JSON.stringify(content);
  const { title, ledger, persons, vehicles, remove } = content;
  return [title, ledger, persons.length, vehicles.length, remove.length, text.length, text];
}

function createSigning(database: SqlDatabase): Pick<DraftStore, "handedOut" | "signed" | "freed" | "purge"> {
  const document = database.prepare<unknown>("insert into draft_document (nonce, draft) values (?1, ?2)");
  const signed = database.prepare<unknown>(
    `update draft set state = 'signed', submission = ?2, updated_at = ?3
     where draft = (select draft from draft_document where nonce = ?1) and state in ('editing', 'ready')`,
  );
  const freed = database.prepare<unknown>(
    "update draft set state = 'ready', submission = null, updated_at = ?2 where submission = ?1 and state = 'signed'",
  );
  const old = `(state in ('editing', 'ready') and updated_at < ?1) or (state in ('signed', 'discarded') and updated_at < ?2)`;
  const forgetDocuments = database.prepare<unknown>(`delete from draft_document where draft in (select draft from draft where ${old})`);
  const forget = database.prepare<unknown>(`delete from draft where ${old}`);
  return {
    handedOut: (draft, nonce) => {
      document.run(nonce, draft);
    },
    signed: (nonce, submission, at) => {
      signed.run(nonce, submission, at);
    },
    freed: (submission, at) => {
      freed.run(submission, at);
    },
    purge: (openBefore, closedBefore) =>
      database.transaction(() => {
        forgetDocuments.run(openBefore, closedBefore);
        return forget.run(openBefore, closedBefore);
      }),
  };
}
