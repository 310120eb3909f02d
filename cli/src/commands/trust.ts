import type { Command } from "../command.ts";
import { trustAdd } from "../trust/add.ts";
import { trustList, trustRemove } from "../trust/list.ts";

const folder = "  --dir DIR      the trust folder; else $BEKET_TRUST, else ./trust";
const codes = "Exit codes: 0 done, 1 not done, 3 usage.";

export const trustCommands: readonly Command[] = [
  {
    name: "trust add",
    summary: "trust an authority's certificate after its fingerprint was compared",
    help: `Usage: beket trust add FILE [--dir DIR] [--sha256 HEX] [--purpose production|test]

Shows the certificate (DER or PEM) with its SHA-256, asks whether it is the one that the authority publishes, puts it into the trust folder
and pins it there (anchors.json). Central in production starts only with pinned anchors, and takes up a new one within a minute.

${folder}
  --sha256 HEX   the fingerprint as published: no question is asked, another fingerprint is refused
  --purpose P    production (default), or test: never believed by a central in production

${codes}
`,
    run: trustAdd,
  },
  {
    name: "trust list",
    summary: "show the anchors of a trust folder, and what is not pinned or missing",
    help: `Usage: beket trust list [--dir DIR] [--json]

${folder}
  --json         the same as JSON

Exit codes: 0 all in order, 1 an anchor is not pinned or missing, or there is none, 3 usage.
`,
    run: trustList,
  },
  {
    name: "trust remove",
    summary: "trust an anchor no more",
    help: `Usage: beket trust remove SHA256 [--dir DIR]

Takes the pin and the file out of the trust folder.

${folder}

${codes}
`,
    run: trustRemove,
  },
];
