import type { SmallExemptionReply, SmallExemptionRequest } from "@beket/api";
import {
  canonicalJson,
  parseIin,
  assert,
  type AuthorityAct,
  type Regime,
  type SmallOrganisationRule,
  type SubjectKey,
} from "@beket/domain";
import type { ClockPort, CryptoPort, RandomPort } from "@beket/replication";
import { draftFaults, draftRows } from "../applications/draft.ts";
import { rowKey, subjectText } from "../applications/decide-application.ts";
import { newUuid } from "../applications/prepare.ts";
import { hex, isEqual, utf8 } from "../bytes.ts";
import { applicantNumber, ledgerRule, readApplicantId } from "../organisations/standing.ts";
import type { Regimes } from "../regime/regimes.ts";
import type { Desk } from "../submissions/desk.ts";
import type { OrganisationBase, Submission, SubmissionStore } from "../submissions/ports.ts";
import type { ServiceKey, SmallStore } from "./types.ts";

export type SmallDeps = {
  readonly base: Pick<OrganisationBase, "organisation">;
  readonly regimes: Regimes;
  readonly store: SmallStore;
  readonly submissions: Pick<SubmissionStore, "byId">;
  readonly desk: Pick<Desk, "submit">;
  /** Null: this way is not open. */
  readonly serviceKey: ServiceKey | null;
  /** Makes the sample and hides numbers that were tried. */
  readonly secret: Uint8Array;
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly origin: () => string;
};
const dayMs = 86_400_000;
/** The head's IIN is a secret of few bits: who does not know it learns nothing by trying. */
const triesPerDay = 5;

const refuse = (code: string): SmallExemptionReply => ({ state: "refused", code, numbers: [], validTo: null });

/**
 * An organisation of a few people without a signature of its own gets an exemption at once, where the tax base knows the head that was
 * named. Whatever the base says, a refusal is the same words after the same work; null: this way is not open.
 */
export function exemptSmall(deps: SmallDeps, request: SmallExemptionRequest): SmallExemptionReply | null {
  const now = deps.clock.now();
  const regime = deps.regimes.at(now);
  const rule = regime?.smallOrganisations;
  if (deps.serviceKey === null || regime === null || rule === undefined || !isOpen(regime, rule, request)) return null;
  const subjects = subjectsOf(request);
  if (subjects === null) return refuse("small.row-invalid");
  const found = eligible(deps, regime, rule, request, now);
  if (found === null) return refuse("small.not-eligible");
  const most = Math.max(1, found.headcount);
  if (request.persons.length > most || request.vehicles.length > most) return refuse("small.too-many");
  if (deps.store.live(found.bin, now).some(({ submission }) => submission !== null && isStanding(deps, submission)))
    return refuse("small.already");
  return issue(deps, deps.serviceKey, { request, rule, organisation: found.bin, subjects, now });
}

function isOpen(regime: Regime, rule: SmallOrganisationRule, { ledger }: SmallExemptionRequest): boolean {
  return regime.categories.find(({ category }) => category === rule.category)?.ledgers.includes(ledger) ?? false;
}

/** What posts will look up; null where one is no identifier or stands there twice. */
function subjectsOf(request: SmallExemptionRequest): readonly SubjectKey[] | null {
  const { persons, vehicles } = request;
  if (persons.length + vehicles.length === 0 || draftFaults({ persons, vehicles }).length > 0) return null;
  const keys = draftRows({ persons, vehicles }, "")?.map(rowKey) ?? [];
  const subjects = keys.filter((key) => key !== null);
  return subjects.length === keys.length && new Set(subjects.map(subjectText)).size === keys.length ? subjects : null;
}

