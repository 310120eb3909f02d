import {
  byFormula,
  entryRegisters,
  formulasFor,
  placeOf,
  sharedRegisters,
  type Engine,
  type Register,
  type Step,
  type Term,
} from "./gost3410-formulas.ts";

// The formulas with BigInt: for any field, and where WebAssembly is missing. Values lie between -p and p.

type Value = (entry: number) => bigint;

/** Where a register lies among the values of an engine, given the entry that a formula runs with. */
const locate = (register: Register): ((entry: number) => number) => {
  const { kind, index } = placeOf(register);
  return kind === "shared" ? () => index : (entry) => sharedRegisters.length + entryRegisters.length * entry + index;
};

export const createBigintEngine = (p: bigint, a: bigint, entries: number): Engine => {
  const values = Array.from({ length: sharedRegisters.length + entryRegisters.length * entries }, () => 0n);
  values[locate("curveA")(0)] = a;

  const valueAt = (register: Register): Value => {
    const place = locate(register);
    return (entry) => values[place(entry)] ?? 0n;
  };

  const termOf = ({ times, of }: Term): Value => {
    const [value, factor] = [valueAt(of), BigInt(times)];
    if (factor === 1n) return value;
    return factor === -1n ? (entry) => -value(entry) : (entry) => factor * value(entry);
  };

  const valueOf = (step: Step): Value => {
    switch (step.kind) {
      case "product": {
        const [x, y, plus] = [valueAt(step.a), valueAt(step.b), step.plus && termOf(step.plus)];
        return plus ? (entry) => (x(entry) * y(entry) + plus(entry)) % p : (entry) => (x(entry) * y(entry)) % p;
      }
      case "sum": {
        const [x, y] = [termOf(step.first), step.second && termOf(step.second)];
        return y ? (entry) => x(entry) + y(entry) : x;
      }
      case "tidy": {
        const x = termOf(step.from);
        return (entry) => x(entry) % p;
      }
    }
  };

  const formulas = formulasFor(a === p - 3n);
  const run = byFormula((name) => {
    const steps = formulas[name].map((step) => ({ to: locate(step.to), value: valueOf(step) }));
    return (entry: number): void => {
      for (const { to, value } of steps) values[to(entry)] = value(entry);
    };
  });

  return {
    run,
    isZero: (register) => valueAt(register)(0) % p === 0n,
    read: (register, entry) => {
      const value = valueAt(register)(entry) % p;
      return value < 0n ? value + p : value;
    },
    write: (register, entry, value) => {
      values[locate(register)(entry)] = value;
    },
  };
};
