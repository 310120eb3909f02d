import { err, ok, type Result } from "@beket/domain";

/** The options of one command: those with a value, those that may be repeated, those without a value. */
export type OptionNames = {
  readonly single: readonly string[];
  readonly repeated?: readonly string[];
  readonly switches?: readonly string[];
};

export type Options = {
  readonly one: (name: string) => string | null;
  readonly all: (name: string) => readonly string[];
  readonly has: (name: string) => boolean;
  /** What is no option. */
  readonly rest: readonly string[];
};

/** Splits `--name value`, `--name=value` and switches; every fault is a line for the user. `restMax` other words may follow. */
export const parseOptions = (args: readonly string[], names: OptionNames, restMax = 0): Result<Options, readonly string[]> => {
  const { single, repeated = [], switches = [] } = names;
  const values = new Map<string, string[]>();
  const on = new Set<string>();
  const rest: string[] = [];
  const faults: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? "";
    const [name = "", inline] = argument.split(/=(.*)/s);
    if (switches.includes(name) && inline === undefined) on.add(name);
    else if (single.includes(name) || repeated.includes(name)) {
      const value = inline ?? args[(index += 1)];
      if (value === undefined || value === "") faults.push(`${name} needs a value`);
      else if (values.has(name) && !repeated.includes(name)) faults.push(`${name} is given twice`);
      else values.set(name, [...(values.get(name) ?? []), value]);
    } else if (argument.startsWith("-") || rest.length >= restMax) faults.push(`unknown option ${argument.slice(0, 40)}`);
    else rest.push(argument);
  }
  if (faults.length > 0) return err(faults);
  return ok({
    one: (name) => values.get(name)?.[0] ?? null,
    all: (name) => values.get(name) ?? [],
    has: (name) => on.has(name),
    rest,
  });
};
