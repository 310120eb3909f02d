export { base45Text, bytesOfBase45 } from "./base45.ts";
export {
  decodeSlip,
  encodeSlip,
  type Slip,
  slipBelongs,
  slipBinding,
  type SlipFault,
  slipIdBytes,
  slipKey,
  type SlipResult,
  slipResults,
  type UnverifiedSlip,
} from "./slip.ts";
export { decodePass, encodePass, type Pass, type PassFault, type PassKind, passKinds, passLedgers, type UnverifiedPass } from "./pass.ts";
export type { Signer } from "./cose-sign1.ts";
