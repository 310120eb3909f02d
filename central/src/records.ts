import { archived, exemptionPolicy, permitPolicy, validateSignature, withTestAnchors, type ValidationPolicy } from "@beket/eds";
import { logId } from "@beket/node-kit";
import { createScopeWriter, formatUuid, uuidv7 } from "@beket/replication";
import { createAuthority } from "./authority.ts";
import type { CentralDeps } from "./deps.ts";
import { createChangeHandler } from "./features/applications/change.ts";
import { createApplicationHandler } from "./features/applications/issue.ts";
import { createServiceActHandler } from "./features/authority/service-act.ts";
import { createActHandler } from "./features/authority/decide-act.ts";
import { fromHex } from "./features/bytes.ts";
import { createConsentHandler } from "./features/consents/consent.ts";
import { createLending } from "./features/consents/lending.ts";
import { createWithdrawalHandler } from "./features/consents/withdraw.ts";
import { createEvidence } from "./features/evidence/evidence.ts";
import { followedByDrafts } from "./features/drafts/following.ts";
import { createDistribution } from "./features/distribution/distribution.ts";
import type { Ledgers } from "./features/records/ledger.ts";
import { createRegimes } from "./features/regime/regimes.ts";
import { createRevocationHandler } from "./features/revocations/revoke.ts";
import { createDesk, type Handler } from "./features/submissions/desk.ts";
import type { SubmissionKind } from "./features/submissions/ports.ts";
import { createStampDesk } from "./features/submissions/stamping.ts";

/** The half of central that goes down to the posts: signed documents become records, records become scopes. */
export function createRecords(deps: CentralDeps) {
  const { stores, clock, crypto, codec, random, schedule, log, link, keys } = deps;
  const signingSeed = fromHex(keys.registrySeed);
  const writerOf = (name: keyof typeof keys.scopes) => {
    const { scope, key } = keys.scopes[name];
    return createScopeWriter({ scope, key: fromHex(key), store: stores.scopes[name], crypto, signingSeed, clock, codec });
  };
  const writers = { city: writerOf("city"), roadblock: writerOf("roadblock"), common: writerOf("common"), sites: writerOf("sites") };
  const onFault: Parameters<typeof createDistribution>[0]["onFault"] = (code, scope) => log.warn(code, { scope: logId(scope) });
  const distribution = createDistribution({ link, writers: Object.values(writers), schedule, onFault }, clock.now);
  const writable: Ledgers = {
    city: { store: stores.ledgers.city, scope: distribution.port(writers.city.scope) },
    roadblock: { store: stores.ledgers.roadblock, scope: distribution.port(writers.roadblock.scope) },
  };
  const commonScope = distribution.port(writers.common.scope);
  const sitesScope = distribution.port(writers.sites.scope);
  const regimes = createRegimes(stores.regimes);
  const { ledgers, gate, ...authority } = createAuthority(deps, { writable, commonScope, regimes, writers, desk: () => signing.desk });
  const consents = createLending(stores.consents, clock.now);
  const issuing = { base: stores.organisations, regimes, ledgers, consents, random };
  const handlers: readonly Handler[] = [
    createApplicationHandler(issuing),
    createChangeHandler(issuing),
    createRevocationHandler({ ledgers }),
    createConsentHandler(stores.consents),
    createWithdrawalHandler({ store: stores.consents, ledgers }),
    createServiceActHandler(authority.listed),
    createActHandler({ ...authority.listed, log: stores.actChanges.common, gate }),
  ];
  const signing = createSigning(deps, handlers);
  return { writers: Object.values(writers), distribution, ledgers, commonScope, sitesScope, regimes, consents, ...signing, ...authority };
}
export type Records = ReturnType<typeof createRecords>;

/** Signed documents are judged, wait for evidence that is asked for, and are stamped. */
function createSigning(deps: CentralDeps, handlers: readonly Handler[]) {
  const { stores, clock, crypto, random, schedule, log } = deps;
  const policyOf = (kind: SubmissionKind): ValidationPolicy => {
    const policy = kind === "act" || kind === "service-act" ? exemptionPolicy : permitPolicy;
    return deps.trustPurpose === "test" ? withTestAnchors(policy) : policy;
  };
  const pause = (): Promise<void> => new Promise((resolve) => deps.defer(resolve));
  const evidence = createEvidence({
    ...deps.evidence,
    cache: stores.answers,
    now: clock.now,
    random,
    crypto,
    ocspMaxAgeMs: permitPolicy.revocation.ocspMaxAgeMs,
    onRecovered: () => desk.recovered(),
  });
  const signature = { validate: validateSignature, policyOf, trust: deps.trust.current, crypto };
  const desk = createDesk({
    store: followedByDrafts(stores.submissions, stores.drafts, clock.now),
    isDecidable: (applicant) => stores.organisations.organisation(applicant) !== null || stores.organisations.refusal(applicant) !== null,
    signature: { ...signature, evidence: evidence.source },
    evidence: evidence.source,
    stamps: evidence.timestamps.isConfigured,
    onAccepted: () => deps.defer(() => void stamps.run()),
    crypto,
    clock,
    newId: () => formatUuid(uuidv7(clock, random)),
    origins: () => [deps.origin()],
    pause,
    schedule,
    onFault: (code) => log.error(code),
    handlers,
  });
  const stamps = createStampDesk({
    store: stores.submissions,
    archive: stores.archive,
    source: evidence.timestamps,
    evidence: evidence.source,
    signature: { ...signature, policyOf: (kind) => archived(policyOf(kind)) },
    now: clock.now,
    pause,
    onFault: (code) => log.error(code),
  });
  return { evidence, desk, stamps };
}
