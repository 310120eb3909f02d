import type { CodecPort, CryptoPort } from "../ports.ts";
import { encodeRequestPayload } from "./control.ts";
import type { ScopeRequest } from "./control.ts";
import { createFrameSigner } from "./frame.ts";

/** A frame for `up/{shard}/{source}/req` that asks for the batches after a cursor. */
export function encodeRequest(
  deps: { readonly crypto: CryptoPort; readonly codec: CodecPort; readonly signingSeed: Uint8Array },
  request: ScopeRequest,
): Uint8Array {
  return createFrameSigner(deps.crypto, deps.codec, deps.signingSeed)("request", encodeRequestPayload(request));
}
