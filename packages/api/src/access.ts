import { TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Count, Hex32 } from "./common.ts";

/** Sign-in to the portal by a typed document (`{"beket":"login/1",…}`) under the person's own EDS. Cookies: httpOnly, strict, hashed at rest. */
export const portalRoutes = {
  /** POST: a login document of this origin, good for five minutes and once. */
  challenge: "/api/v1/portal/sign-in/challenge",
  /** POST: signs in. GET: who is signed in. DELETE: signs out. */
  session: "/api/v1/portal/session",
  /** POST: signs out everywhere, every session of this person. */
  everywhere: "/api/v1/portal/session/end-all",
} as const;

export const LoginChallenge = v.strictObject({ document: v.pipe(v.string(), v.maxLength(1_024)), sha256: Hex32, expiresAt: TimeMs });
export type LoginChallenge = v.InferOutput<typeof LoginChallenge>;

/** The challenge's text as it was given out, and the CMS over its UTF-8 bytes, base64, detached or attached. */
export const PortalSignIn = v.strictObject({
  document: v.pipe(v.string(), v.minLength(2), v.maxLength(1_024)),
  cms: v.pipe(v.string(), v.minLength(4), v.maxLength(100_000), v.regex(/^[A-Za-z0-9+/=\s]+$/)),
});
export type PortalSignIn = v.InferOutput<typeof PortalSignIn>;

/** What the certificate says of its holder. `individual`: a person's own key, which may prepare where a head named them, and is a sole proprietor's. */
export const capacities = ["first-head", "right-to-sign", "employee", "individual"] as const;
export type Capacity = (typeof capacities)[number];
/** What somebody may do for an organisation. `sign` and `name-preparers`: its first head, and a sole proprietor for themself. */
export const portalRights = ["prepare", "sign", "name-preparers"] as const;
export type PortalRight = (typeof portalRights)[number];
const Name = v.pipe(v.string(), v.maxLength(300));
export const PortalSession = v.strictObject({
  capacity: v.picklist(capacities),
  /** As the certificate writes it. */
  person: Name,
  /** The organisations this person may prepare for: the certificate's own, and those whose head named them. The own one first. */
  organisations: v.pipe(
    v.array(
      v.strictObject({
        bin: v.pipe(v.string(), v.regex(/^[0-9]{12}$/)),
        name: v.nullable(Name),
        /** Of the tax base; told here only. Null: not in the base. */
        headcount: v.nullable(Count),
        may: v.pipe(v.array(v.picklist(portalRights)), v.maxLength(3)),
      }),
    ),
    v.maxLength(100),
  ),
  expiresAt: TimeMs,
  /** Every request of a session that changes something carries it as `x-beket-csrf`. */
  csrf: Hex32,
});
export type PortalSession = v.InferOutput<typeof PortalSession>;
/** Header that a page of ours sends and a form of another site cannot. */
export const csrfHeader = "x-beket-csrf";
