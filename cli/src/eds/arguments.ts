import { err, ok, type Result } from "@beket/domain";
import { parseOptions, type OptionNames, type Options } from "../options.ts";
import { cityZone, isZone, type Language, type Reader } from "./text/reader.ts";

const profiles = ["permit", "any", "exemption", "login", "archive"] as const;
export type Profile = (typeof profiles)[number];

/** What every command that judges takes. */
export type JudgeArguments = {
  readonly trust: string;
  readonly intermediates: readonly string[];
  readonly crls: readonly string[];
  readonly ocsp: readonly string[];
  readonly atMs: number | null;
  readonly json: boolean;
  readonly production: boolean;
  readonly reader: Reader;
};

export type ValidateArguments = JudgeArguments & {
  readonly cms: string;
  readonly document: string | null;
  readonly timestamps: readonly string[];
  readonly receivedMs: number | null;
  readonly profile: Profile;
  readonly bin: string | null;
  readonly iin: string | null;
  readonly detailed: boolean;
  readonly bundle: string | null;
};

export type PathArguments = JudgeArguments & {
  readonly certificate: string;
  readonly policies: readonly string[];
  readonly explicitPolicy: boolean;
  readonly inhibitPolicyMapping: boolean;
  readonly inhibitAnyPolicy: boolean;
};

export type RevalidateArguments = {
  readonly bundle: string;
  /** Where the bundle holds only the document's digest. */
  readonly document: string | null;
  readonly trust: string;
  readonly json: boolean;
  readonly production: boolean;
  readonly reader: Reader;
};

type Faults = readonly string[];

const judgeOptions: OptionNames & { readonly repeated: readonly string[]; readonly switches: readonly string[] } = {
  single: ["--trust", "--at", "--lang", "--zone"],
  repeated: ["--intermediate", "--crl", "--ocsp"],
  switches: ["--json", "--production"],
};

/** A day, with a time or without, with a zone or without. */
const isoTime = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

const timeOf = (options: Options, name: string): Result<number | null, string> => {
  const text = options.one(name);
  if (text === null) return ok(null);
  const match = isoTime.exec(text);
  // A date that is read in another order, or a day that the calendar has not, would be judged without anybody noticing.
  const ms = match === null ? Number.NaN : Date.parse(match[2] === undefined || match[3] !== undefined ? text : `${text}Z`);
  const isDay = !Number.isNaN(ms) && new Date(`${match?.[1] ?? ""}T00:00:00Z`).toISOString().startsWith(match?.[1] ?? "?");
  return isDay ? ok(ms) : err(`${name} is not an ISO 8601 time such as 2026-06-02T05:00:00+05:00; without a zone it is UTC`);
};

const isLanguage = (text: string): text is Language => text === "kk" || text === "ru" || text === "en";

const readerOf = (options: Options): Result<Reader, string> => {
  const language = options.one("--lang") ?? "en";
  const zone = options.one("--zone") ?? cityZone;
  if (!isLanguage(language)) return err("--lang is kk, ru or en");
  return isZone(zone) ? ok({ language, zone }) : err("--zone is a zone of the tz database, such as Asia/Almaty or UTC");
};

const needed = (options: Options, name: string, what: string): Result<string, string> => {
  const value = options.one(name);
  return value === null ? err(`${name} ${what} is missing`) : ok(value);
};

const faultsOf = (parts: readonly Result<unknown, string>[]): Faults => parts.flatMap((part) => (part.ok ? [] : [part.error]));

const judgeArguments = (options: Options): Result<JudgeArguments, Faults> => {
  const trust = needed(options, "--trust", "PATH");
  const at = timeOf(options, "--at");
  const reader = readerOf(options);
  if (!trust.ok || !at.ok || !reader.ok) return err(faultsOf([trust, at, reader]));
  return ok({
    trust: trust.value,
    intermediates: options.all("--intermediate"),
    crls: options.all("--crl"),
    ocsp: options.all("--ocsp"),
    atMs: at.value,
    json: options.has("--json"),
    production: options.has("--production"),
    reader: reader.value,
  });
};

const isProfile = (text: string): text is Profile => profiles.some((one) => one === text);

