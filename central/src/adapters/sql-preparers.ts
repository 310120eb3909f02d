import type { SqlDatabase } from "@beket/node-kit";
import type { PreparerStore } from "../features/drafts/preparers.ts";

export function createPreparerStore(database: SqlDatabase): PreparerStore {
  const own = database.prepare<{ iin: string; name: string }>("select iin, name from preparer where organisation = ?1 order by name, iin");
  const named = database.prepare<{ organisation: string }>("select organisation from preparer where iin = ?1 order by organisation");
  const clear = database.prepare<unknown>("delete from preparer where organisation = ?1");
  const insert = database.prepare<unknown>("insert into preparer (organisation, iin, name) values (?1, ?2, ?3)");
  return {
    of: (organisation) => own.all(organisation),
    organisationsOf: (iin) => named.all(iin).map(({ organisation }) => organisation),
    replace: (organisation, preparers) => {
      database.transaction(() => {
        clear.run(organisation);
        insert.runMany(preparers.map(({ iin, name }) => [organisation, iin, name]));
      });
    },
  };
}
