import { ApplicationGroup, ledgers, Regime, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Code, Count, Hex32, Uuid } from "./common.ts";

/** Routes of central that browsers use. Nothing personal is ever in a path or query. */
export const centralRoutes = {
  organisationCheck: "/api/v1/organisations/check",
  regime: "/api/v1/regime",
  /** Posts and areas a permit may be limited to; empty lists where the operator gave none. */
  places: "/api/v1/places",
  prepare: "/api/v1/applications/prepare",
  applications: "/api/v1/applications",
  applicationStatus: "/api/v1/applications/status",
  revocationPrepare: "/api/v1/revocations/prepare",
  revocations: "/api/v1/revocations",
  /** Signed acts of a named authority (exemptions, holds). */
  authorityActs: "/api/v1/authority-acts",
  nodes: "/api/v1/nodes",
  replay: "/api/v1/audit/replay",
  /** How the services of certification authorities do: for the operator. */
  evidenceServices: "/api/v1/evidence-services",
} as const;

const Text = v.pipe(v.string(), v.maxLength(300));
export const OrganisationCheckRequest = v.strictObject({ bin: v.pipe(v.string(), v.minLength(1), v.maxLength(40)) });
export type OrganisationCheckRequest = v.InferOutput<typeof OrganisationCheckRequest>;
/** Answers at once whether the organisation may apply, under which rule, or why not. Headcount is never told here. */
export const OrganisationCheckReply = v.strictObject({
  /**
   * `pending`: not in the base; may apply under an activity it claims, and a registrar checks it. `not-in-base`: a registrar has said no.
   * About an IIN nobody learns anything here: without the portal session of that very person every valid one is answered
   * `sole-proprietor` with no name, no ledgers and the same `claims`.
   */
  standing: v.picklist(["may-apply", "activity-not-authorised", "not-active", "not-in-base", "sole-proprietor", "pending"]),
  name: v.nullable(Text),
  /** Of a branch: its head office. */
  headOffice: v.optional(v.strictObject({ bin: v.pipe(v.string(), v.regex(/^[0-9]{12}$/)), name: v.nullable(Text) })),
  /** Where `ledgers` is empty for want of knowledge: activities it may claim; any OKED that begins so. */
  claims: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          rule: Code,
          okedPrefix: v.pipe(v.string(), v.regex(/^[0-9]{2,5}$/)),
          ledgers: v.array(v.picklist(ledgers)),
          purposes: v.array(Code),
        }),
      ),
      v.maxLength(1_000),
    ),
  ),
  ledgers: v.array(
    v.strictObject({ ledger: v.picklist(ledgers), rule: Code, oked: v.pipe(v.string(), v.regex(/^[0-9]{5}$/)), purposes: v.array(Code) }),
  ),
});
export type OrganisationCheckReply = v.InferOutput<typeof OrganisationCheckReply>;
export const RegimeReply = v.strictObject({ regime: Regime });
/** What a post is to the city; a permit may name roadblocks and barriers only. */
export const postKinds = ["roadblock", "barrier", "border", "crew-base"] as const;
const PlaceName = v.pipe(v.string(), v.minLength(1), v.maxLength(120));
const PlaceNames = v.strictObject({ kk: PlaceName, ru: PlaceName, en: PlaceName });
export const PlacesReply = v.strictObject({
  posts: v.pipe(
    v.array(
      v.strictObject({
        post: Code,
        ledger: v.picklist(ledgers),
        name: PlaceNames,
        kind: v.optional(v.picklist(postKinds)),
        at: v.optional(
          v.tuple([v.pipe(v.number(), v.minValue(-180), v.maxValue(180)), v.pipe(v.number(), v.minValue(-90), v.maxValue(90))]),
        ),
      }),
    ),
    v.maxLength(512),
  ),
  areas: v.pipe(v.array(v.strictObject({ area: Code, name: PlaceNames })), v.maxLength(512)),
});
export type PlacesReply = v.InferOutput<typeof PlacesReply>;
export type RegimeReply = v.InferOutput<typeof RegimeReply>;

