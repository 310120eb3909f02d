import { NCALayerClient } from "ncalayer-js-client";
import type { SignFailure, SignPhase, SignerWish } from "./failure.ts";

// Programs before the basics module sign by commonUtils: the person then chooses among all keys, and the page looks at the certificate
// afterwards (key-check.ts).
//
// The client (1.5.6) has four traps, each answered here: `connect()` waits for ever when its module probe gets no reply, so
// connecting has a limit; a reply that is not JSON throws where nobody can catch it and leaves its promise open, so replies pass a guard; after a close it never
// reconnects, so each attempt has a new client; concurrent calls overwrite each other, so there is one call at a time.

export type SignOutcome =
  | { readonly kind: "signed"; readonly cms: string }
  /** `cms`: a signature came whose certificate speaks against it; central may still be asked. */
  | { readonly kind: "failed"; readonly failure: SignFailure; readonly cms?: string };

export type SignOrder = {
  /** The document's bytes in base64. */
  readonly data: string;
  readonly wish: SignerWish;
  /** NCALayer knows "kk", "ru" and "en". */
  readonly language: string;
  readonly signal: AbortSignal;
  readonly onPhase: (phase: SignPhase) => void;
  /** The window of a simulator, told by its greeting; never by the real program. */
  readonly onWindow?: (url: string) => void;
};

export type NcalayerOptions = { readonly urls: readonly string[]; readonly chain: readonly [] | null; readonly connectLimitMs: number };

const failed = (code: SignFailure["code"], detail: string | null = null): SignOutcome => ({ kind: "failed", failure: { code, detail } });

/** Detail shown to the signer; the program's own words are cut, so that a page cannot be flooded. */
const detailOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300);

const wasCancelled = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "canceledByUser" in error && error.canceledByUser === true;

/** True for a reply that the client can read without throwing in its handler, where nobody could catch it. */
function isReply(data: unknown): boolean {
  if (typeof data !== "string") return false;
  try {
    const reply: unknown = JSON.parse(data);
    if (typeof reply !== "object" || reply === null) return false;
    const done = "status" in reply && reply.status === true;
    return !done || ("body" in reply && typeof reply.body === "object" && reply.body !== null);
  } catch {
    return false;
  }
}

/** The client behind a guard: what is not a reply never reaches it. */
class GuardedClient extends NCALayerClient {
  readonly broken = Promise.withResolvers<void>();
  firstReply: string | null = null;
  lastReply: string | null = null;

  override connect(): Promise<string> {
    this.onResponseReady = (text) => {
      this.firstReply ??= text;
      this.lastReply = text;
    };
    const connecting = super.connect();
    this.guard();
    return connecting;
  }

  protected override setHandlers(resolve: (value: unknown) => void, reject: (error: unknown) => void, single?: boolean): void {
    super.setHandlers(resolve, reject, single);
    this.guard();
  }

  private guard(): void {
    const socket = this.wsConnection;
    const handler = socket?.onmessage;
    if (!socket || !handler) return;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the client's own slot is what is being guarded
    socket.onmessage = (message) => {
      if (isReply(message.data)) handler.call(socket, message);
      else this.broken.resolve();
    };
  }
}

function close(client: GuardedClient): void {
  const socket = client.wsConnection;
  if (socket !== null) socket.close();
}

const after = (ms: number): Promise<"late"> => new Promise((resolve) => setTimeout(() => resolve("late"), ms));
const aborted = (signal: AbortSignal): Promise<"stopped"> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve("stopped");
    else signal.addEventListener("abort", () => resolve("stopped"), { once: true });
  });

type Connected =
  | { readonly kind: "connected"; readonly client: GuardedClient }
  | { readonly kind: "failed"; readonly outcome: SignOutcome };

async function connect(url: string, options: NcalayerOptions, order: SignOrder): Promise<Connected> {
  // KAZTOKEN's own HTTP interface is not used: it ignores which key the page asks for.
  const client = new GuardedClient(url, false);
  const connecting = client.connect().then(
    () => "connected" as const,
    () => "not-running" as const,
  );
  const broken = client.broken.promise.then(() => "broken" as const);
  const result = await Promise.race([connecting, broken, after(options.connectLimitMs), aborted(order.signal)]);
  if (result === "connected") return { kind: "connected", client };
  close(client);
  const code = result === "stopped" ? "stopped" : result === "not-running" ? "not-running" : "no-answer";
  return { kind: "failed", outcome: failed(code) };
}

