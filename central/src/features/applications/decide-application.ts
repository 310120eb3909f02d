import type { OrganisationRow } from "@beket/api";
import {
  documentKey,
  iinKey,
  lenderOf,
  parseDocument,
  parseIin,
  parsePlate,
  permitCap,
  plateKey,
  type ApplicationDocument,
  type ApplicationGroup,
  type ApplicationRow,
  type ChangedTerms,
  type Ledger,
  type PermitRecord,
  type Regime,
  type SubjectKey,
} from "@beket/domain";
import { ledgerRule, type ApplicantId } from "../organisations/standing.ts";

const dayMs = 86_400_000;

/** What the ledger already holds for this applicant; read in the same tick in which the permits are committed. */
export type LedgerFacts = {
  /** Distinct people with a permit that has neither ended nor been taken back yet. */
  readonly activePeople: ReadonlySet<string>;
  /** Seats of each bus with such a permit. */
  readonly activeSeats: ReadonlyMap<string, number>;
  /** Active permits of one subject at this applicant. */
  readonly permitsOf: (key: SubjectKey) => readonly PermitRecord[];
};

/** Rows that are asked for under one set of terms: those of an application, or those that a change adds. */
export type Roster = {
  readonly ledger: Ledger;
  readonly terms: ChangedTerms;
  readonly groups: readonly ApplicationGroup[];
  readonly rows: readonly ApplicationRow[];
};
/** The consent of another firm under which it lends a subject, for the whole time asked for; null: there is none. */
export type Lending = (lender: string, subject: string) => string | null;

export type ApplicationFaultCode =
  | "organisation.not-in-base"
  | "organisation.not-active"
  | "application.activity-not-authorised"
  | "application.activity-differs"
  | "application.purpose-not-authorised"
  | "application.validity-empty"
  | "application.validity-past"
  | "application.validity-too-long"
  | "application.not-for-oneself"
  | "application.over-headcount";

export type RowCode =
  | "row.identifier-invalid"
  | "row.duplicate"
  | "row.already-permitted"
  | "row.over-headcount"
  | "row.group-incomplete"
  | "row.group-invalid"
  | "row.consent-missing";

export type RowDecision = {
  readonly list: "persons" | "vehicles";
  readonly index: number;
  readonly row: ApplicationRow;
} & (
  | {
      readonly outcome: "issued";
      readonly key: SubjectKey;
      readonly binding: Binding;
      /** Of a row that another firm lends. */
      readonly consent: string | null;
    }
  | { readonly outcome: "refused"; readonly code: RowCode }
);

export const subjectText = (key: SubjectKey): string => `${key.scheme} ${key.country} ${key.value}`;

/** Why no row can be issued under these terms; empty when the rows decide. */
export function termsFaults(
  { ledger, terms, rows }: Roster,
  applicant: ApplicantId,
  organisation: OrganisationRow,
  regime: Regime,
  now: number,
): readonly ApplicationFaultCode[] {
  const faults: ApplicationFaultCode[] = [];
  if (terms.validTo <= terms.validFrom) faults.push("application.validity-empty");
  if (terms.validTo <= now) faults.push("application.validity-past");
  if (terms.validTo - Math.max(terms.validFrom, now) > regime.permitMaxDays * dayMs) faults.push("application.validity-too-long");
  if (organisation.status !== "active") return ["organisation.not-active", ...faults];
  const found = ledgerRule(organisation, regime, ledger);
  if (found === null) return ["application.activity-not-authorised", ...faults];
  if (!found.rule.purposes.includes(terms.purpose)) faults.push("application.purpose-not-authorised");
  if (applicant.kind === "sole-proprietor" && !isForOneself(rows, applicant.iin)) faults.push("application.not-for-oneself");
  return faults;
}

/** The same for an application, which names the activity that it rests on. */
export function applicationFaults(
  document: ApplicationDocument,
  applicant: ApplicantId,
  organisation: OrganisationRow,
  regime: Regime,
  now: number,
): readonly ApplicationFaultCode[] {
  const faults = termsFaults(rosterOf(document), applicant, organisation, regime, now);
  const found = ledgerRule(organisation, regime, document.ledger);
  const differs = organisation.status === "active" && found !== null && found.oked !== document.activity;
  return differs ? [...faults, "application.activity-differs"] : faults;
}

