import { err, type Err, type Result } from "../result.ts";
import type { BorderFault, BorderFaultCode, BorderWarning } from "./types.ts";

export type Checked = Result<readonly BorderWarning[], BorderFault>;
/** `at` names a field of the fact, never a value. */
export const refused = (code: BorderFaultCode, at: string | null = null): Err<BorderFault> => err({ code, at });
