import { authorityPaths, createAuthorityServices, type AuthorityDeps } from "../../../demo/src/authority/services.ts";
import type { RevokedSpec } from "@beket/eds/issue";
import type { Service, ServiceKind } from "../../../central/src/features/evidence/types.ts";

/** A way in which one path of the server misbehaves; it gets the request and what a healthy server would answer. */
export type Fault = (request: Request, healthy: () => Promise<Response>) => Response | Promise<Response>;

export type AuthorityServer = {
  readonly url: string;
  readonly host: string;
  /** Requests so far, by path. */
  readonly asked: (kind: ServiceKind) => number;
  readonly requests: readonly Request[];
  /** Null: healthy again. */
  readonly misbehave: (kind: ServiceKind, fault: Fault | null) => void;
  readonly revoke: (entry: RevokedSpec) => void;
  readonly service: (kind: ServiceKind, change?: Partial<Service>) => Service;
  readonly stop: () => Promise<void>;
};

const paths: Readonly<Record<ServiceKind, string>> = {
  ocsp: authorityPaths.ocsp,
  crl: authorityPaths.crl,
  "delta-crl": authorityPaths.delta,
  tsp: authorityPaths.tsp,
};

/** The demo's certification authority on a real socket of 127.0.0.1, with another's keys and clock, that can be made to fail in every way. */
export function startAuthorityServer(deps: Omit<AuthorityDeps, "revoked">): AuthorityServer {
  const revoked: RevokedSpec[] = [];
  const healthy = createAuthorityServices({ ...deps, revoked: () => revoked });
  const faults = new Map<string, Fault>();
  const requests: Request[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 0,
    development: false,
    fetch: (request) => {
      requests.push(request.clone());
      const fault = faults.get(new URL(request.url).pathname);
      return fault === undefined ? healthy(request) : fault(request, () => healthy(request));
    },
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    host: `127.0.0.1:${server.port}`,
    requests,
    asked: (kind) => requests.filter((request) => new URL(request.url).pathname === paths[kind]).length,
    misbehave: (kind, fault) => {
      if (fault === null) faults.delete(paths[kind]);
      else faults.set(paths[kind], fault);
    },
    revoke: (entry) => revoked.push(entry),
    service: (kind, change = {}) => ({ kind, url: `${url}${paths[kind]}`, issuerSha256: null, timeoutMs: 5_000, name: null, ...change }),
    stop: () => server.stop(true),
  };
}
