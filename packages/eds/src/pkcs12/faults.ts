import { failure, type Result } from "../result.ts";

/** Why a file gives no keys. Stable. */
export type Pkcs12FaultCode =
  /** Not PKCS#12, or contents that do not make sense under a right MAC. */
  | "pkcs12.malformed"
  | "pkcs12.too-large"
  /** More iterations of key derivations than the caller allows. */
  | "pkcs12.too-costly"
  /** A file without a MAC: nothing says that its contents belong together. */
  | "pkcs12.unprotected"
  /** A cipher, a derivation or a kind of key that this reader does not know. */
  | "pkcs12.unsupported"
  /** The MAC is not that of this password; a damaged file looks the same. */
  | "pkcs12.wrong-password";

/** `why` names the place, never its content. */
export type Pkcs12Fault = { readonly code: Pkcs12FaultCode; readonly why: string };

export type Pkcs12Result<T> = Result<T, Pkcs12Fault>;

export const fault = (code: Pkcs12FaultCode, why: string): Pkcs12Result<never> => failure({ code, why });
