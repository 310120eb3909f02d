import type { Command } from "../command.ts";
import { validateFiles } from "../eds/validate-files.ts";

export const edsValidate: Command = {
  name: "eds validate",
  summary: "validate a CMS signature and print the report",
  help: `Usage: beket eds validate --cms FILE [--document FILE] --trust DIR [--crl FILE]... [--at ISO]
                          [--profile permit|any] [--bin N] [--iin N] [--production] [--json]

  --cms FILE       CMS SignedData, DER, PEM or base64
  --document FILE  the bytes that must have been signed (a detached signature needs them)
  --trust DIR      folder of trust anchors (DER or PEM); its subfolder "intermediates" helps to build paths, *.crl are revocation lists
  --crl FILE       a further certificate revocation list; may be repeated
  --at ISO         the time to validate at; now when absent
  --profile P      permit: first head or sole proprietor, for --bin or --iin; any: every signing key. Default: any
  --production     take the anchors for production ones: identity numbers must pass their check digit
  --json           the whole report as JSON

Exit codes: 0 TOTAL_PASSED, 1 TOTAL_FAILED, 2 INDETERMINATE, 3 usage.
`,
  run: validateFiles,
};
