import type { SqlDatabase, SqlValue } from "@beket/node-kit";
import type { AuditStore, FiledView, StoredView } from "../features/audit/ports.ts";

const columns = "position, at, commitment, link, salt, content";

/** Views in the registry's database. Nothing here changes or removes a row. */
export function createAuditStore(database: SqlDatabase): AuditStore {
  const last = database.prepare<Pick<StoredView, "position" | "link">>(
    "select position, link from audit_view order by position desc limit 1",
  );
  const insert = database.prepare<unknown>(
    `insert into audit_view (position, at, commitment, link, salt, content, by_code, what) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
  );
  const name = database.prepare<unknown>("insert into audit_subject (subject, position) values (?1, ?2)");
  const ofSubject = database.prepare<StoredView>(
    `select v.position, v.at, v.commitment, v.link, v.salt, v.content from audit_subject s join audit_view v on v.position = s.position
     where s.subject = ?1 order by s.position desc limit ?2`,
  );
  const after = database.prepare<StoredView>(`select ${columns} from audit_view where position > ?1 order by position limit ?2`);
  const filedViews = database.prepare<Pick<FiledView, "position" | "by" | "what">>(
    `select position, by_code as "by", what from audit_view where position > ?1 and position <= ?2 order by position`,
  );
  const filedSubjects = database.prepare<{ readonly position: number; readonly subject: Uint8Array }>(
    "select position, subject from audit_subject where position > ?1 and position <= ?2",
  );
  // One statement for each set of filters, so that each finds its index.
  const pages = new Map<string, (values: readonly SqlValue[]) => readonly StoredView[]>();
  const pageOf = (wheres: readonly string[]) => {
    const where = wheres.map((condition, index) => condition.replace("?", `?${index + 1}`)).join(" and ");
    const known = pages.get(where);
    if (known !== undefined) return known;
    const statement = database.prepare<StoredView>(
      `select ${columns} from audit_view ${where === "" ? "" : `where ${where}`} order by position desc limit ?${wheres.length + 1}`,
    );
    const ask = (values: readonly SqlValue[]): readonly StoredView[] => statement.all(...values);
    pages.set(where, ask);
    return ask;
  };
  return {
    append: (make) =>
      database.transaction(() => {
        const view = make(last.get());
        const { position, at, commitment, link, salt, content, by, what } = view;
        insert.run(position, at, commitment, link, salt, content, by, what);
        name.runMany(view.subjects.map((subject) => [subject, position]));
      }),
    page: ({ before, by, what, from, to }, limit) => {
      const given = [
        ["position < ?", before],
        ["by_code = ?", by],
        ["what = ?", what],
        ["at >= ?", from],
        ["at < ?", to],
      ] as const;
      const set = given.flatMap(([condition, value]) => (value === null ? [] : [{ condition, value }]));
      return pageOf(set.map(({ condition }) => condition))([...set.map(({ value }) => value), limit]);
    },
    ofSubject: (subject, limit) => ofSubject.all(subject, limit),
    after: (position, limit) => after.all(position, limit),
    filed: (position, upTo) => {
      const subjects = Map.groupBy(filedSubjects.all(position, upTo), (row) => row.position);
      return filedViews
        .all(position, upTo)
        .map((row) => ({ ...row, subjects: (subjects.get(row.position) ?? []).map(({ subject }) => subject) }));
    },
  };
}
