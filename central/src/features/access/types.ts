import type { Capacity, PortalRight } from "@beket/api";

/** Who signed in at the portal with an own EDS, as the certificate said it then. */
export type PortalUser = {
  /** Opaque, the same at every sign-in of this person: for audit and for who prepared a draft. No identifier can be read from it. */
  readonly code: string;
  readonly iin: string;
  /** Of the certificate; null: an individual's. */
  readonly bin: string | null;
  readonly capacity: Capacity;
  /** As the certificate writes the name. */
  readonly person: string;
};
export type PortalOrganisation = { readonly bin: string; readonly may: readonly PortalRight[] };
/** What `requirePortal` sets as `portal`: the person, and the organisation that the request names. */
export type Portal = { readonly user: PortalUser; readonly bin: string; readonly may: readonly PortalRight[] };

/** Whose head named this person as one who may prepare; asked at each request, so that a name taken back counts at once. */
export type PreparersPort = { readonly organisationsOf: (iin: string) => readonly string[] };

export type StoredPortalSession = {
  readonly tokenSha256: string;
  readonly user: PortalUser;
  readonly createdAt: number;
  readonly seenAt: number;
};
/** Sessions and challenges of the portal, kept over a restart. Tokens and nonces only as their SHA-256. */
export type PortalStore = {
  readonly challenge: (nonceSha256: string, binding: string, expiresAt: number) => void;
  /** Takes the challenge back; false when it was taken before, ended, belongs to another browser, or was never given. */
  readonly takeChallenge: (nonceSha256: string, binding: string, now: number) => boolean;
  readonly open: (session: StoredPortalSession, keepMax: number) => void;
  readonly find: (tokenSha256: string) => StoredPortalSession | null;
  readonly seen: (tokenSha256: string, at: number) => void;
  readonly end: (tokenSha256: string) => void;
  readonly endAll: (code: string) => number;
  /** Forgets what has ended. */
  readonly forget: (now: number, createdBefore: number, seenBefore: number) => void;
};
