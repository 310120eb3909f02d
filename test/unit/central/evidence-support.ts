import { systemSchedule } from "@beket/node-kit";
import { createEvidenceHttp } from "../../../central/src/adapters/http-evidence.ts";
import type { Service } from "../../../central/src/features/evidence/types.ts";
import { startAuthorityServer, type AuthorityServer } from "../../support/evidence/authority-server.ts";
import { authorityServices, openTestCentral, rootList, startMs, type TestCentral } from "./support.ts";

export type EvidenceWorld = {
  readonly one: TestCentral;
  readonly server: AuthorityServer;
  /** Resolves when nothing is being asked for any more. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Central with the root's list alone, which asks a real server on 127.0.0.1 whose clock is central's. */
export function openEvidenceWorld(
  services: (server: AuthorityServer) => readonly Service[] = (server) => [server.service("ocsp")],
  options: Parameters<typeof openTestCentral>[0] = {},
): EvidenceWorld {
  let now = (): number => startMs;
  const server = startAuthorityServer({ ...authorityServices, now: () => now() });
  const http = createEvidenceHttp({ schedule: systemSchedule });
  const evidence = { services: services(server), http: http.ask, stop: http.stop };
  const one = openTestCentral({ crls: rootList(), evidence, ...options });
  now = one.clock.now;
  return {
    one,
    server,
    settled: one.central.idle,
    close: async () => {
      await one.close();
      await server.stop();
    },
  };
}
