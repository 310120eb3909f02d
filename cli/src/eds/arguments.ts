import { err, ok, type Result } from "@beket/domain";

export type ValidateArguments = {
  readonly cms: string;
  readonly document: string | null;
  readonly trust: string;
  readonly crls: readonly string[];
  readonly atMs: number | null;
  readonly profile: "permit" | "any";
  readonly bin: string | null;
  readonly iin: string | null;
  readonly json: boolean;
  readonly production: boolean;
};

const valued = ["--cms", "--document", "--trust", "--crl", "--at", "--profile", "--bin", "--iin"] as const;
const switches = ["--json", "--production"] as const;

/** Parses the options of `beket eds validate`; every fault is a line for the user. */
export const parseValidateArguments = (args: readonly string[]): Result<ValidateArguments, readonly string[]> => {
  const values = new Map<string, string[]>();
  const on = new Set<string>();
  const faults: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const [name = "", inline] = (args[index] ?? "").split(/=(.*)/s);
    if (switches.some((one) => one === name) && inline === undefined) on.add(name);
    else if (valued.some((one) => one === name)) {
      const value = inline ?? args[(index += 1)];
      if (value === undefined || value === "") faults.push(`${name} needs a value`);
      else values.set(name, [...(values.get(name) ?? []), value]);
    } else faults.push(`unknown option ${name.slice(0, 40)}`);
  }
  const single = (name: (typeof valued)[number]): string | null => {
    const given = values.get(name) ?? [];
    if (given.length > 1) faults.push(`${name} is given twice`);
    return given[0] ?? null;
  };
  const cms = single("--cms");
  const trust = single("--trust");
  const at = single("--at");
  const profile = single("--profile") ?? "any";
  const atMs = at === null ? null : Date.parse(at);
  if (cms === null) faults.push("--cms FILE is missing");
  if (trust === null) faults.push("--trust DIR is missing");
  if (atMs !== null && Number.isNaN(atMs)) faults.push("--at is not an ISO 8601 time");
  if (profile !== "permit" && profile !== "any") faults.push("--profile is permit or any");
  const bin = single("--bin");
  const iin = single("--iin");
  for (const [name, value] of [
    ["--bin", bin],
    ["--iin", iin],
  ] as const)
    if (value !== null && !/^\d{12}$/.test(value)) faults.push(`${name} has 12 digits`);
  const document = single("--document");
  if (faults.length > 0 || cms === null || trust === null || (profile !== "permit" && profile !== "any")) return err(faults);
  return ok({
    cms,
    document,
    trust,
    crls: values.get("--crl") ?? [],
    atMs,
    profile,
    bin,
    iin,
    json: on.has("--json"),
    production: on.has("--production"),
  });
};
