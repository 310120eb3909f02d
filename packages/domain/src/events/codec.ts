import * as v from "valibot";
import { assert, err, ok, type Result } from "../result.ts";
import { IncidentEvent, LookupEvent, OrderEvent, OverrideEvent, PassageEvent, QueueEvent, ReferralEvent, RefusalEvent } from "./line.ts";
import { ArrivalEvent, FollowUpEvent, KitStockEvent, PersonEvent, QuestionnaireEvent, TestEvent } from "./health.ts";
import { ClockEvent, ReadingEvent, ShiftEvent } from "./post-life.ts";
import { SiteClaimEvent, SiteCompletionEvent, SiteRefusalEvent, SiteValidationEvent } from "./sites.ts";

/** Every fact that a tablet, an edge or a device may put into a journal. */
export const BeketEvent = v.variant("kind", [
  LookupEvent,
  PassageEvent,
  RefusalEvent,
  ReferralEvent,
  OverrideEvent,
  IncidentEvent,
  OrderEvent,
  QueueEvent,
  ArrivalEvent,
  PersonEvent,
  QuestionnaireEvent,
  TestEvent,
  FollowUpEvent,
  KitStockEvent,
  SiteClaimEvent,
  SiteCompletionEvent,
  SiteValidationEvent,
  SiteRefusalEvent,
  ReadingEvent,
  ShiftEvent,
  ClockEvent,
]);
export type BeketEvent = v.InferOutput<typeof BeketEvent>;
export type EventKind = BeketEvent["kind"];
export const eventKinds: readonly EventKind[] = BeketEvent.options.map((option) => option.entries.kind.literal);

/** Upper bound of one encoded event body, before sealing: the journal's. The look-up of a bus of eighty needs some 22 KB. */
export const eventBytesMax = 32 * 1024;

/** `unknown-kind` is not a fault of the sender: a newer node wrote it, and central stores it raw. */
export type EventError =
  | { readonly code: "too-large"; readonly sizeBytes: number }
  | { readonly code: "not-utf8" }
  | { readonly code: "not-json" }
  /** `kind` is null where it does not look like a name. */
  | { readonly code: "unknown-kind"; readonly kind: string | null }
  | { readonly code: "invalid"; readonly path: string };

const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder("utf-8", { fatal: true });

/** Bytes of a valid event. The caller hands in a value of the schema; one that breaks its limits is a programming error. */
export function encodeEvent(event: BeketEvent): Uint8Array<ArrayBuffer> {
  const parsed = v.safeParse(BeketEvent, event, { abortEarly: true });
  assert(parsed.success, `an event breaks its schema at ${parsed.success ? "" : issuePath(parsed.issues[0])}`);
  const bytes = utf8Encoder.encode(JSON.stringify(parsed.output));
  assert(bytes.length <= eventBytesMax, "an event is larger than its limit");
  return bytes;
}

/** Parses an event body from a journal. Errors name a path in the schema, never a value. */
export function decodeEvent(bytes: Uint8Array): Result<BeketEvent, EventError> {
  if (bytes.length > eventBytesMax) return err({ code: "too-large", sizeBytes: bytes.length });
  let text: string;
  try {
    text = utf8Decoder.decode(bytes);
  } catch {
    return err({ code: "not-utf8" });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err({ code: "not-json" });
  }
  const kind = kindOf(json);
  if (kind !== null && !eventKinds.some((known) => known === kind)) {
    return err({ code: "unknown-kind", kind: /^[a-z][a-z-]{0,39}$/.test(kind) ? kind : null });
  }
  const parsed = v.safeParse(BeketEvent, json, { abortEarly: true });
  return parsed.success ? ok(parsed.output) : err({ code: "invalid", path: issuePath(parsed.issues[0]) });
}

function kindOf(json: unknown): string | null {
  if (typeof json !== "object" || json === null || !("kind" in json)) return null;
  return typeof json.kind === "string" ? json.kind : null;
}

/** Dotted path of field names and indexes. Keys that the sender chose (a form's questions, a field too many) could be values: they show as `*`. */
function issuePath(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) => String(key));
  const chosen = issue.expected === "never" ? keys.length - 1 : keys.indexOf("answers") + 1 || keys.length;
  return keys.map((key, index) => (index < chosen ? key : "*")).join(".");
}
