import type { SubjectKey } from "@beket/domain";
import type { CryptoPort } from "@beket/replication";
import { utf8 } from "../bytes.ts";
import type { SightingStore, SubjectMark } from "./ports.ts";
import type { Sighting, SightingPort } from "./types.ts";

const markBytes = 16;
const zero = new Uint8Array(1);

/** The keyed hash of a subject: scheme and value, as a post looks it up; the country is not known to every reader. */
export function createSubjectMark(crypto: Pick<CryptoPort, "hmacSha256">, key: Uint8Array): (subject: SubjectKey) => SubjectMark {
  const hmac = crypto.hmacSha256(key);
  return ({ scheme, value }) => hmac(utf8(scheme), zero, utf8(value)).slice(0, markBytes);
}

const sightingOf = ({ event, kind, occurredAt, post, lane, officer, outcome, purpose }: Sighting): Sighting => ({
  event,
  kind,
  occurredAt,
  post,
  lane,
  officer,
  outcome,
  purpose,
});

/** What posts saw of a subject, for who has its identifier. */
export function createSightings(store: Pick<SightingStore, "of">, markOf: (key: SubjectKey) => SubjectMark): SightingPort {
  return { of: (key, since, limit) => store.of(markOf(key), since, limit).map(sightingOf) };
}
