import { loginPolicy, validateSignature, withTestAnchors } from "@beket/eds";
import { logId } from "@beket/node-kit";
import { createAuditStore } from "./adapters/sql-audit.ts";
import { createPortalStore } from "./adapters/sql-portal.ts";
import { createStaffStore } from "./adapters/sql-staff.ts";
import { webauthn } from "./adapters/webauthn.ts";
import type { CentralDeps } from "./deps.ts";
import { createPortalAccess } from "./features/access/portal-access.ts";
import { createPortalSignIn } from "./features/access/sign-in.ts";
import type { PreparersPort } from "./features/access/types.ts";
import { createAudit } from "./features/audit/audit.ts";
import { fromHex, utf8 } from "./features/bytes.ts";
import type { EvidenceSource } from "./features/evidence/types.ts";
import { createStaff } from "./features/staff/sessions.ts";

/** Who may come in, and the record of who saw whom: the staff, the organisations' people, and the audit of both. */
export function createAccess(deps: CentralDeps, evidence: Pick<EvidenceSource, "offer" | "seek">, preparers: PreparersPort) {
  const { clock, crypto, random, log, stores } = deps;
  // Keys of their own out of the registry's: the same after a restart, and none says anything of another.
  const keyOf = crypto.hmacSha256(fromHex(deps.keys.registrySeed));
  const pause = (): Promise<void> => new Promise((resolve) => deps.defer(resolve));
  const registry = stores.sql.registry;
  const audit = createAudit({
    store: createAuditStore(registry),
    clock,
    crypto,
    random,
    secret: keyOf(utf8("beket/audit-subject/1")),
    pause,
  });
  const staff = createStaff({
    rows: deps.staff,
    store: createStaffStore(registry),
    webauthn,
    audit,
    passphrases: deps.passphrases,
    clock,
    random,
    crypto,
    screenSecret: keyOf(utf8("beket/staff-screen/1")),
    isDemo: deps.isDemo,
    origin: deps.origin,
    onStep: (step, who) => {
      const field = who === null ? {} : { staff: logId(who) };
      log[step === "staff-refused" || step === "staff-locked" || step === "staff-key-copied" ? "warn" : "info"](step, field);
    },
  });
  const portalDeps = {
    store: createPortalStore(registry),
    base: stores.organisations,
    preparers,
    clock,
    random,
    crypto,
    secret: keyOf(utf8("beket/portal/1")),
    origin: deps.origin,
  };
  const portal = createPortalAccess(portalDeps);
  const signIn = createPortalSignIn({
    ...portalDeps,
    access: portal,
    validate: validateSignature,
    policy: () => (deps.trustPurpose === "test" ? withTestAnchors(loginPolicy) : loginPolicy),
    trust: deps.trust.current,
    evidence,
    onStep: (step, code) => log[step === "portal-signed-in" ? "info" : "warn"](step, code === null ? {} : { portal: logId(code) }),
  });
  return { audit, staff, portal, signIn };
}
export type Access = ReturnType<typeof createAccess>;