export function rosterOf({ ledger, purpose, validFrom, validTo, window, places, groups, rows }: ApplicationDocument): Roster {
  return { ledger, terms: { purpose, validFrom, validTo, window, places }, groups, rows };
}

/** A sole proprietor signs for themself and for vehicles, not for other people (I5). */
export function isForOneself(rows: readonly ApplicationRow[], iin: string): boolean {
  return rows.every((row) => row.kind === "vehicle" || (row.identity.scheme === "iin" && row.identity.value === iin));
}

/** How many people may hold permits of the ledger at once. */
export function capOf(applicant: ApplicantId, organisation: OrganisationRow, regime: Regime, ledger: Ledger): number {
  const found = ledgerRule(organisation, regime, ledger);
  const share = found === null ? 0 : permitCap(found.rule, organisation.headcount);
  return applicant.kind === "sole-proprietor" ? Math.max(1, share) : share;
}

/** Counts distinct people of a ledger. Whoever rides a bus needs no permit of their own, so its seats are people too. */
export function createHeadcount({ activePeople, activeSeats }: Pick<LedgerFacts, "activePeople" | "activeSeats">) {
  const places = new Map([...activeSeats, ...[...activePeople].map((text) => [text, 1] as const)]);
  let taken = [...places.values()].reduce((sum, count) => sum + count, 0);
  return {
    taken: (): number => taken,
    /** How many more there would be. */
    more: (subject: string, asked: number): number => Math.max(0, asked - (places.get(subject) ?? 0)),
    take: (subject: string, asked: number): void => {
      const before = places.get(subject) ?? 0;
      if (asked <= before) return;
      taken += asked - before;
      places.set(subject, asked);
    },
  };
}

/** The key under which the row will be looked up, or null when the identifier is not one. */
export function rowKey(row: ApplicationRow): SubjectKey | null {
  if (row.kind === "vehicle") {
    const plate = parsePlate(row.plate, row.country);
    return plate.ok ? plateKey(plate.value) : null;
  }
  if (row.identity.scheme === "iin") {
    const iin = parseIin(row.identity.value);
    return iin.ok ? iinKey(iin.value) : null;
  }
  const document = parseDocument(row.identity.value, row.identity.country);
  return document.ok ? documentKey(document.value) : null;
}

export type RowFacts = {
  readonly cap: number;
  readonly ledger: LedgerFacts;
  readonly lending: Lending;
};

/**
 * Decides row by row, in the order of the document: when the cap is reached, the later people are the excess. A group takes its places where
 * its first row stands, all of them or none.
 */
export function decideRows({ terms, groups, rows }: Roster, { cap, ledger, lending }: RowFacts): readonly RowDecision[] {
  const headcount = createHeadcount(ledger);
  const seen = new Set<string>();
  const bindings = groupBindings(groups, rows);
  const covered = coverage(terms);
  let persons = 0;
  let vehicles = 0;
  const decided = rows.map((row): RowDecision => {
    const at =
      row.kind === "person" ? { list: "persons" as const, index: persons++, row } : { list: "vehicles" as const, index: vehicles++, row };
    const refuse = (code: RowCode): RowDecision => ({ ...at, outcome: "refused", code });
    const key = rowKey(row);
    if (key === null) return refuse("row.identifier-invalid");
    const group = row.group === null ? alone : bindings.get(row.group);
    if (group === undefined) return refuse("row.group-invalid");
    const binding = row.kind === "person" ? { ...group, groupHeadcount: null } : group;
    const text = subjectText(key);
    if (seen.has(text)) return refuse("row.duplicate");
    seen.add(text);
    const lender = lenderOf(row);
    const consent = lender === null ? null : lending(lender, text);
    if (lender !== null && consent === null) return refuse("row.consent-missing");
    if (ledger.permitsOf(key).some((permit) => covered(permit, binding))) return refuse("row.already-permitted");
    return { ...at, outcome: "issued", key, binding, consent };
  });
  return withinCap(wholeGroups(decided), headcount, cap);
}

