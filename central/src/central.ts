import type { AuthorityRow, CentralKeysFile, Health, OfficerRow } from "@beket/api";
import { permitPolicy, validateSignature, withTestAnchors } from "@beket/eds";
import { logId, type Log } from "@beket/node-kit";
import {
  buildTopic,
  createEventOpener,
  createIngest,
  createScopeWriter,
  formatUuid,
  uuidv7,
  type ClockPort,
  type CodecPort,
  type CryptoPort,
  type KeyRing,
  type RandomPort,
  type SchedulePort,
} from "@beket/replication";
import type { Stores } from "./adapters/stores.ts";
import { createApplicationHandler } from "./features/applications/issue.ts";
import { createActHandler } from "./features/authority/decide-act.ts";
import { fromHex, hex, utf8 } from "./features/bytes.ts";
import { createDistribution } from "./features/distribution/distribution.ts";
import { createHealth } from "./features/health.ts";
import { createIntake } from "./features/ingest/intake.ts";
import type { CentralLink } from "./features/link.ts";
import { createNodes } from "./features/nodes/nodes.ts";
import { createProjection } from "./features/projection/projection.ts";
import type { Ledgers } from "./features/records/ledger.ts";
import { officerRow, publishNamed, regimesRow } from "./features/regime/common-rows.ts";
import { createRegimes, importRegimes, type RegimeImport } from "./features/regime/regimes.ts";
import { replayAll } from "./features/replay/replay.ts";
import { createRevocationHandler } from "./features/revocations/revoke.ts";
import { createDesk } from "./features/submissions/desk.ts";
import type { Trust } from "./features/submissions/signature.ts";
import { createHttpApp } from "./http/app.ts";

export type CentralDeps = {
  readonly version: string;
  readonly keys: CentralKeysFile;
  /** Holds the root-signed key set. */
  readonly keyRing: KeyRing;
  readonly stores: Stores;
  readonly link: CentralLink;
  readonly trust: { readonly current: () => Trust; readonly reload: () => void };
  readonly trustPurpose: "test" | "production";
  readonly authorities: readonly AuthorityRow[];
  readonly origin: () => string;
  readonly operatorToken: string | null;
  readonly portalFolder: string | null;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly crypto: CryptoPort;
  readonly codec: CodecPort;
  readonly schedule: SchedulePort;
  readonly defer: (run: () => void) => void;
  readonly log: Log;
};
export type Central = {
  readonly fetch: (request: Request, client: { readonly client: string }) => Response | Promise<Response>;
  /** Takes up what was interrupted, then serves the link. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly importRegimes: (json: unknown) => RegimeImport;
  /** How many rows changed. */
  readonly importOfficers: (officers: readonly OfficerRow[]) => number;
  /** Reads the trust folder again and judges what waits; how many were settled. */
  readonly retryWaiting: () => number;
};
const retryEveryMs = 60_000;

