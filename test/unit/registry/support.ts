import {
  ApplicationView,
  ConsentReply,
  Draft,
  DraftPrepared,
  draftRoutes,
  OwnApplications,
  OwnRoster,
  PrepareReply,
  registryRoutes,
  type ConsentDraft,
  type DraftBody,
  type OrganisationRow,
} from "@beket/api";
import * as v from "valibot";
import { ask, enter } from "../access/support.ts";
import { bins, dayMs, organisations, sign, signers, startMs, type openTestCentral } from "../central/support.ts";
import type { Signer } from "../central/people.ts";

export type One = ReturnType<typeof openTestCentral>;
/** Somebody at the portal, for an organisation. */
export type Seat = { readonly one: One; readonly cookie: string; readonly csrf: string; readonly bin: string };
export async function seatOf(one: One, signer: Signer = signers.head, bin: string = bins.bakery): Promise<Seat> {
  const { cookie, session } = await enter(one, signer);
  return { one, cookie, csrf: session.csrf, bin };
}
export const request = async ({ one, cookie, csrf, bin }: Seat, path: string, body?: unknown, method?: string): Promise<Response> =>
  ask(one, path, { cookie, csrf, bin, ...(body === undefined ? {} : { body }), ...(method === undefined ? {} : { method }) });

const week = { validFrom: startMs, validTo: startMs + 7 * dayMs } as const;
export const terms = {
  purpose: "shift",
  ...week,
  window: { days: 127, fromMinute: 0, toMinute: 1440 },
  places: { kind: "everywhere" },
} as const;
export const emptyBody: DraftBody = {
  revision: 0,
  title: "Сәуір",
  ledger: "roadblock",
  purpose: "shift",
  activity: null,
  ...week,
  window: terms.window,
  places: terms.places,
  persons: [],
  vehicles: [],
  groups: [],
  remove: [],
  removeReason: null,
  terms: null,
};

/** A new draft with this content. */
export async function draftWith(
  seat: Seat,
  content: Partial<DraftBody>,
  change: { readonly application: string } | null = null,
): Promise<Draft> {
  const start = { kind: change === null ? "application" : "change", application: change?.application ?? null, title: "Сәуір" };
  const draft = v.parse(Draft, await (await request(seat, draftRoutes.drafts, start)).json());
  const body = change === null ? emptyBody : { ...emptyBody, ledger: null, purpose: null, validFrom: null, validTo: null };
  const saved = await request(seat, draftRoutes.draft(draft.draft), { ...body, ...content, revision: draft.revision }, "PUT");
  if (saved.status !== 200) throw new Error(`not saved: ${saved.status} ${await saved.text()}`);
  return v.parse(Draft, await saved.json());
}
export async function prepareDraft(seat: Seat, draft: string): Promise<DraftPrepared> {
  const response = await request(seat, draftRoutes.prepare(draft), {});
  if (response.status !== 200) throw new Error(`not prepared: ${response.status} ${await response.text()}`);
  return v.parse(DraftPrepared, await response.json());
}
export async function documentOf(seat: Seat, draft: string): Promise<string> {
  const { document, faults } = await prepareDraft(seat, draft);
  if (document === null) throw new Error(JSON.stringify(faults));
  return document;
}

export async function submitChange(one: One, document: string, signer: Signer = signers.head): Promise<ApplicationView> {
  const response = await one.send(draftRoutes.changes, { document, cms: sign(signer, document) });
  return v.parse(ApplicationView, await response.json());
}
/** Drafts a change, prepares it, signs it with the head's key and submits it. */
export async function change(seat: Seat, application: string, content: Partial<DraftBody>): Promise<ApplicationView> {
  const draft = await draftWith(seat, content, { application });
  return submitChange(seat.one, await documentOf(seat, draft.draft));
}
export async function ownApplications(seat: Seat): Promise<OwnApplications["applications"]> {
  const response = await request(seat, draftRoutes.ownApplications);
  if (response.status !== 200) throw new Error(`not told: ${response.status} ${await response.text()}`);
  return v.parse(OwnApplications, await response.json()).applications;
}
export async function ownRoster(seat: Seat, application: string): Promise<OwnRoster> {
  return v.parse(OwnRoster, await (await request(seat, draftRoutes.ownRoster(application))).json());
}
/** The only application of the organisation. */
export async function onlyApplication(seat: Seat): Promise<string> {
  const [first] = await ownApplications(seat);
  if (first === undefined) throw new Error("no application");
  return first.application;
}
export const numbersOf = (view: ApplicationView): readonly string[] =>
  view.permits.flatMap(({ number }) => (number === null ? [] : [number]));

/** A firm's consent, signed by its head. */
export async function lend(seat: Seat, signer: Signer, content: Partial<ConsentDraft>): Promise<ConsentReply> {
  const draft: ConsentDraft = { bin: seat.bin, to: bins.bakery, persons: [], vehicles: [], ...week, ...content };
  const { document } = v.parse(PrepareReply, await (await request(seat, draftRoutes.consentPrepare, draft)).json());
  if (document === null) throw new Error("the consent was not prepared");
  const response = await seat.one.send(draftRoutes.consents, { document, cms: sign(signer, document) });
  return v.parse(ConsentReply, await response.json());
}
export async function withdraw(seat: Seat, signer: Signer, consent: string): Promise<ConsentReply> {
  const draft = { bin: seat.bin, consent, effectiveAt: startMs };
  const { document } = v.parse(PrepareReply, await (await request(seat, registryRoutes.withdrawalPrepare, draft)).json());
  if (document === null) throw new Error("the withdrawal was not prepared");
  const response = await seat.one.send(registryRoutes.withdrawals, { document, cms: sign(signer, document) });
  return v.parse(ConsentReply, await response.json());
}

/** Another base takes the place of the present one. */
export function swapBase(one: One, rows: readonly OrganisationRow[]): void {
  const { versions, changed } = one.stores.organisations;
  const id = versions.start({ isDryRun: false, file: "next", by: "start", startedAt: startMs, bytesTotal: 0 });
  versions.stage(
    id,
    rows.map((row, at) => ({ line: at + 1, row })),
  );
  versions.swapIn(id, { state: "present", finishedAt: startMs, sha256: null, format: "ndjson", refusal: null, difference: null });
  changed(null);
}
export const baseWith = (bin: string, part: Partial<OrganisationRow>): readonly OrganisationRow[] =>
  organisations.map((row) => (row.bin === bin ? { ...row, ...part } : row));
/** Lets what was begun in the background come to its end. */
export const settled = async (one: One): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
  await one.central.idle();
};
