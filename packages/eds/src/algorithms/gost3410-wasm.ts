import { call, i32, i64, local, type Code } from "../wasm/code.ts";
import { instantiate } from "../wasm/instance.ts";
import type { WasmFunction } from "../wasm/module.ts";
import {
  fromDigits,
  productFunction,
  reduceFunction,
  squareFunction,
  sumFunction,
  tidyFunction,
  toDigits,
  wasmField,
  type WasmField,
} from "./field-wasm.ts";
import {
  byFormula,
  entryRegisters,
  formulaNames,
  formulasFor,
  placeOf,
  sharedRegisters,
  type Engine,
  type Register,
  type Step,
} from "./gost3410-formulas.ts";

// The formulas in WebAssembly: each is one function without branches, called with the address of an entry.

const [product, square, reduce, tidy, sum] = [0, 1, 2, 3, 4];

/** Where things lie in memory: the columns of a product, the shared registers, the entries. */
const layoutOf = (field: WasmField) => {
  const stride = 8 * Math.ceil(field.limbs / 2);
  const sharedAt = 16 * field.limbs;
  const entriesAt = sharedAt + stride * sharedRegisters.length;
  return { stride, sharedAt, entriesAt, entryBytes: stride * entryRegisters.length };
};
type Layout = ReturnType<typeof layoutOf>;

/** The one parameter of a formula is the address of its entry. */
const addressCode = ({ stride, sharedAt }: Layout, register: Register): Code => {
  const { kind, index } = placeOf(register);
  return kind === "entry" ? i32.add(local.get(0), i32.of(stride * index)) : i32.of(sharedAt + stride * index);
};

const stepCode = (layout: Layout, step: Step): Code => {
  const at = (register: Register): Code => addressCode(layout, register);
  switch (step.kind) {
    case "product": {
      const columns = step.a === step.b ? call(square, at(step.a)) : call(product, at(step.a), at(step.b));
      const { times, of } = step.plus ?? { times: 0, of: step.a };
      return [columns, call(reduce, at(step.to), at(of), i64.of(BigInt(times)))];
    }
    case "sum": {
      const { times, of } = step.second ?? { times: 0, of: step.first.of };
      return call(sum, at(step.to), at(step.first.of), i32.of(step.first.times), at(of), i32.of(times));
    }
    case "tidy":
      return call(tidy, at(step.to), at(step.from.of), i64.of(BigInt(step.from.times)));
  }
};

const functionsFor = (field: WasmField, layout: Layout, isMinus3: boolean): readonly WasmFunction[] => {
  const formulas = formulasFor(isMinus3);
  return [
    ...[productFunction, squareFunction, reduceFunction, tidyFunction, sumFunction].map((make) => make(field)),
    ...formulaNames.map((name) => ({
      exportName: name,
      parameters: ["i32" as const],
      locals: [],
      body: formulas[name].map((step) => stepCode(layout, step)),
    })),
  ];
};

/** Nothing for a field without the special form, or where WebAssembly is missing or forbidden. */
export const createWasmEngine = (p: bigint, a: bigint, entries: number): Engine | undefined => {
  const field = wasmField(p);
  if (field === undefined) return undefined;
  const layout = layoutOf(field);
  const { stride, sharedAt, entriesAt, entryBytes } = layout;
  const instance = instantiate(functionsFor(field, layout, a === p - 3n), entriesAt + entryBytes * entries);
  if (instance === undefined) return undefined;

  const digitsOf = (register: Register, entry: number): Int32Array => {
    const { kind, index } = placeOf(register);
    const start = kind === "entry" ? entriesAt + entryBytes * entry : sharedAt;
    return new Int32Array(instance.memory, start + stride * index, field.limbs);
  };
  digitsOf("curveA", 0).set(toDigits(field, a));
  const watched = { Z: digitsOf("Z", 0), H: digitsOf("H", 0), R: digitsOf("R", 0) };
  const run = byFormula((name) => {
    const found = instance.find(name);
    return (entry: number): void => void found(entriesAt + entryBytes * entry);
  });

  return {
    run,
    // A loop and not `every`: this is asked after each doubling.
    isZero: (register) => {
      for (const digit of watched[register]) if (digit !== 0) return false;
      return true;
    },
    read: (register, entry) => {
      const value = fromDigits(digitsOf(register, entry)) % p;
      return value < 0n ? value + p : value;
    },
    write: (register, entry, value) => digitsOf(register, entry).set(toDigits(field, value)),
  };
};