function eligible(deps: SmallDeps, regime: Regime, rule: SmallOrganisationRule, request: SmallExemptionRequest, now: number) {
  const mac = deps.crypto.hmacSha256(deps.secret);
  const id = readApplicantId(request.bin);
  const number = id === null ? "" : applicantNumber(id);
  const tried = hex(mac(utf8(`tried ${number}`)));
  const today = Math.floor(now / dayMs);
  const organisation = deps.base.organisation(number === "" ? "0" : number);
  const given = parseIin(request.headIin);
  // Both are hashed whatever they are: no answer comes sooner for a number that nobody has.
  const isHead = isEqual(mac(utf8(`head ${organisation?.headIin ?? "nobody"}`)), mac(utf8(`head ${given.ok ? given.value.value : ""}`)));
  const isSmall = organisation !== null && organisation.status === "active" && organisation.headcount <= rule.headcountMax;
  const isAuthorised = organisation !== null && ledgerRule(organisation, regime, request.ledger) !== null;
  const isLocked = deps.store.tries(tried, today) >= triesPerDay;
  if (organisation !== null && isHead && isSmall && isAuthorised && !isLocked) return organisation;
  deps.store.forgetTries(today - 2);
  deps.store.addTry(tried, today);
  return null;
}

const isStanding = (deps: Pick<SmallDeps, "submissions">, id: string): boolean => {
  const submission = deps.submissions.byId(id);
  return submission !== null && submission.state !== "rejected" && (submission.answer?.reasons.length ?? 0) === 0;
};

type Issue = {
  readonly request: SmallExemptionRequest;
  readonly rule: SmallOrganisationRule;
  readonly organisation: string;
  readonly subjects: readonly SubjectKey[];
  readonly now: number;
};

/** The act names the organisation in its ground. The row is written first: what is signed after it is found by its nonce. */
function issue(deps: SmallDeps, key: ServiceKey, { request, rule, organisation, subjects, now }: Issue): SmallExemptionReply {
  const exemption = newUuid(deps);
  const nonce = hex(deps.random(16));
  const validTo = now + rule.validDays * dayMs;
  const drawn = (deps.crypto.hmacSha256(deps.secret)(utf8(`sample ${exemption}`))[0] ?? 0) / 256 < rule.samplePercent / 100;
  const { ledger, persons, vehicles } = request;
  deps.store.insert({
    exemption,
    organisation,
    ledger,
    nonce,
    issuedAt: now,
    validTo,
    persons: persons.map(({ name }) => name),
    vehicles: vehicles.map(({ plate }) => plate),
    review: drawn ? "open" : null,
    reviewedBy: null,
    reason: null,
  });
  const submitted = submitAct(deps, key, now, {
    type: "beket/exemption/1",
    act: newUuid(deps),
    authority: key.authority,
    nonce,
    origin: deps.origin(),
    createdAt: now,
    category: rule.category,
    subjects: [...subjects],
    validFrom: now,
    validTo,
    window: { days: 127, fromMinute: 0, toMinute: 1440 },
    places: { kind: "everywhere" },
    ground: `small organisation ${organisation}, exemption ${exemption}`,
  });
  if (submitted === null) return refuse("small.not-available");
  const { state, answer } = submitted;
  if (state === "waiting" || state === "received") return { state: "waiting", code: "application.waiting", numbers: [], validTo };
  const numbers = (answer?.rows ?? []).flatMap(({ number }) => (number === null ? [] : [number]));
  return numbers.length === 0 ? refuse("small.not-available") : { state: "issued", code: null, numbers, validTo };
}

/** Signs an act with the authority's key and has it judged like any other. */
export function submitAct(
  deps: Pick<SmallDeps, "desk">,
  key: ServiceKey,
  now: number,
  act: Extract<AuthorityAct, { type: "beket/exemption/1" | "beket/release/1" }>,
): Submission | null {
  const text = canonicalJson(act);
  assert(text.ok, "an act of ours is plain JSON");
  const submitted = deps.desk.submit("service-act", text.value, key.sign(utf8(text.value), now));
  return submitted.ok ? submitted.value : null;
}