/** The form's content; central turns it into the canonical document, so that what is signed has one author. */
export const DraftPersons = v.pipe(
  v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.maxLength(200)),
      scheme: v.picklist(["iin", "doc"]),
      country: v.pipe(v.string(), v.maxLength(3)),
      value: v.pipe(v.string(), v.maxLength(40)),
      job: v.optional(v.pipe(v.string(), v.maxLength(200))),
      group: v.optional(Code),
      /** BIN of a contractor's worker's own firm. */
      employer: v.optional(v.pipe(v.string(), v.maxLength(40))),
    }),
  ),
  v.maxLength(10_000),
);
export const DraftVehicles = v.pipe(
  v.array(
    v.strictObject({
      plate: v.pipe(v.string(), v.maxLength(40)),
      country: v.pipe(v.string(), v.maxLength(3)),
      description: v.optional(v.pipe(v.string(), v.maxLength(200))),
      group: v.optional(Code),
      /** BIN of the firm that owns it, under its consent. */
      owner: v.optional(v.pipe(v.string(), v.maxLength(40))),
    }),
  ),
  v.maxLength(10_000),
);
export const DraftPlaces = v.variant("kind", [
  v.strictObject({ kind: v.literal("everywhere") }),
  v.strictObject({ kind: v.literal("posts"), posts: v.pipe(v.array(Code), v.maxLength(64)) }),
  v.strictObject({ kind: v.literal("areas"), areas: v.pipe(v.array(Code), v.maxLength(64)) }),
]);
export const DraftGroups = v.pipe(v.array(ApplicationGroup), v.maxLength(500));
export const ApplicationDraft = v.strictObject({
  bin: v.pipe(v.string(), v.maxLength(40)),
  /** OKED of an organisation that the base does not know yet; ignored for the others. */
  activity: v.optional(v.pipe(v.string(), v.regex(/^[0-9]{5}$/))),
  /** Its name, likewise; absent: its number stands for it. */
  name: v.optional(v.pipe(v.string(), v.maxLength(200))),
  ledger: v.picklist(ledgers),
  purpose: Code,
  validFrom: TimeMs,
  validTo: TimeMs,
  window: v.strictObject({ days: Count, fromMinute: Count, toMinute: Count }),
  places: DraftPlaces,
  persons: DraftPersons,
  vehicles: DraftVehicles,
  /** Rows that stand together (`all`) or ride one vehicle (`bus`); absent means none. */
  groups: v.optional(DraftGroups),
});
export type ApplicationDraft = v.InferOutput<typeof ApplicationDraft>;
export const RowFault = v.strictObject({
  list: v.picklist(["persons", "vehicles"]),
  index: Count,
  field: Code,
  code: Code,
  suggestion: v.optional(v.pipe(v.string(), v.maxLength(40))),
});
export type RowFault = v.InferOutput<typeof RowFault>;
/** The longest line names 64 posts. */
const Lines = v.pipe(v.array(v.pipe(v.string(), v.maxLength(4_000))), v.maxLength(25_000));
/** `document` is the exact text to sign (RFC 8785 JSON, UTF-8); `readable` says the same to a person. */
export const PrepareReply = v.strictObject({
  document: v.nullable(v.pipe(v.string(), v.maxLength(8_000_000))),
  sha256: v.nullable(Hex32),
  readable: v.nullable(v.strictObject({ kk: Lines, ru: Lines, en: Lines })),
  faults: v.pipe(v.array(RowFault), v.maxLength(20_000)),
});
export type PrepareReply = v.InferOutput<typeof PrepareReply>;

