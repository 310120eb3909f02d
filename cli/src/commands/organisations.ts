import type { Command } from "../command.ts";
import { importBase } from "../organisations/import-base.ts";
import { showBase } from "../organisations/show.ts";

const where = `  --central URL          central's address; http://127.0.0.1:8080 when absent
  --operator-token FILE  file with the 64 hex digits that central was started with; not needed on central's own machine when it has none
  --json                 the answer as one line of JSON`;

export const organisationCommands: readonly Command[] = [
  {
    name: "organisations import",
    summary: "make a file of the tax authority the base of organisations",
    help: `Usage: beket organisations import FILE [--dry-run] [--faults OUT.csv] [--central URL] [--operator-token FILE] [--json]

Hands the file to a running central, which reads it beside the present base and swaps it in whole. CSV and XLSX name their columns in the first
row: bin, name, oked, headcount, status; and, if you like, okedSecondary, headBin, headIin, kato. NDJSON has one object a line with these names.
Central left off: give the file to "beket central --organisations FILE" at its start instead.

  --dry-run              report what would change, and leave the base as it is
  --faults OUT.csv       write the rows that were left out: line, column and code, never what stands in them
${where}

Exit codes: 0 it is the base, or was already, or nothing is against it; 1 refused or stopped; 2 central cannot be asked; 3 usage.
`,
    run: importBase,
  },
  {
    name: "organisations show",
    summary: "show the base of organisations in force and its imports",
    help: `Usage: beket organisations show [--central URL] [--operator-token FILE] [--json]

${where}

Exit codes: 0 there is a base; 1 there is none yet; 2 central cannot be asked; 3 usage.
`,
    run: showBase,
  },
];
