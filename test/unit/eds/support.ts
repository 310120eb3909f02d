import { digest } from "../../../packages/eds/src/algorithms/digests.ts";

export { digestOids } from "../../../packages/eds/src/algorithms/digests.ts";

export const streebogDigest = (message: Uint8Array): Uint8Array => digest("streebog512", message);
