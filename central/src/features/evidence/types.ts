import type { MissingEvidence, OcspInput } from "@beket/eds";
import type { Result } from "@beket/domain";

export type Words = { readonly kk: string; readonly ru: string; readonly en: string };

/** A service that the operator configured. No other address is ever asked. */
export type ServiceKind = "ocsp" | "crl" | "delta-crl" | "tsp";
export type Service = {
  readonly kind: ServiceKind;
  /** http or https, without user, password or fragment. */
  readonly url: string;
  /** Which issuing authority it answers for, SHA-256 of its certificate in lower-case hex; null: any. */
  readonly issuerSha256: string | null;
  readonly timeoutMs: number;
  /** How people call it; null: by its host. */
  readonly name: Words | null;
};
export type ListService = Service & { readonly kind: "crl" | "delta-crl" };

/**
 * Why an answer did not come, or was of no use. `resting`: not asked, because the host failed a moment ago. `not-believed`: it came,
 * and the validator did not accept it.
 */
export const fetchFaults = [
  "unreachable",
  "timeout",
  "too-large",
  "redirected",
  "http-status",
  "unreadable",
  "other-subject",
  "nonce-differs",
  "stale",
  "refused-by-service",
  "not-served",
  "status-unknown",
  "not-believed",
  "resting",
  "no-service",
] as const;
export type FetchFault = (typeof fetchFaults)[number];

/** What one service could not do. `host` is empty where no service is configured. */
export type ServiceFault = { readonly kind: ServiceKind; readonly host: string; readonly fault: FetchFault };

export type HttpAsk = {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly contentType: string | null;
  readonly accept: string;
  readonly body: Uint8Array | null;
  /** Of the answer that is at hand: then "not modified" will do. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly sizeBytesMax: number;
  readonly timeoutMs: number;
};
export type HttpAnswer =
  | { readonly kind: "body"; readonly bytes: Uint8Array; readonly etag: string | null; readonly lastModified: string | null }
  | { readonly kind: "not-modified" };
export type HttpFault = Extract<FetchFault, "unreachable" | "timeout" | "too-large" | "redirected" | "http-status">;
/** One request: no redirect is followed, no more is read than the limit. Never rejects. */
export type HttpPort = (ask: HttpAsk) => Promise<Result<HttpAnswer, HttpFault>>;

/** An answer that was checked and is kept. Milliseconds since 1970 UTC. */
export type CachedAnswer = {
  /** `ocsp:` and the certificate's SHA-256, or the kind and the address of a list. */
  readonly key: string;
  readonly kind: Exclude<ServiceKind, "tsp">;
  readonly url: string;
  readonly bytes: Uint8Array;
  /** What an OCSP request asked with; null for lists. */
  readonly nonce: Uint8Array | null;
  readonly fetchedAt: number;
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  /** From then on it is asked for again. */
  readonly refreshAt: number;
  /** From then on it says nothing. */
  readonly usableUntil: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Of a list: its issuer's name as names compare; null for OCSP. */
  readonly issuer: string | null;
  /** True for a list that may speak about certificates of others than its issuer. */
  readonly isIndirect: boolean;
};
export type AnswerFacts = Omit<CachedAnswer, "bytes"> & { readonly sizeBytes: number };
/** Kept over a restart. Losing it costs requests, nothing else. */
export type AnswerCache = {
  readonly get: (key: string) => CachedAnswer | null;
  /** Without the bytes: a list may have tens of megabytes. */
  readonly facts: (key: string) => AnswerFacts | null;
  readonly put: (answer: CachedAnswer) => void;
  /** The service had nothing newer at `fetchedAt`, or it is asked again at another time. */
  readonly confirm: (key: string, fetchedAt: number, refreshAt: number) => void;
  readonly drop: (key: string) => void;
  readonly forget: (usableUntilBefore: number) => void;
  readonly lists: () => readonly AnswerFacts[];
};

/** What is at hand for a judgement. `keys` name the cached answers in it. */
export type Offer = { readonly crls: readonly Uint8Array[]; readonly ocsp: readonly OcspInput[]; readonly keys: readonly string[] };
export type Sought = {
  /** Of the certificates whose status could not be fetched; empty when all of it came. */
  readonly faults: readonly ServiceFault[];
  /** Before then asking again is in vain; null: any time. */
  readonly retryAt: number | null;
};

/** The source of evidence that the desk asks. */
export type EvidenceSource = {
  /** What is at hand about these certificates; asks nobody. */
  readonly offer: (missing: readonly MissingEvidence[]) => Offer;
  /** Asks the configured services for exactly this. Never rejects; ends within the services' time limits. */
  readonly seek: (missing: readonly MissingEvidence[]) => Promise<Sought>;
  /** The validator did not accept what was offered under these keys: it is not offered again, and the services are named. */
  readonly refuse: (keys: readonly string[]) => readonly ServiceFault[];
};
