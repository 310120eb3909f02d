import { readFileSync } from "node:fs";
import { randomBytes, randomUUID } from "node:crypto";
import { headlessChooser } from "./choosers.ts";
import { createConfirmDesk } from "./confirm-desk.ts";
import { confirmHandler } from "./confirm-server.ts";
import { readKeyFolder } from "./key-file.ts";
import { serveSimulator, type Behaviour, type Simulator } from "./server.ts";

export type SimulatorConfig = {
  readonly keysFolder: string;
  readonly port: number;
  readonly pagePort: number;
  readonly headless: boolean;
  /** Headless: sign with this key only. */
  readonly keyName: string | null;
  readonly unfiltered: boolean;
  readonly behaviour?: Behaviour;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
};

export type Started = {
  /** WebSocket address. */
  readonly url: string;
  /** Address of the confirm page; null when headless. */
  readonly window: string | null;
  readonly keyNames: readonly string[];
  readonly stop: () => Promise<void>;
};

export type StartResult = { readonly ok: true; readonly value: Started } | { readonly ok: false; readonly lines: readonly string[] };

const now = (): number => Date.now();
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** The line for a listener that could not start; Bun names the cause in `code`. */
function listenFault(error: unknown, port: number): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
  return code === "EADDRINUSE"
    ? `port ${port} is taken: another NCALayer is running, or choose another port`
    : `port ${port} cannot be opened (${code})`;
}

/** Reads the keys and opens the WebSocket and, unless headless, the confirm page. */
export function startSimulator(config: SimulatorConfig): StartResult {
  const { keys, faults } = readKeyFolder(config.keysFolder, random);
  if (faults.length > 0) return { ok: false, lines: faults };
  if (keys.length === 0) return { ok: false, lines: [`no keys in ${config.keysFolder}`] };
  if (config.keyName !== null && !keys.some(({ name }) => name === config.keyName)) {
    return { ok: false, lines: [`no key "${config.keyName}"; there are: ${keys.map(({ name }) => name).join(", ")}`] };
  }
  const desk = createConfirmDesk({ keys, unfiltered: config.unfiltered, now, newId: randomUUID });
  const choose = config.headless ? headlessChooser({ keys, keyName: config.keyName, unfiltered: config.unfiltered, now }) : desk.choose;

  let page: { readonly window: string; readonly stop: () => Promise<void> } | null = null;
  try {
    if (!config.headless) {
      const server = Bun.serve({ hostname: "127.0.0.1", port: config.pagePort, fetch: confirmHandler(desk, config.unfiltered) });
      page = { window: `http://127.0.0.1:${server.port}/`, stop: () => server.stop(true) };
    }
  } catch (error) {
    return { ok: false, lines: [listenFault(error, config.pagePort)] };
  }
  let simulator: Simulator;
  try {
    const tls =
      config.tls === null ? null : { cert: readFileSync(config.tls.certFile, "utf8"), key: readFileSync(config.tls.keyFile, "utf8") };
    simulator = serveSimulator({ port: config.port, tls, choose, window: page?.window ?? null, now, behaviour: config.behaviour ?? {} });
  } catch (error) {
    void page?.stop();
    return { ok: false, lines: [listenFault(error, config.port)] };
  }
  const stop = async (): Promise<void> => {
    await simulator.stop();
    await page?.stop();
  };
  return { ok: true, value: { url: simulator.url, window: page?.window ?? null, keyNames: keys.map(({ name }) => name), stop } };
}
