import { digest } from "../../../packages/eds/src/algorithms/digests.ts";

export { digestOids } from "../../../packages/eds/src/algorithms/digests.ts";

export const streebogDigest = (message: Uint8Array): Uint8Array => digest("streebog512", message);

/** Where the octets of `part` first stand in `whole`, or -1. */
export const positionOf = (whole: Uint8Array, part: Uint8Array): number => {
  for (let at = 0; at + part.length <= whole.length; at += 1) if (part.every((octet, i) => whole[at + i] === octet)) return at;
  return -1;
};
