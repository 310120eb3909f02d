import { abuseRoutes, FindingAct, FindingRequest, FindingsQuery, FlagRelease, type FindingsReply } from "@beket/api";
import { parseBody, problem } from "@beket/node-kit";
import { csvBom, csvContentType, csvLine, type CsvCell } from "@beket/tables";
import { Hono, type Context } from "hono";
import type { FlagDesk } from "../features/abuse/flag-desk.ts";
import type { AbuseReport } from "../features/abuse/report.ts";
import type { AuditPort } from "../features/audit/types.ts";
import type { Staff } from "../features/staff/sessions.ts";
import { oversightProblems } from "./oversight-problems.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";

export type AbuseParts = { readonly report: AbuseReport; readonly flags: FlagDesk; readonly audit: AuditPort };
const small = { sizeBytesMax: 8 * 1024 };
const csvRowsMax = 10_000;

/** The report of abuse, for registrars and auditors; each look at it is on record before it leaves. */
export function abuseApp(staff: Staff, { report, flags, audit }: AbuseParts): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const readers = requireStaff(staff, "registrar", "auditor");
  const seen = (c: Context<StaffEnv>, what: string, about: string | null, reason: string | null): void =>
    audit.viewed({ by: { kind: "staff", code: c.get("staff").staff }, what, subjects: [], about, reason });
  app.post(abuseRoutes.findings, readers, async (c) => {
    const body = await parseBody(c, FindingsQuery, small);
    if (!body.ok) return body.error;
    const { kinds, states, severity, limit, cursor, format } = body.value;
    seen(c, format === "csv" ? "abuse-export" : "abuse-report", null, null);
    if (format === "json") return c.json(report.list({ kinds, states, severity }, limit, cursor));
    return c.body(csvOf(report, { kinds, states, severity }), 200, {
      "content-type": csvContentType,
      "content-disposition": 'attachment; filename="abuse.csv"',
    });
  });
  app.post(abuseRoutes.finding, readers, async (c) => {
    const body = await parseBody(c, FindingRequest, small);
    if (!body.ok) return body.error;
    const { finding, reason } = body.value;
    const found = report.detail(finding);
    if (!found.ok) return problem(c, oversightProblems[found.error]);
    const { subject } = found.value;
    const by = { kind: "staff" as const, code: c.get("staff").staff };
    audit.viewed({ by, what: "abuse-finding", subjects: subject === null ? [] : [subject], about: finding, reason });
    return c.json(found.value);
  });
  app.post(abuseRoutes.act, readers, async (c) => {
    const body = await parseBody(c, FindingAct, small);
    if (!body.ok) return body.error;
    seen(c, "abuse-act", body.value.finding, body.value.note);
    const done = report.act(body.value, c.get("staff").staff);
    return done.ok ? c.json(done.value) : problem(c, oversightProblems[done.error]);
  });
  app.post(abuseRoutes.releaseFlag, requireStaff(staff, "registrar"), async (c) => {
    const body = await parseBody(c, FlagRelease, small);
    if (!body.ok) return body.error;
    const { id, finding, reason } = body.value;
    seen(c, "abuse-flag-release", finding, reason);
    const released = flags.release(finding);
    if (!released.ok) return problem(c, oversightProblems[released.error]);
    const done = report.released(id, finding, c.get("staff").staff, reason);
    return done.ok ? c.json(done.value) : problem(c, oversightProblems[done.error]);
  });
  return app;
}

const header = [
  "finding",
  "kind",
  "severity",
  "state",
  "found",
  "last",
  "ends",
  "scheme",
  "organisations",
  "names",
  "posts",
  "measured",
  "flag",
];

/** Nobody's number is in it. What a spreadsheet would run is written as text. */
function csvOf(report: AbuseReport, filter: Parameters<AbuseReport["list"]>[0]): string {
  const lines = [csvBom, csvLine(header)];
  let cursor: string | null = null;
  let rows = 0;
  do {
    const page: FindingsReply = report.list(filter, 200, cursor);
    for (const finding of page.findings) lines.push(csvLine(cellsOf(finding)));
    rows += page.findings.length;
    cursor = page.cursor;
  } while (cursor !== null && rows < csvRowsMax);
  return lines.join("");
}
const timeOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
function cellsOf(one: FindingsReply["findings"][number]): readonly CsvCell[] {
  const { organisations, posts, measured, flag } = one;
  return [
    one.finding,
    one.kind,
    one.severity,
    one.state,
    timeOf(one.foundAt),
    timeOf(one.lastAt),
    timeOf(one.endsAt),
    one.scheme,
    organisations.map(({ bin }) => bin ?? "-").join(" "),
    organisations.map(({ name }) => name ?? "-").join("; "),
    posts.join(" "),
    Object.entries(measured)
      .map(([name, value]) => `${name} ${value}`)
      .join(", "),
    flag === null ? null : flag.number,
  ];
}
