import { permitPolicy, validateSignature, withTestAnchors } from "@beket/eds";
import { logId } from "@beket/node-kit";
import { createScopeWriter, formatUuid, uuidv7 } from "@beket/replication";
import type { CentralDeps } from "./deps.ts";
import { createApplicationHandler } from "./features/applications/issue.ts";
import { createActHandler } from "./features/authority/decide-act.ts";
import { fromHex } from "./features/bytes.ts";
import { createDistribution } from "./features/distribution/distribution.ts";
import type { Ledgers } from "./features/records/ledger.ts";
import { createRegimes } from "./features/regime/regimes.ts";
import { createRevocationHandler } from "./features/revocations/revoke.ts";
import { createDesk } from "./features/submissions/desk.ts";

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
  const ledgers: Ledgers = {
    city: { store: stores.ledgers.city, scope: distribution.port(writers.city.scope) },
    roadblock: { store: stores.ledgers.roadblock, scope: distribution.port(writers.roadblock.scope) },
  };
  const commonScope = distribution.port(writers.common.scope);
  const sitesScope = distribution.port(writers.sites.scope);
  const regimes = createRegimes(stores.regimes);
  const policy = deps.trustPurpose === "test" ? withTestAnchors(permitPolicy) : permitPolicy;
  const desk = createDesk({
    store: stores.submissions,
    signature: { validate: validateSignature, policy, trust: deps.trust.current, crypto },
    crypto,
    clock,
    newId: () => formatUuid(uuidv7(clock, random)),
    origins: () => [deps.origin()],
    pause: () => new Promise((resolve) => deps.defer(resolve)),
    onFault: (code) => log.error(code),
    handlers: [
      createApplicationHandler({ base: stores.organisations, regimes, ledgers, random }),
      createRevocationHandler({ ledgers }),
      createActHandler({ authorities: deps.authorities, store: stores.common, scope: commonScope, regimes, random }),
    ],
  });
  return { writers: Object.values(writers), distribution, ledgers, commonScope, sitesScope, regimes, desk };
}
export type Records = ReturnType<typeof createRecords>;
