import type { Finding, FindingAct, FindingDetail, FindingsQuery, FindingsReply, Severity, SightingView } from "@beket/api";
import type * as v from "valibot";
import { err, ok, schemeOfDigits, type AbuseRules, type Ledger, type Result, type SubjectKey } from "@beket/domain";
import type { ClockPort } from "@beket/replication";
import type { Ledgers, PermitRow } from "../records/ledger.ts";
import type { FindingPlace, FindingRow, FindingStore, FlagStore, SeverityRank } from "./ports.ts";

export type AbuseReportDeps = {
  readonly store: FindingStore;
  readonly flags: FlagStore;
  readonly ledgers: Ledgers;
  readonly nameOf: (applicant: string) => string | null;
  /** The name in the certificate that signed an application. */
  readonly signerOf: (submission: string) => string | null;
  /** Sightings that an event shows of the finding's subject, and that subject. */
  readonly openEvent: (event: { readonly event: string; readonly position: number }) => readonly SeenSubject[];
  readonly places: ReadonlyMap<string, FindingDetail["posts"][number]>;
  readonly behind: () => number;
  readonly rules: () => AbuseRules;
  readonly markOf: (key: SubjectKey) => string;
  readonly clock: ClockPort;
};
export type SeenSubject = { readonly key: SubjectKey; readonly sighting: SightingView };
type Filter = Pick<v.InferOutput<typeof FindingsQuery>, "kinds" | "states" | "severity">;

const severityNames = ["low", "medium", "high"] as const satisfies readonly Severity[];
const rankOf = (name: Severity): SeverityRank => (name === "low" ? 1 : name === "medium" ? 2 : 3);
/** The authority's report: only what was found before is read, so that a page costs the same however many permits there are. */
export function createAbuseReport(deps: AbuseReportDeps) {
  const { store, clock } = deps;
  const page = ({ kinds, states, severity }: Filter, limit: number, cursor: string | null): Omit<FindingsReply, "rules" | "behind"> => {
    const rows = store.page({ kinds, states, severity: rankOf(severity) }, placeOf(cursor), limit + 1);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      asOf: clock.now(),
      findings: rows.slice(0, limit).map((row) => findingView(deps, row)),
      cursor: last === undefined ? null : `${last.severity} ${last.lastAt} ${last.id}`,
    };
  };
  return {
    list: (filter: Filter, limit: number, cursor: string | null): FindingsReply => ({
      ...page(filter, limit, cursor),
      behind: deps.behind(),
      rules: deps.rules(),
    }),
    /** People and vehicles that several organisations name, gravest first; a page. */
    duplicateReport: (limit: number, cursor: string | null) =>
      page({ kinds: ["several-organisations"], states: [], severity: "low" }, limit, cursor),
    detail: (id: string): Result<FindingDetail, "abuse.finding-unknown"> => {
      const row = store.byId(id);
      return row === null ? err("abuse.finding-unknown") : ok(detailOf(deps, row));
    },
    /** The same act again is answered and not done again. */
    act: ({ id, finding, state, note }: FindingAct, by: string): Result<Finding, "abuse.finding-unknown"> =>
      store.transaction(() => {
        const row = store.byId(finding);
        if (row === null) return err("abuse.finding-unknown");
        if (store.isDone(id)) return ok(findingView(deps, row));
        const now = clock.now();
        const changed = { ...row, state };
        store.put(changed, now);
        store.addHistory(finding, { act: id, at: now, by, state, note });
        return ok(findingView(deps, changed));
      }),
    /** After the flag was released. */
    released: (act: string, finding: string, by: string, note: string): Result<Finding, "abuse.finding-unknown"> =>
      store.transaction(() => {
        const row = store.byId(finding);
        if (row === null) return err("abuse.finding-unknown");
        const now = clock.now();
        const explained: FindingRow = { ...row, state: "explained" };
        store.put(explained, now);
        if (!store.isDone(act)) store.addHistory(finding, { act, at: now, by, state: "flag-released", note });
        return ok(findingView(deps, explained));
      }),
  };
}
export type AbuseReport = ReturnType<typeof createAbuseReport>;

function placeOf(cursor: string | null): FindingPlace | null {
  const [severity, lastAt, id] = (cursor ?? "").split(" ");
  const place = { severity: Number(severity), lastAt: Number(lastAt), id: id ?? "" };
  return cursor === null || !Number.isInteger(place.severity) || !Number.isInteger(place.lastAt) ? null : place;
}

/** A sole proprietor's number is a person's: the list does not tell it. */
const holderOf = ({ nameOf }: AbuseReportDeps, applicant: string): Finding["organisations"][number] =>
  schemeOfDigits(applicant) === "bin" ? { bin: applicant, name: nameOf(applicant) } : { bin: null, name: null };

function findingView(deps: AbuseReportDeps, row: FindingRow): Finding {
  const { id, kind, severity, state, foundAt, lastAt, endsAt, scheme, applicants, posts, measured } = row;
  const flag = kind === "impossible-travel" || kind === "shared-permit" ? deps.flags.ofFinding(id) : null;
  return {
    finding: id,
    kind,
    severity: severityNames[severity - 1] ?? "low",
    state,
    foundAt,
    lastAt,
    endsAt,
    scheme,
    organisations: applicants.slice(0, 20).map((one) => holderOf(deps, one)),
    posts: [...posts].slice(0, 2),
    measured: { ...measured },
    flag: flag === null ? null : { number: flag.number, until: flag.record.validTo, released: flag.record.status === "released" },
  };
}

function detailOf(deps: AbuseReportDeps, row: FindingRow): FindingDetail {
  const finding = findingView(deps, row);
  const now = deps.clock.now();
  const permits = row.evidence.permits.flatMap(({ ledger, number }) =>
    deps.ledgers[ledger].store.byNumber(number).map((permit) => ({ ledger, permit })),
  );
  const seen = row.evidence.events.flatMap((event) => deps.openEvent(event));
  const mine = [...permits.map(({ permit }) => permit.key), ...seen.map(({ key }) => key)];
  const subject = finding.scheme === null ? null : (mine.find((key) => deps.markOf(key) === row.about) ?? null);
  const own = (key: SubjectKey): boolean => subject === null || deps.markOf(key) === row.about;
  const sightings = seen.filter(({ key }) => own(key)).map(({ sighting }) => sighting);
  return {
    finding,
    subject,
    permits: permits.filter(({ permit }) => own(permit.key)).map(({ ledger, permit }) => permitView(deps, ledger, permit, now)),
    sightings: sightings.toSorted((left, right) => left.at - right.at),
    posts: [...new Set([...row.posts, ...sightings.map(({ post }) => post)])].flatMap((post) => deps.places.get(post) ?? []),
    history: deps.store.history(row.id).map(({ at, by, state, note }) => ({ at, by, state, note })),
  };
}

function permitView(
  deps: AbuseReportDeps,
  ledger: Ledger,
  { number, applicant, submission, record }: PermitRow,
  now: number,
): FindingDetail["permits"][number] {
  const isRevoked = record.status === "revoked" && (record.revokedFrom === null || record.revokedFrom <= now);
  return {
    number,
    ledger,
    holder: holderOf(deps, applicant),
    application: submission,
    signer: deps.signerOf(submission),
    state: isRevoked ? "revoked" : record.validTo <= now ? "expired" : "active",
    validFrom: record.validFrom,
    validTo: record.validTo,
  };
}
