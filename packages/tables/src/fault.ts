import { err, type Result } from "@beket/domain";
import type { TableFault, TableFaultCode } from "./types.ts";

const tableFault = (code: TableFaultCode, line: number | null = null, column: number | null = null): TableFault => ({
  code,
  line,
  column,
});
export const failed = (code: TableFaultCode, line: number | null = null, column: number | null = null): Result<never, TableFault> =>
  err(tableFault(code, line, column));

/** Remembers the first fault: parsers are called back from inside of others, where nothing can be returned. */
export type FaultKeeper = {
  readonly fail: (code: TableFaultCode, line?: number | null, column?: number | null) => void;
  readonly found: () => TableFault | null;
};
export function createFaultKeeper(): FaultKeeper {
  let first: TableFault | null = null;
  return {
    fail: (code, line = null, column = null) => {
      first ??= tableFault(code, line, column);
    },
    found: () => first,
  };
}
