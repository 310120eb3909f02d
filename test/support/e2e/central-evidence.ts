import { Database } from "bun:sqlite";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeBundle } from "@beket/eds";
import { sqliteSql } from "@beket/node-kit";
import { createArchiveStore } from "../../../central/src/adapters/sql-archive.ts";

export type ArchivedEvidence = { readonly path: string; readonly timestamps: number };

/** What every decided signature rested on, each written to a file of `folder` as a bundle. Reads the file beside the running program. */
export const evidenceOfSubmissions = (data: string, folder: string): readonly ArchivedEvidence[] => {
  const database = new Database(join(data, "registry.db"), { readonly: true });
  try {
    const archive = createArchiveStore(sqliteSql(database));
    const submissions = database
      .query<{ id: string; cms: Uint8Array; document: Uint8Array }, []>("select id, cms, document from submission where state = 'done'")
      .all();
    return submissions.flatMap((submission) => {
      const bundle = archive.passed(submission);
      if (bundle === null) return [];
      const path = join(folder, `evidence-${submission.id}.json`);
      writeFileSync(path, encodeBundle(bundle));
      return [{ path, timestamps: bundle.timestamps.length }];
    });
  } finally {
    database.close();
  }
};
