import type { CentralKeysFile } from "@beket/api";
import { ok, type Result } from "@beket/domain";
import { createMqttLink, systemRandom, type Log } from "@beket/node-kit";
import type { ClockPort } from "@beket/replication";
import type { Config } from "../config.ts";
import type { CentralLink } from "../features/link.ts";
import { startBroker } from "./broker.ts";

export type OpenLink = {
  readonly link: CentralLink;
  /** Where the embedded broker listens; null with an external one. */
  readonly brokerUrl: string | null;
  readonly close: () => Promise<void>;
};

/** The embedded broker with central's connection inside it, or a connection to an external one. */
export async function openLink(
  config: Config,
  deps: { readonly clock: ClockPort; readonly log: Log; readonly sources: CentralKeysFile["sources"] },
): Promise<Result<OpenLink, string>> {
  const { clock, log, sources } = deps;
  const { brokerUrl, brokerHost, brokerPort, brokerUsername, brokerPassword } = config;
  if (brokerUrl === null) {
    const broker = await startBroker({ host: brokerHost, port: brokerPort, sources, onRefused: (code) => log.warn(code) });
    return broker.ok ? ok({ link: broker.value.link, brokerUrl: broker.value.url, close: broker.value.close }) : broker;
  }
  const link = createMqttLink({
    url: brokerUrl,
    clientId: "central",
    ...(brokerUsername === null ? {} : { username: brokerUsername }),
    ...(brokerPassword === null ? {} : { password: brokerPassword }),
    clock,
    random: systemRandom,
  });
  return ok({ link, brokerUrl: null, close: link.close });
}
