import type { OrganisationRow } from "@beket/api";
import {
  documentKey,
  iinKey,
  parseDocument,
  parseIin,
  parsePlate,
  permitCap,
  plateKey,
  type ApplicationDocument,
  type ApplicationRow,
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

export type ApplicationFaultCode =
  | "organisation.not-in-base"
  | "organisation.not-active"
  | "application.activity-not-authorised"
  | "application.activity-differs"
  | "application.purpose-not-authorised"
  | "application.validity-empty"
  | "application.validity-past"
  | "application.validity-too-long"
  | "application.not-for-oneself";

export type RowCode =
  | "row.identifier-invalid"
  | "row.duplicate"
  | "row.already-permitted"
  | "row.over-headcount"
  | "row.group-incomplete"
  | "row.group-invalid";

export type RowDecision = {
  readonly list: "persons" | "vehicles";
  readonly index: number;
  readonly row: ApplicationRow;
} & (
  | { readonly outcome: "issued"; readonly key: SubjectKey; readonly terms: Terms }
  | { readonly outcome: "refused"; readonly code: RowCode }
);

export const subjectText = (key: SubjectKey): string => `${key.scheme} ${key.country} ${key.value}`;

/** Why no row of the application can be issued; empty when the rows decide. */
export function applicationFaults(
  document: ApplicationDocument,
  applicant: ApplicantId,
  organisation: OrganisationRow | null,
  regime: Regime,
  now: number,
): readonly ApplicationFaultCode[] {
  const faults: ApplicationFaultCode[] = [];
  if (document.validTo <= document.validFrom) faults.push("application.validity-empty");
  if (document.validTo <= now) faults.push("application.validity-past");
  if (document.validTo - Math.max(document.validFrom, now) > regime.permitMaxDays * dayMs) faults.push("application.validity-too-long");
  if (organisation === null) return ["organisation.not-in-base", ...faults];
  if (organisation.status !== "active") return ["organisation.not-active", ...faults];
  const found = ledgerRule(organisation, regime, document.ledger);
  if (found === null) return ["application.activity-not-authorised", ...faults];
  if (found.oked !== document.activity) faults.push("application.activity-differs");
  if (!found.rule.purposes.includes(document.purpose)) faults.push("application.purpose-not-authorised");
  if (applicant.kind === "sole-proprietor" && !isForOneself(document, applicant.iin)) faults.push("application.not-for-oneself");
  return faults;
}

/** A sole proprietor signs for themself and for vehicles, not for other people (I5). */
function isForOneself(document: ApplicationDocument, iin: string): boolean {
  return document.rows.every((row) => row.kind === "vehicle" || (row.identity.scheme === "iin" && row.identity.value === iin));
}

/** The key under which the row will be looked up, or null when the identifier is not one. */
function rowKey(row: ApplicationRow): SubjectKey | null {
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

/** Decides row by row, in the order of the document: when the cap is reached, the later people are the excess. */
export function decideRows(
  document: ApplicationDocument,
  applicant: ApplicantId,
  organisation: OrganisationRow,
  regime: Regime,
  facts: LedgerFacts,
): readonly RowDecision[] {
  const found = ledgerRule(organisation, regime, document.ledger);
  const share = found === null ? 0 : permitCap(found.rule, organisation.headcount);
  const cap = applicant.kind === "sole-proprietor" ? Math.max(1, share) : share;
  // Whoever rides a bus needs no permit of their own, so its seats are people too.
  const places = new Map([...facts.activeSeats, ...[...facts.activePeople].map((text) => [text, 1] as const)]);
  let taken = [...places.values()].reduce((sum, count) => sum + count, 0);
  const seen = new Set<string>();
  const groups = groupTerms(document);
  let persons = 0;
  let vehicles = 0;
  const decided = document.rows.map((row): RowDecision => {
    const at =
      row.kind === "person" ? { list: "persons" as const, index: persons++, row } : { list: "vehicles" as const, index: vehicles++, row };
    const refuse = (code: RowCode): RowDecision => ({ ...at, outcome: "refused", code });
    const key = rowKey(row);
    if (key === null) return refuse("row.identifier-invalid");
    const group = row.group === null ? alone : groups.get(row.group);
    if (group === undefined) return refuse("row.group-invalid");
    const terms = row.kind === "person" ? { ...group, groupHeadcount: null } : group;
    const text = subjectText(key);
    if (seen.has(text)) return refuse("row.duplicate");
    seen.add(text);
    if (facts.permitsOf(key).some((permit) => covers(permit, document, terms))) return refuse("row.already-permitted");
    const asked = row.kind === "person" ? 1 : (terms.groupHeadcount ?? 0);
    const more = Math.max(0, asked - (places.get(text) ?? 0));
    if (more > 0 && taken + more > cap) return refuse("row.over-headcount");
    taken += more;
    if (more > 0) places.set(text, asked);
    return { ...at, outcome: "issued", key, terms };
  });
  return wholeGroups(decided);
}

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
type Terms = Pick<PermitRecord, "binding" | "members" | "groupHeadcount">;
const alone: Terms = { binding: "any", members: 1, groupHeadcount: null };
function groupTerms({ groups, rows }: ApplicationDocument): ReadonlyMap<string, Terms> {
  const members = new Map<string | null, number>();
  for (const { group } of rows) members.set(group, (members.get(group) ?? 0) + 1);
  const termsOf = ({ group, binding, headcount }: ApplicationDocument["groups"][number]): Terms =>
    binding === "all" ? { ...alone, binding, members: members.get(group) ?? 0 } : { ...alone, groupHeadcount: headcount };
  return new Map(groups.map((group) => [group.group, termsOf(group)]));
}

/** The present permit gives everything that is asked for. */
function covers(permit: PermitRecord, document: ApplicationDocument, asked: Terms): boolean {
  return (
    permit.status === "active" &&
    permit.binding === "any" &&
    (permit.groupHeadcount ?? 0) >= (asked.groupHeadcount ?? 0) &&
    (permit.groupHeadcount === null) === (asked.groupHeadcount === null) &&
    permit.purpose === document.purpose &&
    permit.validFrom <= document.validFrom &&
    permit.validTo >= document.validTo &&
    JSON.stringify(permit.window) === JSON.stringify(document.window) &&
    JSON.stringify(permit.places) === JSON.stringify(document.places)
  );
}

/** The registry record of each issued row. Rows of a group share the number that `numberOf` gives for it. */
export function permitRecord(
  document: ApplicationDocument,
  decision: Extract<RowDecision, { outcome: "issued" }>,
  organisationNumber: number,
  numberOf: (group: string | null) => string,
): PermitRecord {
  const { terms } = decision;
  return {
    kind: "permit",
    number: numberOf(terms.binding === "all" ? decision.row.group : null),
    status: "active",
    revokedFrom: null,
    country: decision.key.country,
    organisation: organisationNumber,
    purpose: document.purpose,
    ...terms,
    validFrom: document.validFrom,
    validTo: document.validTo,
    window: document.window,
    places: document.places,
  };
}