/** Refuses what the headcount has no places for: a lone row, or a group of which one row finds none. */
function withinCap(decided: readonly RowDecision[], headcount: ReturnType<typeof createHeadcount>, cap: number): readonly RowDecision[] {
  type Place = { readonly at: number; readonly text: string; readonly asked: number };
  const together = Map.groupBy(
    decided.flatMap((row, at): readonly Place[] =>
      row.outcome === "issued" ? [{ at, text: subjectText(row.key), asked: seatsOf(row.row, row.binding) }] : [],
    ),
    ({ at }) => decided[at]?.row.group ?? at,
  );
  const codes = new Map<number, RowCode>();
  for (const places of together.values()) {
    let taken = headcount.taken();
    const excess = new Set<number>();
    for (const { at, text, asked } of places) {
      const more = headcount.more(text, asked);
      if (more > 0 && taken + more > cap) excess.add(at);
      else taken += more;
    }
    if (excess.size === 0) for (const { text, asked } of places) headcount.take(text, asked);
    else for (const { at } of places) codes.set(at, excess.has(at) ? "row.over-headcount" : "row.group-incomplete");
  }
  return decided.map((row, at): RowDecision => {
    const code = codes.get(at);
    return code === undefined ? row : { list: row.list, index: row.index, row: row.row, outcome: "refused", code };
  });
}

/** How many people a row brings: a person one, a bus its seats, another vehicle none. */
export const seatsOf = (row: ApplicationRow, binding: Pick<Binding, "groupHeadcount">): number =>
  row.kind === "person" ? 1 : (binding.groupHeadcount ?? 0);

/** A group that admits only together is useless in part: one refused row refuses the others of it. */
function wholeGroups(decided: readonly RowDecision[]): readonly RowDecision[] {
  const broken = new Set(decided.filter((row) => row.outcome === "refused" && row.row.group !== null).map((row) => row.row.group));
  if (broken.size === 0) return decided;
  return decided.map((row): RowDecision =>
    row.outcome === "issued" && row.row.group !== null && broken.has(row.row.group)
      ? { list: row.list, index: row.index, row: row.row, outcome: "refused", code: "row.group-incomplete" }
      : row,
  );
}

/** How a row's permit is bound to its group: admitted only together, or one bus with so many seats. */
type Binding = Pick<PermitRecord, "binding" | "members" | "groupHeadcount">;
const alone: Binding = { binding: "any", members: 1, groupHeadcount: null };
export function groupBindings(groups: readonly ApplicationGroup[], rows: readonly ApplicationRow[]): ReadonlyMap<string, Binding> {
  const members = new Map<string | null, number>();
  for (const { group } of rows) members.set(group, (members.get(group) ?? 0) + 1);
  const bindingOf = ({ group, binding, headcount }: ApplicationGroup): Binding =>
    binding === "all" ? { ...alone, binding, members: members.get(group) ?? 0 } : { ...alone, groupHeadcount: headcount };
  return new Map(groups.map((group) => [group.group, bindingOf(group)]));
}

/** Whether a present permit gives everything that is asked for. */
function coverage(terms: ChangedTerms): (permit: PermitRecord, asked: Binding) => boolean {
  const window = JSON.stringify(terms.window);
  const places = JSON.stringify(terms.places);
  return (permit, asked) =>
    permit.status === "active" &&
    permit.binding === "any" &&
    (permit.groupHeadcount ?? 0) >= (asked.groupHeadcount ?? 0) &&
    (permit.groupHeadcount === null) === (asked.groupHeadcount === null) &&
    permit.purpose === terms.purpose &&
    permit.validFrom <= terms.validFrom &&
    permit.validTo >= terms.validTo &&
    JSON.stringify(permit.window) === window &&
    JSON.stringify(permit.places) === places;
}

/** The registry record of an issued row. */
export function permitRecord(
  terms: ChangedTerms,
  { key, binding }: Extract<RowDecision, { outcome: "issued" }>,
  organisation: number,
  number: string,
): PermitRecord {
  const { purpose, validFrom, validTo, window, places } = terms;
  const { country } = key;
  const held = { kind: "permit", number, status: "active", revokedFrom: null } as const;
  return { ...held, country, organisation, purpose, ...binding, validFrom, validTo, window, places };
}
