import { err, ok, type Result } from "@beket/domain";
import type { RandomPort } from "@beket/replication";
import { hostOf } from "./choose.ts";
import type { Counters } from "./counters.ts";
import {
  admit,
  afterFailure,
  circuitOf,
  defaultBackOff,
  freshHost,
  isResting,
  type BackOff,
  type Circuit,
  type HostState,
} from "./host-state.ts";
import { createLimiter } from "./limiter.ts";
import type { FetchFault, HttpAnswer, HttpAsk, HttpPort, Service, ServiceFault, ServiceKind } from "./types.ts";

export type CallerDeps = {
  readonly http: HttpPort;
  readonly now: () => number;
  readonly random: RandomPort;
  readonly counters: Counters;
  /** A host answers again after it failed: who waits may be judged again. */
  readonly onRecovered: () => void;
  readonly backOff?: BackOff;
  /** Requests under way at all services together. */
  readonly concurrentMax?: number;
};
export type Checked<T> = Result<T, FetchFault>;
export type Caller = {
  /** One request, unless its host rests, and the check of its answer. Never rejects. */
  readonly call: <T>(
    service: Service,
    ask: Omit<HttpAsk, "url" | "timeoutMs">,
    check: (answer: HttpAnswer) => Checked<T>,
  ) => Promise<Result<T, ServiceFault>>;
  /** How a kind of service on a host does: a broken responder says nothing about the lists beside it. */
  readonly circuit: (
    kind: ServiceKind,
    host: string,
  ) => { readonly circuit: Circuit; /** Null: at once. */ readonly retryAt: number | null };
};

/** What is said about one certificate only, and tells nothing about the health of the service. */
const faultsOfOneCertificate: ReadonlySet<FetchFault> = new Set(["status-unknown", "not-served"]);

export function createCaller(deps: CallerDeps): Caller {
  const backOff = deps.backOff ?? defaultBackOff;
  const limited = createLimiter(deps.concurrentMax ?? 8);
  const states = new Map<string, HostState>();
  const keyOf = (kind: ServiceKind, host: string): string => `${kind} ${host}`;
  const stateOf = (key: string): HostState => states.get(key) ?? freshHost;
  const part = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = deps.random(4);
    return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) / 2 ** 32;
  };
  const enter = (key: string): boolean => {
    const next = admit(stateOf(key), deps.now(), backOff);
    if (next !== null) states.set(key, next);
    return next !== null;
  };

  return {
    call: (service, ask, check) =>
      limited(async () => {
        const host = hostOf(service.url);
        const { kind, url, timeoutMs } = service;
        const key = keyOf(kind, host);
        const fail = (fault: FetchFault): { readonly ok: false; readonly error: ServiceFault } => {
          deps.counters.failed(kind, url, fault, deps.now());
          return err({ kind, host, fault });
        };
        // Asked after the turn has come: a host that failed meanwhile is left in peace by the whole queue.
        if (!enter(key)) return fail("resting");
        const answer = await deps.http({ ...ask, url, timeoutMs });
        const checked = answer.ok ? check(answer.value) : answer;
        const isHostWell = checked.ok || faultsOfOneCertificate.has(checked.error);
        const before = stateOf(key);
        states.set(key, isHostWell ? freshHost : afterFailure(before, deps.now(), part(), backOff));
        if (isHostWell && before.failures > 0) deps.onRecovered();
        if (!checked.ok) return fail(checked.error);
        deps.counters.succeeded(kind, url, deps.now());
        return ok(checked.value);
      }),
    circuit: (kind, host) => {
      const state = stateOf(keyOf(kind, host));
      const now = deps.now();
      return { circuit: circuitOf(state, now, backOff), retryAt: isResting(state, now, backOff) ? state.retryAt : null };
    },
  };
}
