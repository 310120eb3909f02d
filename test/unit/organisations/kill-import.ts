/** A writer for the kill -9 test: imports a file into a database and says when rows are being read. */
import { writeSync } from "node:fs";
import { openSqlite } from "@beket/node-kit";
import { createOrganisationBase } from "../../../central/src/adapters/organisation-base.ts";
import { operatorFile } from "../../../central/src/adapters/uploads.ts";
import { startImport } from "../../../central/src/features/organisations/importer.ts";

const [path = "", file = ""] = process.argv.slice(2);
const { versions } = createOrganisationBase(openSqlite(path, "durable"), []);
let turns = 0;
const breathe = async (): Promise<void> => {
  turns += 1;
  writeSync(1, `${turns}\n`);
  await new Promise((resolve) => setTimeout(resolve, 5));
};
await startImport({ versions, permits: [], now: () => 1, breathe }, operatorFile(file), { isDryRun: false, by: "start" }).done;
writeSync(1, "ended\n");