/** Central without its files and sockets: everything is handed in. */
export function createCentral(deps: CentralDeps): Central {
  const { stores, clock, crypto, codec, random, schedule, log, link, keys } = deps;
  const now = clock.now;
  const signingSeed = fromHex(keys.registrySeed);
  const writerOf = (name: keyof CentralKeysFile["scopes"]) => {
    const { scope, key } = keys.scopes[name];
    return createScopeWriter({ scope, key: fromHex(key), store: stores.scopes[name], crypto, signingSeed, clock, codec });
  };
  const writers = { city: writerOf("city"), roadblock: writerOf("roadblock"), common: writerOf("common") };
  const distribution = createDistribution(
    { link, writers: Object.values(writers), schedule, onFault: (code, scope) => log.warn(code, { scope: logId(scope) }) },
    now,
  );
  const ledgers: Ledgers = {
    city: { store: stores.ledgers.city, scope: distribution.port(writers.city.scope) },
    roadblock: { store: stores.ledgers.roadblock, scope: distribution.port(writers.roadblock.scope) },
  };
  const commonScope = distribution.port(writers.common.scope);
  const regimes = createRegimes(stores.regimes);
  const policy = deps.trustPurpose === "test" ? withTestAnchors(permitPolicy) : permitPolicy;
  const base = stores.organisations;
  const desk = createDesk({
    store: stores.submissions,
    signature: { validate: validateSignature, policy, trust: deps.trust.current, crypto },
    crypto,
    clock,
    newId: () => formatUuid(uuidv7(clock, random)),
    origins: () => [deps.origin()],
    handlers: [
      createApplicationHandler({ base, regimes, ledgers, random }),
      createRevocationHandler({ ledgers }),
      createActHandler({ authorities: deps.authorities, store: stores.common, scope: commonScope, regimes, random }),
    ],
  });
  const opener = createEventOpener({ crypto, codec, eventSecretKey: fromHex(keys.eventSecretKey) });
  const projection = createProjection({
    log: stores.eventLog,
    store: stores.projection,
    opener,
    schedule,
    onSetAside: (code) => log.warn("event-set-aside", { code }),
  });
  const nodes = createNodes(keys.sources, stores.projection.sources);
  const intake = createIntake({
    link,
    ingest: createIngest({
      store: stores.ingest,
      crypto,
      codec,
      keys: deps.keyRing,
      ackSigningSeed: fromHex(keys.ackSeed),
      clock,
      windowBytes: () => intake.windowBytes(),
    }),
    defer: deps.defer,
    group: stores.ingestGroup,
    onRequest: distribution.serve,
    onStored: projection.wake,
    onHeard: (source) => nodes.heard(source, now()),
    onFault: (code, detail) => log.warn(code, { detail: logId(detail) }),
  });
  const pause = (): Promise<void> => new Promise((resolve) => deps.defer(resolve));
  const replay = async () => {
    await projection.catchUp(pause);
    return replayAll({ log: stores.eventLog, store: stores.projection, opener, regimes, writers: Object.values(writers), pause });
  };
  const secretKey = crypto.hmacSha256(signingSeed)(utf8("beket/status-secret/1"));
  const secret = crypto.hmacSha256(secretKey);
  let linkUp = false;
  const health = createHealth({
    version: deps.version,
    linkUp: () => linkUp,
    hasRegime: () => regimes.at(now()) !== null,
    intake: intake.status,
    waiting: () => stores.submissions.open().length,
    present: nodes.presentCount,
    lastHeadAt: () => distribution.status().lastHeadAt,
    now,
  });
  const app = createHttpApp({
    base,
    regimes,
    prepare: { base, regimes, store: stores.submissions, crypto, clock, random, origin: deps.origin },
    desk,
    submissions: stores.submissions,
    ledgers,
    now,
    secretOf: (submission) => hex(secret(utf8(submission.id))),
    health: (): Health => health(),
    nodes: nodes.reply,
    replay,
    operatorToken: deps.operatorToken,
    portalFolder: deps.portalFolder,
    onError: () => log.error("request-failed"),
  });

  const retryWaiting = (): number => {
    deps.trust.reload();
    return desk.resume();
  };
  const cancels: (() => void)[] = [];
  const everyMinute = (): void => {
    retryWaiting();
    cancels[0] = schedule(retryEveryMs, everyMinute);
  };
  return {
    fetch: (request, client) => app.fetch(request, client),
    start: async () => {
      publishNamed(stores.named, commonScope, [regimesRow(regimes.all())]);
      cancels[1] = link.onState((up) => {
        linkUp = up;
      });
      cancels[2] = link.onMessage(nodes.onMessage);
      intake.start();
      distribution.start();
      await Promise.all(["up/+/+/ev", "up/+/+/req", "pres/+"].map((tail) => link.subscribe(`${topicPrefix}${tail}`)));
      everyMinute();
      projection.wake();
    },
    stop: async () => {
      for (const cancel of cancels) cancel();
      intake.stop();
      await distribution.stop();
      projection.stop();
    },
    importRegimes: (json) => {
      const done = importRegimes(stores.regimes, json);
      regimes.changed();
      publishNamed(stores.named, commonScope, [regimesRow(regimes.all())]);
      return done;
    },
    importOfficers: (officers) => publishNamed(stores.named, commonScope, officers.map(officerRow)),
    retryWaiting,
  };
}

const topicPrefix = buildTopic({ kind: "pres", source: "x" }).slice(0, -"pres/x".length);
