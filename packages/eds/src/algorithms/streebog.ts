import { createPlainStreebog, type StreebogEngine } from "./streebog-plain.ts";
import { createWasmStreebog } from "./streebog-wasm.ts";

// GOST R 34.11-2012 ("Streebog"), RFC 6986. A state of 512 bits is 64 octets, least significant first: the octets of
// the message in their own order.

const blockBytes = 64;

// Tables are made when the first message comes.
let made: StreebogEngine | undefined;
const engine = (): StreebogEngine => (made ??= createWasmStreebog() ?? createPlainStreebog());

/** The whole state after a message, for an engine and the octet its first state is filled with. */
export const streebogState = (engine: StreebogEngine, message: Uint8Array, initialOctet: number): Uint8Array => {
  const rest = message.length % blockBytes;
  const whole = message.length - rest;
  const last = new Uint8Array(blockBytes);
  last.set(message.subarray(whole));
  last[rest] = 1;
  engine.start(initialOctet);
  engine.absorb(message.subarray(0, whole), 8 * blockBytes);
  engine.absorb(last, 8 * rest);
  return engine.finish();
};

/** Streebog-512 of a message: 64 octets, in the order of the message's octets (RFC 6986 prints them reversed). */
export const streebog512 = (message: Uint8Array): Uint8Array => streebogState(engine(), message, 0);

/** Streebog-256 of a message: 32 octets, the more significant half of the state. */
export const streebog256 = (message: Uint8Array): Uint8Array => streebogState(engine(), message, 1).slice(32);
