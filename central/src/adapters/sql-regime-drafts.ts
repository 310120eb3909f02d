import type { SqlDatabase } from "@beket/node-kit";
import type { DraftStore, StoredDraft } from "../features/regime-desk/drafts.ts";

const columns = `draft, revision, title, base, updated_at as "updatedAt", updated_by as "updatedBy", body`;

export function createRegimeDraftStore(database: SqlDatabase): DraftStore {
  const all = database.prepare<StoredDraft>(`select ${columns} from regime_draft order by updated_at desc limit 200`);
  const byId = database.prepare<StoredDraft>(`select ${columns} from regime_draft where draft = ?1`);
  const insert = database.prepare<unknown>(
    "insert into regime_draft (draft, revision, title, base, updated_at, updated_by, body) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
  );
  const save = database.prepare<unknown>(
    "update regime_draft set revision = ?2, title = ?3, updated_at = ?4, updated_by = ?5, body = ?6 where draft = ?1 and revision = ?7",
  );
  const remove = database.prepare<unknown>("delete from regime_draft where draft = ?1");
  return {
    all: () => all.all(),
    byId: (draft) => byId.get(draft),
    insert: ({ draft, revision, title, base, updatedAt, updatedBy, body }) => {
      insert.run(draft, revision, title, base, updatedAt, updatedBy, body);
    },
    save: ({ draft, revision, title, updatedAt, updatedBy, body }, read) =>
      save.run(draft, revision, title, updatedAt, updatedBy, body, read) === 1,
    remove: (draft) => remove.run(draft) === 1,
  };
}
