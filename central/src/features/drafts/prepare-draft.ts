import type { ApplicationDraft, DraftPrepared } from "@beket/api";
import { parseApplicationDocument, rosterCount, type ApplicationRow, type Ledger } from "@beket/domain";
import { capOf, createHeadcount, groupBindings, rowKey, seatsOf, subjectText } from "../applications/decide-application.ts";
import { grantedOf, prepareChange } from "../applications/prepare-change.ts";
import { prepareApplication, refusal, type PrepareDeps, type Prepared } from "../applications/prepare.ts";
import { readApplicantId, type ApplicantId } from "../organisations/standing.ts";
import type { Ledgers, PermitRow } from "../records/ledger.ts";
import type { DraftStore, StoredDraft } from "./types.ts";

export type PrepareDraftDeps = PrepareDeps & { readonly ledgers: Ledgers; readonly drafts: Pick<DraftStore, "handedOut"> };
export type PreparedDraft = { readonly codes: readonly string[]; readonly reply: DraftPrepared };
type Difference = NonNullable<DraftPrepared["difference"]>;

const none = { persons: 0, vehicles: 0 } as const;
const without = ({ codes, reply }: Prepared): PreparedDraft => ({ codes, reply: { ...reply, difference: null } });

/**
 * The document that the head is about to sign, and what it will do in numbers. Every preparation is a document of its own: the draft is
 * signed with whichever of them comes first.
 */
export function prepareDraft(deps: PrepareDraftDeps, draft: StoredDraft): PreparedDraft {
  const id = readApplicantId(draft.organisation);
  if (id === null) return without(refusal(["organisation.not-in-base"]));
  const prepared = draft.kind === "change" ? ofChange(deps, id, draft) : ofApplication(deps, id, draft);
  const { document } = prepared.reply;
  if (document !== null) deps.drafts.handedOut(draft.draft, nonceOf(document));
  return prepared;
}

const noncePattern = /"nonce":"([0-9a-f]{32,64})","origin":/;
/** Of a canonical document of ours: no name in it can hold a quotation mark that is not escaped. */
const nonceOf = (document: string): string => noncePattern.exec(document)?.[1] ?? "";

function ofApplication(deps: PrepareDraftDeps, id: ApplicantId, draft: StoredDraft): PreparedDraft {
  const { ledger, purpose, activity, validFrom, validTo, window, places, persons, vehicles, groups } = draft.content;
  if (ledger === null || purpose === null || validFrom === null || validTo === null) return without(refusal(["draft.incomplete"]));
  const form: ApplicationDraft = {
    bin: draft.organisation,
    ledger,
    purpose,
    validFrom,
    validTo,
    window,
    places,
    persons,
    vehicles,
    groups,
  };
  const prepared = prepareApplication(deps, activity === null ? form : { ...form, activity }, "applicant");
  const parsed = prepared.reply.document === null ? null : parseApplicationDocument(JSON.parse(prepared.reply.document));
  if (parsed === null || !parsed.ok) return without(prepared);
  const add = rosterCount(parsed.value.rows);
  const rest = headcountAfter(deps, id, ledger, draft.organisation, [], parsed.value);
  return { codes: [], reply: { ...prepared.reply, difference: { add, remove: none, before: none, after: add, ...rest } } };
}

function ofChange(deps: PrepareDraftDeps, id: ApplicantId, draft: StoredDraft): PreparedDraft {
  const { persons, vehicles, groups, remove, removeReason, terms, validFrom } = draft.content;
  if (draft.application === null) return without(refusal(["application.unknown"]));
  const form = { application: draft.application, persons, vehicles, groups, remove, removeReason, terms, effectiveFrom: validFrom };
  const prepared = prepareChange(deps, id, form);
  const { document } = prepared;
  const found = grantedOf(deps.ledgers, draft.organisation, draft.application);
  if (document === null || found === null) return without(prepared);
  const going = document.remove
    .flatMap((number) => found.desk.store.byNumber(number))
    .filter((row) => row.applicant === draft.organisation);
  const gone = going.filter((row) => row.list === "persons").length;
  const difference: Difference = {
    add: rosterCount(document.add),
    remove: { persons: gone, vehicles: going.length - gone },
    before: document.before,
    after: document.after,
    ...headcountAfter(deps, id, document.ledger, draft.organisation, going, { groups: document.groups, rows: document.add }),
  };
  return { codes: [], reply: { ...prepared.reply, difference } };
}

/** How many people of the ledger the organisation would have, and may. */
function headcountAfter(
  deps: PrepareDraftDeps,
  id: ApplicantId,
  ledger: Ledger,
  applicant: string,
  going: readonly PermitRow[],
  { groups, rows }: { readonly groups: Parameters<typeof groupBindings>[0]; readonly rows: readonly ApplicationRow[] },
): Pick<Difference, "cap" | "taken"> {
  const now = deps.clock.now();
  const regime = deps.regimes.at(now);
  const organisation = deps.base.organisation(applicant);
  const facts = deps.ledgers[ledger].store.facts(applicant, now);
  const gone = new Set(going.map((row) => subjectText(row.key)));
  const headcount = createHeadcount({
    activePeople: new Set([...facts.activePeople].filter((text) => !gone.has(text))),
    activeSeats: new Map([...facts.activeSeats].filter(([text]) => !gone.has(text))),
  });
  const bindings = groupBindings(groups, rows);
  for (const row of rows) {
    const key = rowKey(row);
    if (key !== null) headcount.take(subjectText(key), seatsOf(row, bindings.get(row.group ?? "") ?? { groupHeadcount: null }));
  }
  const cap = regime === null || organisation === null ? null : capOf(id, organisation, regime, ledger);
  return { cap, taken: headcount.taken() };
}
