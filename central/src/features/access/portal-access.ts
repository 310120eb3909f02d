import type { Capacity, PortalRight } from "@beket/api";
import type { ClockPort, CryptoPort, RandomPort } from "@beket/replication";
import { fromHex, hex, isEqual, utf8 } from "../bytes.ts";
import type { OrganisationBase } from "../submissions/ports.ts";
import type { PortalOrganisation, PortalStore, PortalUser, PreparersPort } from "./types.ts";

/** A session ends when nobody used it for so long, and at its absolute end whatever happens. */
const portalIdleMs = 30 * 60_000;
export const portalSessionMs = 8 * 3_600_000;
/** Its use is written down at most so often. */
const seenEveryMs = 60_000;
/** Browsers of one person; the oldest session ends for the next. */
const sessionsMax = 8;
const organisationsMax = 100;

export type PortalAccessDeps = {
  readonly store: PortalStore;
  readonly base: Pick<OrganisationBase, "organisation">;
  readonly preparers: PreparersPort;
  readonly clock: Pick<ClockPort, "now">;
  readonly random: RandomPort;
  readonly crypto: Pick<CryptoPort, "sha256" | "hmacSha256">;
  /** Makes opaque codes of people and the proof of our page; the same after a restart. */
  readonly secret: Uint8Array;
  /** Where the pages are served: its port is in the cookie's name, as cookies know none. */
  readonly origin: () => string;
};
/** A live session. */
export type PortalHeld = { readonly user: PortalUser; readonly tokenSha256: string; readonly expiresAt: number; readonly csrf: string };

const everything: readonly PortalRight[] = ["prepare", "sign", "name-preparers"];
const rightsOf: Readonly<Record<Capacity, readonly PortalRight[]>> = {
  "first-head": everything,
  individual: everything,
  "right-to-sign": ["prepare"],
  employee: ["prepare"],
};

/** Sessions of the portal, and what each lets its holder do. Durable: a restart signs nobody out. */
export function createPortalAccess(deps: PortalAccessDeps) {
  const { store, clock } = deps;
  const mac = deps.crypto.hmacSha256(deps.secret);
  const keyOf = (token: string): string => hex(deps.crypto.sha256(utf8(token)));
  // Made of the token, which is nowhere kept: whoever reads the database cannot make it.
  const csrfOf = (token: string): string => hex(mac(utf8(`csrf ${token}`)));
  const isSecure = (): boolean => new URL(deps.origin()).protocol === "https:";
  // `__Host-`: no neighbour under the same domain, and nobody without TLS, can plant a session of their own.
  const name = (what: string): string => `${isSecure() ? "__Host-" : ""}beket-${what}-${new URL(deps.origin()).port || "web"}`;
  const endOf = ({ createdAt, seenAt }: { readonly createdAt: number; readonly seenAt: number }): number =>
    Math.min(createdAt + portalSessionMs, seenAt + portalIdleMs);

  return {
    cookieName: (): string => name("portal"),
    /** Of the browser that asked for a challenge: a sign-in that another browser began is not finished here. */
    bindingCookieName: (): string => name("portal-begun"),
    isSecure,
    codeOf: (iin: string): string => `p-${hex(mac(utf8(`person ${iin}`))).slice(0, 32)}`,
    /** A new token at each sign-in: what stood in the cookie before opens nothing. */
    open: (user: PortalUser): { readonly token: string; readonly held: PortalHeld } => {
      const token = hex(deps.random(32));
      const now = clock.now();
      const session = { tokenSha256: keyOf(token), user, createdAt: now, seenAt: now };
      store.forget(now, now - portalSessionMs, now - portalIdleMs);
      store.open(session, sessionsMax);
      return { token, held: { user, tokenSha256: session.tokenSha256, expiresAt: endOf(session), csrf: csrfOf(token) } };
    },
    /** The session behind a cookie; null when there is none or its time is over. Using it puts off its end by disuse. */
    find: (token: string): PortalHeld | null => {
      const session = store.find(keyOf(token));
      const now = clock.now();
      if (session === null || endOf(session) <= now) return null;
      const seenAt = now - session.seenAt >= seenEveryMs ? now : session.seenAt;
      if (seenAt !== session.seenAt) store.seen(session.tokenSha256, seenAt);
      return { user: session.user, tokenSha256: session.tokenSha256, expiresAt: endOf({ ...session, seenAt }), csrf: csrfOf(token) };
    },
    isCsrf: (held: PortalHeld, given: string): boolean => /^[0-9a-f]{64}$/.test(given) && isEqual(fromHex(given), fromHex(held.csrf)),
    signOut: (held: PortalHeld): void => store.end(held.tokenSha256),
    signOutEverywhere: (user: PortalUser): number => store.endAll(user.code),
    /**
     * The organisations this person may act for, by now: the certificate's own, and those whose head named them. The own one first; a
     * person whom the base does not know as a sole proprietor is rather one who prepares for others, and stands last.
     */
    organisationsOf: (user: PortalUser): readonly PortalOrganisation[] => {
      const number = user.bin ?? user.iin;
      const own: PortalOrganisation = { bin: number, may: rightsOf[user.capacity] };
      const named = deps.preparers
        .organisationsOf(user.iin)
        .filter((bin) => bin !== number)
        .slice(0, organisationsMax - 1)
        .map((bin): PortalOrganisation => ({ bin, may: ["prepare"] }));
      const ownFirst = user.bin !== null || deps.base.organisation(number) !== null;
      return ownFirst ? [own, ...named] : [...named, own];
    },
  };
}
export type PortalAccess = ReturnType<typeof createPortalAccess>;
