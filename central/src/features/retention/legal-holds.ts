import type { CaseAbout, LegalHold, LegalHoldEnd, LegalHoldStart } from "@beket/api";
import { documentKey, err, iinKey, ok, parseDocument, parseIin, parsePlate, plateKey, type Result, type SubjectKey } from "@beket/domain";
import { formatUuid, uuidv7, type ClockPort, type RandomPort } from "@beket/replication";
import type { AuditPort } from "../audit/types.ts";
import { hex } from "../bytes.ts";
import type { CaseStore, HoldRow } from "../cases/ports.ts";
import type { Resolved } from "../cases/resolve.ts";
import type { SubjectMark } from "../sightings/ports.ts";

export type LegalHoldDeps = {
  readonly store: CaseStore;
  readonly audit: AuditPort;
  readonly resolve: (about: CaseAbout) => Resolved | null;
  readonly markOf: (key: SubjectKey) => SubjectMark;
  readonly clock: ClockPort;
  readonly random: RandomPort;
};
export type LegalHoldFault =
  | "case.unknown"
  | "legal-hold.subject-invalid"
  | "legal-hold.unknown"
  | "legal-hold.ended"
  | "legal-hold.second-person";

/** What is in force now, for whoever would purge. */
export type Kept = {
  readonly submissions: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly hasSubject: (mark: SubjectMark) => boolean;
  readonly hasSubjects: boolean;
  /** Another where other holds are in force. */
  readonly version: string;
};

/**
 * Legal holds: what a court or an investigation asked for stays, whatever the retention says. One auditor begins it with a ground, two end it;
 * until the second agrees it is in force.
 */
export function createLegalHolds(deps: LegalHoldDeps) {
  const { store, audit, clock } = deps;
  const record = (by: string, what: string, row: HoldRow, subjects: readonly SubjectKey[], reason: string): void =>
    audit.viewed({ by: { kind: "staff", code: by }, what, subjects, about: row.hold, reason });
  return {
    list: (): readonly LegalHold[] => store.holds().map(viewOf),
    start: ({ id, target, ground }: LegalHoldStart, by: string): Result<LegalHold, LegalHoldFault> =>
      store.transaction(() => {
        const done = store.act(id);
        const known = done === null ? null : store.hold(done);
        if (known !== null) return ok(viewOf(known));
        const found = targetOf(deps, target);
        if (!found.ok) return found;
        const { subjects, ...of } = found.value;
        const row: HoldRow = {
          ...of,
          hold: formatUuid(uuidv7(clock, deps.random)),
          state: "in-force",
          ground,
          by,
          at: clock.now(),
          endAskedBy: null,
          endedBy: null,
          endGround: null,
        };
        record(by, "legal-hold-start", row, subjects, ground);
        store.putHold(row);
        store.addAct(id, row.hold);
        return ok(viewOf(row));
      }),
    end: ({ id, hold, ground }: LegalHoldEnd, by: string): Result<LegalHold, LegalHoldFault> =>
      store.transaction(() => {
        const row = store.hold(hold);
        if (row === null) return err("legal-hold.unknown");
        if (store.act(id) === hold) return ok(viewOf(row));
        if (row.state === "ended") return err("legal-hold.ended");
        // Who asked cannot agree with themself.
        if (row.state === "end-asked" && row.endAskedBy === by) return err("legal-hold.second-person");
        const changed: HoldRow =
          row.state === "in-force"
            ? { ...row, state: "end-asked", endAskedBy: by, endGround: ground }
            : { ...row, state: "ended", endedBy: by };
        record(by, changed.state === "ended" ? "legal-hold-end" : "legal-hold-end-asked", row, [], ground);
        store.putHold(changed);
        store.addAct(id, hold);
        return ok(viewOf(changed));
      }),
    kept: (): Kept => keptBy(store.standing()),
  };
}
export type LegalHolds = ReturnType<typeof createLegalHolds>;

function viewOf({ hold, target, about, state, ground, by, at, endAskedBy, endedBy, endGround, submissions }: HoldRow): LegalHold {
  return { hold, target, about, state, ground, by, at, endAskedBy, endedBy, endGround, submissions: submissions.length };
}

type Target = Pick<HoldRow, "target" | "about" | "subject" | "submissions"> & { readonly subjects: readonly SubjectKey[] };

function targetOf({ resolve, markOf }: LegalHoldDeps, target: LegalHoldStart["target"]): Result<Target, LegalHoldFault> {
  if (target.kind === "subject") {
    const key = keyOf(target.scheme, target.country, target.value);
    if (key === null) return err("legal-hold.subject-invalid");
    return ok({ target: "subject", about: null, subject: markOf(key), submissions: [], subjects: [key] });
  }
  const resolved = resolve(target);
  if (resolved === null) return err("case.unknown");
  const about = resolved.kind === "lookup" ? resolved.event : target.kind === "number" ? target.number : resolved.submission.id;
  const submissions = resolved.kind === "submission" ? [resolved.submission.id] : [];
  return ok({ target: target.kind, about, subject: null, submissions, subjects: [] });
}

function keyOf(scheme: "iin" | "doc" | "plate", country: string, value: string): SubjectKey | null {
  if (scheme === "iin") {
    const iin = parseIin(value);
    return iin.ok ? iinKey(iin.value) : null;
  }
  if (scheme === "plate") {
    const plate = parsePlate(value, country);
    return plate.ok ? plateKey(plate.value) : null;
  }
  const document = parseDocument(value, country);
  return document.ok ? documentKey(document.value) : null;
}

function keptBy(rows: readonly HoldRow[]): Kept {
  const marks = new Set(rows.flatMap(({ subject }) => (subject === null ? [] : [hex(subject)])));
  const events = rows.flatMap(({ target, about }) => ((target === "lookup" || target === "refusal") && about !== null ? [about] : []));
  return {
    submissions: new Set(rows.flatMap(({ submissions }) => submissions)),
    events: new Set(events),
    hasSubject: (mark) => marks.has(hex(mark)),
    hasSubjects: marks.size > 0,
    version: rows.map(({ hold }) => hold).join(" "),
  };
}
