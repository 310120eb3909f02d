import { createHash, randomUUID } from "node:crypto";
import type { ApplicationDraft, ApplicationView, OrganisationCheckReply, PrepareReply } from "@beket/api";
import { applicationDocumentBytes, parseIin, parsePlate, Uuid, type ApplicationDocument, type Regime } from "@beket/domain";
import * as v from "valibot";
import { demoRegime } from "../../../demo/src/city/regime.ts";
import { initialApply, stepApply, type ApplyEvent, type ApplyResult, type ApplyState } from "../../../pwa/src/portal/model/apply.ts";
import { emptyDraft, type Draft } from "../../../pwa/src/portal/model/draft.ts";
import type { CheckedDocument, Digest } from "../../../pwa/src/portal/signing/document-check.ts";

export const nowMs = Date.UTC(2026, 10, 22, 12);
export const bin = "940140000385";
export const regime: Regime = demoRegime(0);

export const reply: OrganisationCheckReply = {
  standing: "may-apply",
  name: "ЖШС «Сарқырама»",
  ledgers: [{ ledger: "roadblock", rule: "transport", oked: "49410", purposes: ["supply", "shift"] }],
};

export const filled: Draft = {
  ...emptyDraft(),
  bin,
  ledger: "roadblock",
  purpose: "supply",
  firstDay: "2026-11-22",
  lastDay: "2026-12-05",
  persons: [{ id: 1, name: "Ахметова Динара Сериковна", scheme: "iin", country: "KAZ", value: "871008401427" }],
  vehicles: [{ id: 2, plate: "123 АВС 02", country: "KAZ" }],
  nextId: 3,
};

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
export const digest: Digest = (bytes) => Promise.resolve(new Uint8Array(createHash("sha256").update(bytes).digest()));

/** The document central would make of a request; only what the tests ask for is supported. */
export function documentOf(asked: ApplicationDraft): ApplicationDocument {
  const persons = asked.persons.map((person): ApplicationDocument["rows"][number] => {
    const iin = parseIin(person.value);
    if (!iin.ok) throw new Error("a valid IIN");
    const [surname = "", ...given] = person.name.split(" ");
    return {
      kind: "person",
      identity: { scheme: "iin", value: iin.value.value },
      surname,
      given: given.join(" ") || "–",
      job: "",
      group: null,
    };
  });
  const vehicles = asked.vehicles.map((vehicle): ApplicationDocument["rows"][number] => {
    const plate = parsePlate(vehicle.plate, vehicle.country);
    if (!plate.ok) throw new Error("a valid plate");
    return { kind: "vehicle", plate: plate.value.normalised, country: plate.value.country, description: "", group: null };
  });
  return {
    type: "beket/application/1",
    application: v.parse(Uuid, randomUUID()),
    applicant: { kind: "organisation", bin: asked.bin, name: "ЖШС «Сарқырама»" },
    ledger: asked.ledger,
    purpose: asked.purpose,
    activity: "49410",
    validFrom: asked.validFrom,
    validTo: asked.validTo,
    window: asked.window,
    places: asked.places,
    groups: [],
    rows: [...persons, ...vehicles],
    nonce: "ab".repeat(16),
    origin: "http://127.0.0.1:8080",
    createdAt: nowMs,
  };
}

export function prepared(document: ApplicationDocument): PrepareReply {
  const text = new TextDecoder().decode(applicationDocumentBytes(document));
  return { document: text, sha256: sha256(text), readable: { kk: [], ru: [], en: [] }, faults: [] };
}

export function checked(document: ApplicationDocument): CheckedDocument {
  const text = new TextDecoder().decode(applicationDocumentBytes(document));
  const bytes = new TextEncoder().encode(text);
  return { text, sha256: sha256(text), sizeBytes: bytes.length, base64: Buffer.from(bytes).toString("base64"), content: document };
}

export const view = (change: Partial<ApplicationView> = {}): ApplicationView => ({
  id: "01a2043d-11c8-7545-a3b1-1ca9fc952e4c",
  secret: "0f".repeat(32),
  state: "issued",
  reasons: [],
  receivedAt: nowMs,
  retryUntil: null,
  ledger: "roadblock",
  permits: [],
  ...change,
});

/** Runs events one after another and gives the last state with the effects of the last event. */
export const play = (events: readonly ApplyEvent[], from: ApplyState = initialApply()): ApplyResult =>
  events.reduce<ApplyResult>((before, event) => stepApply(before.state, event), { state: from, effects: [] });

export const opened: readonly ApplyEvent[] = [
  { kind: "rules-known", regime, places: null, nowMs },
  { kind: "edited", draft: filled },
  { kind: "organisation-known", bin, reply },
];
/** A state in which the document has been asked for. */
export const preparing = (): ApplyResult => play([...opened, { kind: "next", nowMs }, { kind: "next", nowMs }, { kind: "next", nowMs }]);