/** The document as it was signed and its detached CMS, base64. */
export const SignedSubmission = v.strictObject({
  document: v.pipe(v.string(), v.minLength(2), v.maxLength(8_000_000)),
  cms: v.pipe(v.string(), v.minLength(4), v.maxLength(400_000), v.regex(/^[A-Za-z0-9+/=\s]+$/)),
});
export type SignedSubmission = v.InferOutput<typeof SignedSubmission>;
/** What a submission that waits for evidence waits for, and when it is asked for again. */
export const EvidenceWait = v.strictObject({
  /** How often the services were asked. */
  attempts: Count,
  nextAttemptAt: TimeMs,
  /** Services that gave nothing of use at the last attempt, with a sentence that names them. */
  unreached: v.pipe(
    v.array(
      v.strictObject({
        kind: v.picklist(["ocsp", "crl", "delta-crl", "tsp"]),
        fault: Code,
        kk: Text,
        ru: Text,
        en: Text,
      }),
    ),
    v.maxLength(64),
  ),
});
export type EvidenceWait = v.InferOutput<typeof EvidenceWait>;
/** `secret` opens the status later without signing in; shown once. */
export const ApplicationView = v.strictObject({
  id: Uuid,
  secret: v.optional(Hex32),
  /** `pending`: the signature stands, and the organisation is not in the base yet; decided when it is, or when a registrar says no. */
  state: v.picklist(["issued", "partly-issued", "refused", "waiting", "pending"]),
  /** Codes of the whole application: signature codes of eds (`eds.…`), `application.…`, `organisation.…`. */
  reasons: v.pipe(v.array(v.strictObject({ code: v.pipe(v.string(), v.maxLength(80)), kk: Text, ru: Text, en: Text })), v.maxLength(64)),
  receivedAt: TimeMs,
  retryUntil: v.nullable(TimeMs),
  /** Only while it waits. */
  wait: v.optional(EvidenceWait),
  /** Of a change: the first application, how many changes it has now, and the rows that went and that got new terms. `permits` are those that came. */
  change: v.optional(v.strictObject({ application: Uuid, revision: Count, revoked: Count, amended: Count })),
  ledger: v.picklist(ledgers),
  permits: v.pipe(
    v.array(
      v.strictObject({
        list: v.picklist(["persons", "vehicles"]),
        index: Count,
        outcome: v.picklist(["issued", "refused"]),
        number: v.nullable(v.pipe(v.string(), v.maxLength(16))),
        state: v.picklist(["active", "revoked", "expired", "refused"]),
        code: v.nullable(v.pipe(v.string(), v.maxLength(80))),
      }),
    ),
    v.maxLength(20_000),
  ),
});
export type ApplicationView = v.InferOutput<typeof ApplicationView>;
export const StatusRequest = v.strictObject({ id: Uuid, secret: Hex32 });
export type StatusRequest = v.InferOutput<typeof StatusRequest>;
export const RevocationDraft = v.strictObject({
  bin: v.pipe(v.string(), v.maxLength(40)),
  numbers: v.pipe(v.array(v.pipe(v.string(), v.maxLength(16))), v.minLength(1), v.maxLength(10_000)),
  reason: Code,
  effectiveAt: TimeMs,
});
export type RevocationDraft = v.InferOutput<typeof RevocationDraft>;
export const RevocationReply = v.strictObject({
  id: Uuid,
  revoked: Count,
  reasons: ApplicationView.entries.reasons,
  state: v.picklist(["done", "refused", "waiting"]),
  /** Only while it waits: sending the same document with the same signature again asks how it stands. */
  wait: v.optional(EvidenceWait),
});
export type RevocationReply = v.InferOutput<typeof RevocationReply>;

export const NodeView = v.strictObject({
  source: Code,
  post: v.nullable(Code),
  present: v.boolean(),
  lastHeardAt: v.nullable(TimeMs),
  eventsHeld: Count,
});
export type NodeView = v.InferOutput<typeof NodeView>;
export const NodesReply = v.strictObject({ nodes: v.pipe(v.array(NodeView), v.maxLength(2_000)) });
export type NodesReply = v.InferOutput<typeof NodesReply>;
/** Counts since the start, and ages; hosts and addresses are those of the operator's own file. */
export const EvidenceServicesReply = v.strictObject({
  services: v.pipe(
    v.array(
      v.strictObject({
        kind: v.picklist(["ocsp", "crl", "delta-crl", "tsp"]),
        host: v.pipe(v.string(), v.maxLength(300)),
        /** open: it failed again and again and is left alone; half-open: one request tries whether it is back. */
        circuit: v.picklist(["closed", "open", "half-open"]),
        retryAt: v.nullable(TimeMs),
        fetches: Count,
        failures: v.record(Code, Count),
        lastSuccessAt: v.nullable(TimeMs),
        lastFailureAt: v.nullable(TimeMs),
      }),
    ),
    v.maxLength(256),
  ),
  lists: v.pipe(
    v.array(
      v.strictObject({
        kind: v.picklist(["crl", "delta-crl"]),
        url: v.pipe(v.string(), v.maxLength(2_048)),
        thisUpdate: TimeMs,
        nextUpdate: TimeMs,
        ageMs: Count,
        fetchedAt: TimeMs,
        sizeBytes: Count,
      }),
    ),
    v.maxLength(1_000),
  ),
  timestamps: v.strictObject({ wanted: Count, done: Count, givenUp: Count }),
});
export type EvidenceServicesReply = v.InferOutput<typeof EvidenceServicesReply>;
/** Replays stored look-ups through the decision and counts agreement; differences are named by event id only. */
export const ReplayReply = v.strictObject({
  replayed: Count,
  agreed: Count,
  notReplayable: Count,
  differing: v.pipe(v.array(Uuid), v.maxLength(1_000)),
});
export type ReplayReply = v.InferOutput<typeof ReplayReply>;
