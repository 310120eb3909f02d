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
