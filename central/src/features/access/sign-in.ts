import type { LoginChallenge, PortalSession, PortalSignIn } from "@beket/api";
import { assert, err, ok, type Result } from "@beket/domain";
import { encodeLoginDocument, parseLoginDocument } from "@beket/eds";
import { base64url, fromBase64, fromUtf8, hex, utf8 } from "../bytes.ts";
import { capacityOf, judgeLogin, type JudgeLoginDeps } from "./judge-login.ts";
import type { PortalAccess, PortalAccessDeps, PortalHeld } from "./portal-access.ts";
import { createWindowLimit } from "./window-limit.ts";

export const challengeMs = 5 * 60_000;
const windowMs = 10 * 60_000;
/** Sign-ins of one certificate in a window: a person needs a few. Failures are not counted here: a certificate is public, and whoever sends it without its key must not lock its owner out. */
const certificateMax = 20;
/** Failures of one client in a window. A whole office may sit behind one address. */
const clientFailuresMax = 30;
/** Signatures judged at once; each may wait for a certification authority. */
const judgedMax = 32;
const purpose = "beket.portal";

export type SignInDeps = PortalAccessDeps &
  Omit<JudgeLoginDeps, "now"> & {
    readonly access: PortalAccess;
    /** Something to write down; `code` is opaque, and null where nobody was let in. */
    readonly onStep: (step: "portal-signed-in" | "portal-refused" | "portal-locked", code: string | null) => void;
  };
export type SignInFault =
  | { readonly kind: "challenge-unknown" }
  | { readonly kind: "cms-not-base64" }
  | { readonly kind: "signature-refused"; readonly code: string }
  | { readonly kind: "no-evidence" }
  | { readonly kind: "not-person" }
  | { readonly kind: "locked" };
export type SignedIn = { readonly token: string; readonly session: PortalSession };

/** Sign-in at the portal: a typed document of this origin, good for five minutes and once, under the person's own EDS. */
export function createPortalSignIn(deps: SignInDeps) {
  const { access, store, clock, crypto } = deps;
  const ofCertificate = createWindowLimit(certificateMax, windowMs, clock.now);
  const ofClient = createWindowLimit(clientFailuresMax, windowMs, clock.now);
  const sha = (text: string): string => hex(crypto.sha256(utf8(text)));
  let judging = 0;

  const sessionOf = (held: PortalHeld): PortalSession => ({
    capacity: held.user.capacity,
    person: held.user.person,
    organisations: access.organisationsOf(held.user).map(({ bin, may }) => {
      const row = deps.base.organisation(bin);
      return { bin, name: row?.name ?? null, headcount: row?.headcount ?? null, may: [...may] };
    }),
    expiresAt: held.expiresAt,
    csrf: held.csrf,
  });
  const refused = (fault: SignInFault, client: string): Result<never, SignInFault> => {
    // An outage of the authority is nobody's guess.
    if (fault.kind !== "no-evidence") ofClient.take(client);
    deps.onStep(fault.kind === "locked" ? "portal-locked" : "portal-refused", null);
    return err(fault);
  };
  const judge = async (document: Uint8Array, cms: Uint8Array, client: string): Promise<Result<SignedIn, SignInFault>> => {
    const verdict = await judgeLogin({ ...deps, now: clock.now }, document, cms);
    if (verdict.kind === "no-evidence") return refused({ kind: "no-evidence" }, client);
    if (verdict.kind === "refused") return refused({ kind: "signature-refused", code: verdict.code }, client);
    const { signer } = verdict;
    if (!ofCertificate.take(signer.certificateSha256)) return refused({ kind: "locked" }, client);
    const capacity = capacityOf(signer);
    if (signer.iin === undefined || capacity === null) return refused({ kind: "not-person" }, client);
    const { iin, bin = null } = signer;
    const user = { code: access.codeOf(iin), iin, bin, capacity, person: signer.commonName.slice(0, 300) };
    const { token, held } = access.open(user);
    deps.onStep("portal-signed-in", user.code);
    return ok({ token, session: sessionOf(held) });
  };

  return {
    sessionOf,
    /** `binding` is what the asking browser keeps in a cookie; the sign-in must come with it. */
    challenge: (): { readonly challenge: LoginChallenge; readonly binding: string } => {
      const now = clock.now();
      const nonce = base64url(deps.random(32));
      const binding = hex(deps.random(32));
      const expiresAtMs = now + challengeMs;
      const encoded = encodeLoginDocument({ purpose, origin: deps.origin(), nonce, expiresAtMs });
      assert(encoded.ok, "central's own origin and nonce make a login document");
      store.challenge(sha(nonce), sha(binding), expiresAtMs);
      const document = fromUtf8(encoded.value);
      return { challenge: { document, sha256: hex(crypto.sha256(encoded.value)), expiresAt: expiresAtMs }, binding };
    },
    /** The challenge is used up by the first try, whatever comes of it. */
    signIn: async (request: PortalSignIn, binding: string | undefined, client: string): Promise<Result<SignedIn, SignInFault>> => {
      if (ofClient.isFull(client)) return refused({ kind: "locked" }, client);
      const cms = fromBase64(request.cms);
      if (cms === null) return err({ kind: "cms-not-base64" });
      const document = utf8(request.document);
      const parsed = parseLoginDocument(document);
      const isOwn = parsed.ok && parsed.value.purpose === purpose && parsed.value.origin === deps.origin();
      if (!isOwn || binding === undefined || !store.takeChallenge(sha(parsed.value.nonce), sha(binding), clock.now()))
        return refused({ kind: "challenge-unknown" }, client);
      if (judging >= judgedMax) return err({ kind: "locked" });
      judging += 1;
      return judge(document, cms, client).finally(() => {
        judging -= 1;
      });
    },
  };
}
export type PortalSignInDesk = ReturnType<typeof createPortalSignIn>;
