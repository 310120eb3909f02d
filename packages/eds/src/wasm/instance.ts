import { assert } from "../result.ts";
import { encodeModule, type WasmFunction } from "./module.ts";

type ExportedFunction = (...operands: readonly number[]) => number;

export type WasmInstance = {
  readonly memory: ArrayBuffer;
  /** The function of this exported name. */
  readonly find: (name: string) => ExportedFunction;
};

const pageBytes = 65_536;

const isFunction = (value: unknown): value is ExportedFunction => typeof value === "function";

/**
 * The functions over a memory of their own, ready to run; nothing where WebAssembly is missing or forbidden, as by a page whose content
 * security policy lacks 'wasm-unsafe-eval'. Each user has an implementation in TypeScript for that case.
 */
export const instantiate = (functions: readonly WasmFunction[], memoryBytes: number): WasmInstance | undefined => {
  if (typeof WebAssembly === "undefined") return undefined;
  try {
    // Synchronous on purpose: the validator is a plain function, and a module of some KiB compiles in a millisecond.
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(encodeModule(functions, Math.ceil(memoryBytes / pageBytes))));
    const memory = exports["memory"];
    if (!(memory instanceof WebAssembly.Memory)) return undefined;
    return {
      memory: memory.buffer,
      find: (name) => {
        const found = exports[name];
        assert(isFunction(found), `a function ${name}`);
        return found;
      },
    };
  } catch {
    return undefined;
  }
};
