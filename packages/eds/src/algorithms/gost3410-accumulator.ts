import type { Engine } from "./gost3410-formulas.ts";

/** A sum of points in the making. Entries are points of a table, by number. */
export type Accumulator = {
  readonly clear: () => void;
  readonly double: () => void;
  /** `isAffine` promises that Z of the entry is one. */
  readonly add: (entry: number, isAffine: boolean) => void;
  /** Keeps the sum as an entry and its opposite as the next; false, and nothing kept, for the point at infinity. */
  readonly remember: (entry: number) => boolean;
  readonly writeEntry: (entry: number, x: bigint, y: bigint) => void;
  /** X / Z², Y / Z³; nothing for the point at infinity. */
  readonly read: () => { readonly x: bigint; readonly y: bigint; readonly z: bigint } | undefined;
};

/** The engine's formulas with the cases that they leave out: infinity, a point added to itself or to its opposite. */
export const createAccumulator = (engine: Engine): Accumulator => {
  let isInfinite = true;

  const double = (): void => {
    if (isInfinite) return;
    engine.run.double(0);
    isInfinite = engine.isZero("Z");
  };

  const add = (entry: number, isAffine: boolean): void => {
    if (isInfinite) {
      engine.run.recall(entry);
      isInfinite = false;
      return;
    }
    if (isAffine) engine.run.compareAffine(entry);
    else engine.run.compare(entry);
    if (engine.isZero("H")) {
      if (engine.isZero("R")) double();
      else isInfinite = true;
    } else if (isAffine) engine.run.addAffine(entry);
    else engine.run.add(entry);
  };

  const remember = (entry: number): boolean => {
    if (isInfinite) return false;
    engine.run.remember(entry);
    engine.run.rememberNegative(entry + 1);
    return true;
  };

  const writeEntry = (entry: number, x: bigint, y: bigint): void => {
    engine.write("X2", entry, x);
    engine.write("Y2", entry, y);
    for (const register of ["Z2", "ZZ2", "ZZZ2"] as const) engine.write(register, entry, 1n);
  };

  return {
    clear: () => {
      isInfinite = true;
    },
    double,
    add,
    remember,
    writeEntry,
    read: () => (isInfinite ? undefined : { x: engine.read("X", 0), y: engine.read("Y", 0), z: engine.read("Z", 0) }),
  };
};
