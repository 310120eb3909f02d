import { failure, ok, type Result } from "../result.ts";

// Reading stored JSON is a long row of "this must be here", as reading DER is: a fault leaves the row by throwing, and `readJson`
// turns exactly that fault into a value. Nothing is coerced, nothing unknown is let pass, everything has a limit.

/** Where a stored value is not what it must be. `at` is a path of names and positions, never a value. */
export type JsonFault = { readonly at: string; readonly why: string };

class ShapeFault extends Error {
  readonly at: string;
  constructor(at: string, why: string) {
    super(why);
    this.at = at;
  }
}

/** Reads one kind of value; throws to `readJson` where it is another. */
export type Shape<T> = (value: unknown, at: string) => T;

/** The value in this shape, or where it is not. */
export const readJson = <T>(value: unknown, shape: Shape<T>): Result<T, JsonFault> => {
  try {
    return ok(shape(value, "$"));
  } catch (error) {
    if (error instanceof ShapeFault) return failure({ at: error.at, why: error.message });
    throw error;
  }
};

const demand: (condition: boolean, at: string, why: string) => asserts condition = (condition, at, why) => {
  if (!condition) throw new ShapeFault(at, why);
};

/** A string of at most `max` UTF-16 units that the pattern matches. */
export const text =
  (max: number, pattern?: RegExp): Shape<string> =>
  (value, at) => {
    demand(typeof value === "string" && value.length <= max && value.isWellFormed(), at, `a string of at most ${max}`);
    demand(pattern === undefined || pattern.test(value), at, "a string in its form");
    return value;
  };

/** An integer from `min` to `max`. */
export const integer =
  (min: number, max: number): Shape<number> =>
  (value, at) => {
    // Number.isInteger(-0) holds, and -0 is written as 0.
    demand(typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max, at, `an integer from ${min}`);
    return value;
  };

/** Milliseconds since 1970 UTC within the years that ECMAScript can name. */
export const timeMs: Shape<number> = integer(-8.64e15, 8.64e15);

export const boolean: Shape<boolean> = (value, at) => {
  demand(typeof value === "boolean", at, "true or false");
  return value;
};

/** One of these strings. */
export const oneOf =
  <const T extends string>(...choices: readonly T[]): Shape<T> =>
  (value, at) => {
    const found = choices.find((choice) => choice === value);
    demand(found !== undefined, at, "one of the known names");
    return found;
  };

/** An array of at most `max` items. */
export const list =
  <T>(max: number, item: Shape<T>): Shape<readonly T[]> =>
  (value, at) => {
    demand(Array.isArray(value) && value.length <= max, at, `an array of at most ${max}`);
    return value.map((one: unknown, index) => item(one, `${at}[${index}]`));
  };

/** Takes the members of an object by name. */
export type MemberReader = {
  readonly take: <T>(name: string, shape: Shape<T>) => T;
  readonly takeIf: <T>(name: string, shape: Shape<T>) => T | undefined;
  /** All members, where the names are data. */
  readonly takeAll: <T>(max: number, shape: (name: string) => Shape<T>) => readonly (readonly [string, T])[];
};

/** An object whose members are all taken by `read`; a member that was not asked for is a fault. */
export const object =
  <T>(read: (members: MemberReader) => T): Shape<T> =>
  (value, at) => {
    demand(typeof value === "object" && value !== null && !Array.isArray(value), at, "an object");
    const left = new Map<string, unknown>(Object.entries(value));
    const take = <M>(name: string, shape: Shape<M>): M => {
      demand(left.has(name), `${at}.${name}`, "a member");
      const member = shape(left.get(name), `${at}.${name}`);
      left.delete(name);
      return member;
    };
    const taken = read({
      take,
      takeIf: (name, shape) => (left.has(name) ? take(name, shape) : undefined),
      takeAll: (max, shape) => {
        demand(left.size <= max, at, `at most ${max} members`);
        const all = [...left].map(([name, member]) => [name, shape(name)(member, `${at}.*`)] as const);
        left.clear();
        return all;
      },
    });
    demand(left.size === 0, at, "no other member");
    return taken;
  };

/** A fault from inside a shape of one's own. */
export const refuse = (at: string, why: string): never => {
  throw new ShapeFault(at, why);
};