function whoseKey(wish: SignerWish) {
  switch (wish.kind) {
    case "head":
      return { ...NCALayerClient.basicsSignerSignHead, bin: wish.bin };
    case "sole-proprietor":
      return { ...NCALayerClient.basicsSignerSignPerson, iin: wish.iin };
    case "anyone":
      return NCALayerClient.basicsSignerAny;
  }
}

const signerParams = (wish: SignerWish, chain: NcalayerOptions["chain"]) =>
  chain === null ? whoseKey(wish) : { ...whoseKey(wish), chain };

/** Base64 of the CMS; some versions wrap it as PEM, some answer an array of one. Null when it is neither. */
export function readCms(result: unknown): string | null {
  const one: unknown = Array.isArray(result) ? result[0] : result;
  if (typeof one !== "string") return null;
  const base64 = one.replaceAll(/-----(BEGIN|END) (CMS|PKCS7)-----/g, "").replaceAll(/\s/g, "");
  return /^[A-Za-z0-9+/]{40,}={0,2}$/.test(base64) ? base64 : null;
}

/** The program's answer to a module that it does not have. */
const lacksModule = (client: GuardedClient): boolean => client.lastReply?.includes('"MODULE_NOT_FOUND"') === true;

function failureFrom(client: GuardedClient, error: unknown): SignOutcome {
  const detail = detailOf(error);
  if (wasCancelled(error) || detail.includes("action.canceled")) return failed("cancelled");
  if (client.wsConnection !== null && client.wsConnection.readyState !== 1) return failed("closed");
  return detail.startsWith("NO_MATCHING_KEY") ? failed("no-key") : failed("refused", detail);
}

const signedOr = (result: unknown): SignOutcome => {
  const cms = readCms(result);
  return cms === null ? failed("unreadable") : { kind: "signed", cms };
};

/** The module of older programs. It has a store of keys in files, or the one token that is plugged in. */
async function signLegacy(client: GuardedClient, order: SignOrder): Promise<SignOutcome> {
  client.lastReply = null;
  try {
    const tokens = await client.getActiveTokens();
    if (lacksModule(client)) return failed("too-old");
    const token: unknown = Array.isArray(tokens) ? tokens[0] : undefined;
    await client.changeLocale(order.language);
    return signedOr(await client.createCAdESFromBase64(typeof token === "string" ? token : "PKCS12", order.data, "SIGNATURE", false));
  } catch (error) {
    return lacksModule(client) ? failed("too-old") : failureFrom(client, error);
  }
}

async function signWith(client: GuardedClient, options: NcalayerOptions, order: SignOrder): Promise<SignOutcome> {
  const params = signerParams(order.wish, options.chain);
  // The probe while connecting is answered with an unknown module, too.
  client.lastReply = null;
  const signing = client
    .basicsSignCMS(NCALayerClient.basicsStorageAll, order.data, NCALayerClient.basicsCMSParamsDetachedNoTSP, params, order.language)
    .then(signedOr)
    .catch((error: unknown) => (lacksModule(client) ? signLegacy(client, order) : failureFrom(client, error)));
  const broken = client.broken.promise.then(() => failed("unreadable"));
  const stopped = aborted(order.signal).then(() => failed("stopped"));
  return Promise.race([signing, broken, stopped]);
}

function tellWindow(client: GuardedClient, order: SignOrder): void {
  const text = client.firstReply;
  if (text === null || order.onWindow === undefined) return;
  const window = /"simulator":\{"window":"(http:\/\/127\.0\.0\.1:\d{1,5}\/)"\}/.exec(text)?.[1];
  if (window !== undefined) order.onWindow(window);
}

/** Asks NCALayer for a detached CMS over the document. Waits as long as the person needs; `signal` ends it. */
export function createSigner(options: NcalayerOptions): (order: SignOrder) => Promise<SignOutcome> {
  const sign = async (order: SignOrder): Promise<SignOutcome> => {
    order.onPhase("connecting");
    let last: SignOutcome = failed("not-running");
    for (const url of options.urls) {
      const connected = await connect(url, options, order);
      if (connected.kind === "failed") {
        last = connected.outcome;
        if (order.signal.aborted) return last;
        continue;
      }
      const { client } = connected;
      tellWindow(client, order);
      order.onPhase("waiting-for-person");
      try {
        return await signWith(client, options, order);
      } finally {
        close(client);
      }
    }
    return last;
  };
  let tail: Promise<unknown> = Promise.resolve();
  return (order) => {
    const turn = tail.then(() => sign(order));
    tail = turn.catch(() => null);
    return turn;
  };
}
