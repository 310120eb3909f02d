import { err, ok, type Result } from "@beket/domain";

type OptionBase = {
  readonly env: string;
  /** Without the leading dashes. */
  readonly flag: string;
  readonly doc: string;
  readonly secret?: boolean;
};
/** No default: required. `default: null`: optional, null when absent. */
export type ConfigOption = OptionBase &
  (
    | { readonly kind: "text" | "path" | "url"; readonly default?: string | null }
    | { readonly kind: "integer"; readonly min: number; readonly max: number; readonly default?: number | null }
    | { readonly kind: "flag"; readonly default: boolean }
    | { readonly kind: "choice"; readonly choices: readonly string[]; readonly default?: string | null }
  );
export type ConfigTable = Readonly<Record<string, ConfigOption>>;
type OptionValue<O extends ConfigOption> =
  | (O extends { readonly kind: "integer" }
      ? number
      : O extends { readonly kind: "flag" }
        ? boolean
        : O extends { readonly kind: "choice"; readonly choices: readonly (infer C)[] }
          ? C
          : string)
  | (O extends { readonly default: null } ? null : never);
export type ConfigOf<T extends ConfigTable> = { readonly [K in keyof T]: OptionValue<T[K]> };
export type ConfigFault = {
  readonly code: "missing" | "unknown-flag" | "bad-value" | "out-of-range" | "unexpected-argument";
  readonly option: string;
  /** Fit to print; never holds the value of a secret. */
  readonly line: string;
};

type Value = string | number | boolean | null;
type Given = { readonly text: string; readonly from: string };

/** A longer value is a mistake or an attack. */
const valueCharsMax = 4_096;

/**
 * Flags (`--name value`, `--name=value`, `--name`, `--no-name`) win over the environment, which wins over defaults; an empty variable
 * counts as absent. All faults at once. Declare tables with `as const satisfies ConfigTable`.
 */
export function readConfig<const T extends ConfigTable>(
  table: T,
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Result<ConfigOf<T>, readonly ConfigFault[]> {
  const { flags, faults } = readFlags(table, args);
  const values: Record<string, Value> = {};
  for (const [name, option] of Object.entries(table)) {
    const outcome = valueOf(name, option, givenOf(option, env, flags));
    if (outcome.ok) values[name] = outcome.value;
    else faults.push(outcome.error);
  }
  return faults.length === 0 && isConfigOf(table, values) ? ok(values) : err(faults);
}

/** Each value was checked against its option by `valueOf`; what is left to see is that all of them are there. */
const isConfigOf = <T extends ConfigTable>(table: T, values: Readonly<Record<string, Value>>): values is ConfigOf<T> =>
  Object.keys(table).every((name) => values[name] !== undefined);

function givenOf(
  option: ConfigOption,
  env: Readonly<Record<string, string | undefined>>,
  flags: ReadonlyMap<string, string>,
): Given | null {
  const flag = flags.get(option.flag);
  if (flag !== undefined) return { text: flag, from: `--${option.flag}` };
  const variable = env[option.env];
  return variable === undefined || variable === "" ? null : { text: variable, from: option.env };
}

function readFlags(table: ConfigTable, args: readonly string[]): { readonly flags: Map<string, string>; readonly faults: ConfigFault[] } {
  const byFlag = new Map(Object.values(table).map((option) => [option.flag, option]));
  const flags = new Map<string, string>();
  const faults: ConfigFault[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    const match = /^--([a-z0-9-]{1,60})(?:=(.*))?$/s.exec(arg);
    const flag = match?.[1];
    if (flag === undefined) {
      faults.push({ code: "unexpected-argument", option: `argument ${index + 1}`, line: `argument ${index + 1} is not an option` });
      continue;
    }
    const negated = flag.startsWith("no-") ? byFlag.get(flag.slice(3)) : undefined;
    const option = byFlag.get(flag);
    if (option === undefined && negated?.kind === "flag" && match?.[2] === undefined) flags.set(negated.flag, "false");
    else if (option === undefined) faults.push({ code: "unknown-flag", option: flag, line: `--${flag} is not an option` });
    else if (match?.[2] !== undefined) flags.set(flag, match[2]);
    else if (option.kind === "flag") flags.set(flag, "true");
    else if (args[index + 1] === undefined || args[index + 1]?.startsWith("--")) {
      faults.push({ code: "missing", option: flag, line: `--${flag} needs a value` });
    } else flags.set(flag, args[++index] ?? "");
  }
  return { flags, faults };
}

function valueOf(name: string, option: ConfigOption, given: Given | null): Result<Value, ConfigFault> {
  if (given === null) {
    if (option.default !== undefined) return ok(option.default);
    return err({ code: "missing", option: name, line: `set ${option.env} or --${option.flag}: ${option.doc}` });
  }
  const bad = (code: "bad-value" | "out-of-range", expected: string): Result<Value, ConfigFault> => {
    const shown = option.secret === true || given.text.length > 80 ? "its value" : JSON.stringify(given.text);
    return err({ code, option: name, line: `${given.from}: ${shown} is not ${expected}` });
  };
  const { text } = given;
  if (text.length > valueCharsMax) return bad("out-of-range", `${valueCharsMax} characters at most`);
  switch (option.kind) {
    case "text":
      return ok(text);
    case "path":
      return text.includes("\0") ? bad("bad-value", "a path") : ok(text);
    case "url":
      return URL.canParse(text) ? ok(text) : bad("bad-value", "a URL");
    case "integer": {
      const number = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (Number.isNaN(number)) return bad("bad-value", "a whole number");
      return number < option.min || number > option.max ? bad("out-of-range", `between ${option.min} and ${option.max}`) : ok(number);
    }
    case "flag":
      if (text === "true" || text === "1" || text === "yes") return ok(true);
      return text === "false" || text === "0" || text === "no" ? ok(false) : bad("bad-value", "true or false");
    case "choice":
      return option.choices.includes(text) ? ok(text) : bad("bad-value", `one of ${option.choices.join(", ")}`);
  }
}

/** The table as help text, a paragraph per option. */
export function configHelp(table: ConfigTable): string {
  const lines = Object.values(table).map((option) => {
    const facts = [`env ${option.env}`, rangeOf(option), defaultOf(option)].filter((fact) => fact !== "");
    return `  --${option.flag}${option.kind === "flag" ? "" : ` <${option.kind}>`}\n      ${option.doc}\n      (${facts.join("; ")})`;
  });
  return `${lines.join("\n")}\n`;
}

function rangeOf(option: ConfigOption): string {
  if (option.kind === "integer") return `${option.min} to ${option.max}`;
  return option.kind === "choice" ? option.choices.join(" | ") : "";
}

function defaultOf(option: ConfigOption): string {
  if (option.default === undefined) return "required";
  if (option.default === null) return "optional";
  return option.secret === true ? "has a default" : `default ${option.default}`;
}

/** What the program runs with, a line per option, secrets and passwords in URLs redacted. */
export function configLines<const T extends ConfigTable>(table: T, config: ConfigOf<T>): readonly string[] {
  const values: Readonly<Record<string, Value>> = config;
  return Object.entries(table).map(([name, option]) => `${option.flag} = ${shownValue(option, values[name] ?? null)}`);
}

function shownValue(option: ConfigOption, value: Value): string {
  if (value === null) return "(none)";
  if (option.secret === true) return "(secret)";
  return option.kind === "url" && typeof value === "string" ? withoutPassword(value) : String(value);
}

function withoutPassword(text: string): string {
  const url = new URL(text);
  if (url.password !== "") url.password = "secret";
  return url.href;
}