/** Without the expected signer these profiles refuse whatever is signed. */
const whoseFault = (profile: string, options: Options): Faults => {
  const [bin, iin] = [options.one("--bin"), options.one("--iin")];
  if (profile === "permit" && bin === null && iin === null) return ["--profile permit needs --bin, or --iin for a sole proprietor"];
  return profile === "exemption" && bin === null ? ["--profile exemption needs --bin"] : [];
};

/** Parses the options of `beket eds validate`; every fault is a line for the user. */
export const parseValidateArguments = (args: readonly string[]): Result<ValidateArguments, Faults> => {
  const parsed = parseOptions(args, {
    single: [...judgeOptions.single, "--cms", "--document", "--received", "--profile", "--bin", "--iin", "--bundle"],
    repeated: [...judgeOptions.repeated, "--timestamp"],
    switches: [...judgeOptions.switches, "--detailed"],
  });
  if (!parsed.ok) return parsed;
  const options = parsed.value;
  const judge = judgeArguments(options);
  const cms = needed(options, "--cms", "FILE");
  const received = timeOf(options, "--received");
  const profile = options.one("--profile") ?? "any";
  const numbers = ["--bin", "--iin"].flatMap((name) =>
    /^\d{12}$/.test(options.one(name) ?? "000000000000") ? [] : [`${name} has 12 digits`],
  );
  const whose = whoseFault(profile, options);
  const faults = [...(judge.ok ? [] : judge.error), ...faultsOf([cms, received]), ...numbers, ...whose];
  if (!isProfile(profile)) return err([...faults, `--profile is ${profiles.join(", ")}`]);
  if (!judge.ok || !cms.ok || !received.ok || faults.length > 0) return err(faults);
  return ok({
    ...judge.value,
    cms: cms.value,
    document: options.one("--document"),
    timestamps: options.all("--timestamp"),
    receivedMs: received.value,
    profile,
    bin: options.one("--bin"),
    iin: options.one("--iin"),
    detailed: options.has("--detailed"),
    bundle: options.one("--bundle"),
  });
};

/** Parses the options of `beket eds path`. */
export const parsePathArguments = (args: readonly string[]): Result<PathArguments, Faults> => {
  const parsed = parseOptions(args, {
    single: [...judgeOptions.single, "--cert"],
    repeated: [...judgeOptions.repeated, "--policy"],
    switches: [...judgeOptions.switches, "--initial-explicit-policy", "--initial-policy-mapping-inhibit", "--initial-inhibit-any-policy"],
  });
  if (!parsed.ok) return parsed;
  const options = parsed.value;
  const judge = judgeArguments(options);
  const certificate = needed(options, "--cert", "FILE");
  const policies = options.all("--policy");
  const badPolicy = policies.some((oid) => !/^[0-2](?:\.(?:0|[1-9]\d{0,38})){1,32}$/.test(oid))
    ? ["--policy is an object identifier (1.2.3)"]
    : [];
  if (!judge.ok || !certificate.ok || badPolicy.length > 0)
    return err([...(judge.ok ? [] : judge.error), ...faultsOf([certificate]), ...badPolicy]);
  return ok({
    ...judge.value,
    certificate: certificate.value,
    policies,
    explicitPolicy: options.has("--initial-explicit-policy"),
    inhibitPolicyMapping: options.has("--initial-policy-mapping-inhibit"),
    inhibitAnyPolicy: options.has("--initial-inhibit-any-policy"),
  });
};

/** Parses the options of `beket eds revalidate`. */
export const parseRevalidateArguments = (args: readonly string[]): Result<RevalidateArguments, Faults> => {
  const parsed = parseOptions(args, {
    single: ["--bundle", "--document", "--trust", "--lang", "--zone"],
    switches: ["--json", "--production"],
  });
  if (!parsed.ok) return parsed;
  const options = parsed.value;
  const bundle = needed(options, "--bundle", "FILE");
  const trust = needed(options, "--trust", "PATH");
  const reader = readerOf(options);
  if (!bundle.ok || !trust.ok || !reader.ok) return err(faultsOf([bundle, trust, reader]));
  return ok({
    bundle: bundle.value,
    document: options.one("--document"),
    trust: trust.value,
    json: options.has("--json"),
    production: options.has("--production"),
    reader: reader.value,
  });
};
