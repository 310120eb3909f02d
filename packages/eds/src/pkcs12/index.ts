// Reads key files: those of the national CA, and ordinary PKCS#12.

export type { Pkcs12Fault, Pkcs12FaultCode } from "./faults.ts";
export type { Pkcs12, Pkcs12Key, Pkcs12Limits } from "./read.ts";
export { defaultPkcs12Limits, readPkcs12 } from "./read.ts";
