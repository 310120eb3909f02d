import { ApplicationView } from "@beket/api";
import * as v from "valibot";
import { createEvidenceHttp } from "../../../central/src/adapters/http-evidence.ts";
import type { Service } from "../../../central/src/features/evidence/types.ts";
import { startAuthorityServer, type AuthorityServer } from "../../support/evidence/authority-server.ts";
import { authorityServices, openTestCentral, rootList, startMs, type TestCentral } from "./support.ts";

export type EvidenceWorld = {
  /** Another after a restart. */
  readonly one: TestCentral;
  readonly server: AuthorityServer;
  /** Resolves when nothing is being asked for any more. */
  readonly settled: () => Promise<void>;
  /** Every time limit that is running comes to its end. */
  readonly timeOut: () => void;
  readonly limitsRunning: () => number;
  /** Central goes on by its schedule, at another time. */
  readonly later: (ms: number) => Promise<void>;
  readonly statusOf: (view: Pick<ApplicationView, "id" | "secret">) => Promise<ApplicationView>;
  /** Stops central and starts it again on the same files. */
  readonly restart: () => Promise<EvidenceWorld>;
  readonly close: () => Promise<void>;
};
type Services = (server: AuthorityServer) => readonly Service[];

/** Central with the root's list alone, which asks a real server on 127.0.0.1 whose clock is central's. */
export function openEvidenceWorld(services: Services = (server) => [server.service("ocsp")]): EvidenceWorld {
  let now = (): number => startMs;
  const server = startAuthorityServer({ ...authorityServices, now: () => now() });
  const world = openOn(server, services(server), {});
  now = world.one.clock.now;
  return world;
}

function openOn(server: AuthorityServer, services: readonly Service[], on: Parameters<typeof openTestCentral>[0]): EvidenceWorld {
  const limits = new Set<() => void>();
  const http = createEvidenceHttp({
    schedule: (_, run) => {
      limits.add(run);
      return () => void limits.delete(run);
    },
  });
  const one = openTestCentral({ crls: rootList(), ...on, evidence: { services, http: http.ask, stop: http.stop } });
  const settled = one.central.idle;
  return {
    one,
    server,
    settled,
    timeOut: () => {
      for (const run of limits) run();
    },
    limitsRunning: () => limits.size,
    later: async (ms) => {
      one.move(ms);
      await one.central.retryWaiting();
      await settled();
    },
    statusOf: async ({ id, secret }) => {
      const reply = await one.send("/api/v1/applications/status", { id, secret });
      return v.parse(ApplicationView, await reply.json());
    },
    restart: async () => {
      await one.close(true);
      return openOn(server, services, { folder: one.folder, keys: one.keys });
    },
    close: async () => {
      await one.close();
      await server.stop();
    },
  };
}

export const hourMs = 3_600_000;
