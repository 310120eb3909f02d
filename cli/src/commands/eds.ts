import type { Command } from "../command.ts";
import { revalidateFile } from "../eds/revalidate-file.ts";
import { validatePathFiles } from "../eds/path-files.ts";
import { validateFiles } from "../eds/validate-files.ts";

const trust = `  --trust PATH     the trust folder (its subfolder "intermediates" helps to build paths, its *.crl are lists), or one anchor's certificate
  --intermediate FILE  a certificate that may help to build the path; may be repeated
  --crl FILE       a revocation list, complete or delta; may be repeated
  --ocsp FILE      an OCSP response; may be repeated`;
const production = "  --production     judge as production does: no test anchor is believed, identity numbers must pass their check digit";
const printed = `  --lang L         kk, ru or en (default): the language of the report
  --zone ZONE      whose clock the report shows: Asia/Almaty (default), UTC, ...
  --json           the whole report as JSON`;
const codes = "Exit codes: 0 TOTAL_PASSED, 1 TOTAL_FAILED, 2 INDETERMINATE, 3 usage.";

export const edsCommands: readonly Command[] = [
  {
    name: "eds validate",
    summary: "validate a CMS signature and print the report",
    help: `Usage: beket eds validate --cms FILE [--document FILE] --trust PATH [--crl FILE]... [--ocsp FILE]... [--at ISO]
                          [--profile permit|any|exemption|login|archive] [--bin N] [--iin N] [--json]

Files are DER, PEM or base64.

  --cms FILE       CMS SignedData
  --document FILE  the bytes that must have been signed (a detached signature needs them)
${trust}
  --timestamp FILE a time-stamp token over the signature that was kept beside it; may be repeated
  --at ISO         the moment of judgement, such as 2026-06-02T05:00:00+05:00; without a zone it is UTC; now when absent
  --received ISO   when the signature was received, by a durable record: a proof that it existed then
  --profile P      permit: first head or sole proprietor, needs --bin or --iin; exemption: an authority's act, needs --bin; login: a
                   login document, also by an authentication key; archive: judged long after; any (default): every signing key
  --bin N, --iin N whose signature it must be
  --bundle FILE    write what the verdict rests on, for "beket eds revalidate"
  --detailed       every building block of EN 319 102-1 with every check
${production}
${printed}

${codes}
`,
    run: validateFiles,
  },
  {
    name: "eds revalidate",
    summary: "validate again, offline, what a bundle of evidence holds",
    help: `Usage: beket eds revalidate --bundle FILE [--document FILE] --trust PATH [--lang L] [--production] [--json]

A bundle holds a signature with all that its verdict rested on: policy, times, certificates, lists, responses, time-stamps. It is validated again as of
that day, with the anchors that you trust. A bundle is not signed: look at what was asked for (profile, BIN or IIN).

  --bundle FILE    as "beket eds validate --bundle" wrote it
  --document FILE  the signed bytes, where the bundle holds only their digest
  --trust PATH     the trust folder, or one anchor's certificate
  --production     the anchors are production's, and a bundle that was judged for tests is not believed
${printed}

Exit codes: 0 TOTAL_PASSED, 1 TOTAL_FAILED, 2 INDETERMINATE, another report than then or one for tests, 3 usage.
`,
    run: revalidateFile,
  },
  {
    name: "eds path",
    summary: "validate the certification path of a certificate (RFC 5280)",
    help: `Usage: beket eds path --cert FILE [--intermediate FILE]... [--crl FILE]... --trust PATH [--policy OID]...
                      [--initial-explicit-policy] [--initial-policy-mapping-inhibit] [--initial-inhibit-any-policy] [--at ISO] [--json]

Files are DER, PEM or base64. Every certificate below the anchor needs revocation evidence.

  --cert FILE      the certificate
${trust}
  --at ISO         the moment of judgement, such as 2026-06-02T05:00:00+05:00; without a zone it is UTC; now when absent
  --policy OID     a certificate policy that is acceptable; may be repeated; any policy when absent
  --initial-explicit-policy, --initial-policy-mapping-inhibit, --initial-inhibit-any-policy
                   the inputs of RFC 5280 6.1.1 (e), (f), (g)
${production}
${printed}

${codes}
`,
    run: validatePathFiles,
  },
];
