import type { OrganisationRow } from "@beket/api";
import type { Ledger, Regime } from "@beket/domain";
import { activityRuleFor, parseIin, permitCap } from "@beket/domain";
import { inventIin, inventPassport, inventPlate } from "./identifiers.ts";
import { inventOrganisations } from "./organisations.ts";
import { inventName } from "./people.ts";
import { districts, inventPosts, type Post } from "./posts.ts";
import { createRandom, type Random } from "./random.ts";
import { demoRegime } from "./regime.ts";

export type PlannedPerson = { readonly name: string; readonly scheme: "iin" | "doc"; readonly country: string; readonly value: string };
export type PlannedVehicle = { readonly plate: string; readonly country: string };
/** What one organisation applies for in one ledger. */
export type PlannedApplication = {
  readonly organisation: OrganisationRow;
  readonly head: { readonly name: string; readonly iin: string };
  readonly ledger: Ledger;
  readonly purpose: string;
  readonly areas: readonly string[];
  readonly persons: readonly PlannedPerson[];
  readonly vehicles: readonly PlannedVehicle[];
};
export type City = {
  readonly seed: number;
  readonly posts: readonly Post[];
  readonly organisations: readonly OrganisationRow[];
  readonly regime: Regime;
  /** The head of each organisation, by BIN. */
  readonly headOf: (bin: string) => { readonly name: string; readonly iin: string };
  readonly applications: readonly PlannedApplication[];
};

export type CitySize = { readonly organisations: number; readonly permits: number };
export const demoSize: CitySize = { organisations: 500, permits: 100_000 };

type Job = { readonly organisation: OrganisationRow; readonly ledger: Ledger; readonly purposes: readonly string[]; readonly cap: number };

const jobsOf = (organisations: readonly OrganisationRow[], regime: Regime, random: Random): readonly Job[] =>
  organisations.flatMap((organisation, index) => {
    const wanted: readonly Ledger[] =
      index === 0 ? [] : random.chance(0.45) ? ["city", "roadblock"] : random.chance(0.5) ? ["city"] : ["roadblock"];
    return wanted.flatMap((ledger) => {
      const rule =
        organisation.status === "active" ? activityRuleFor(regime, [organisation.oked, ...organisation.okedSecondary], ledger) : null;
      return rule === null ? [] : [{ organisation, ledger, purposes: rule.purposes, cap: permitCap(rule, organisation.headcount) }];
    });
  });

/** A name of the sex that the IIN says. */
const nameFor = (random: Random, iin: string): string => {
  const parsed = parseIin(iin);
  return inventName(random, parsed.ok ? parsed.value.sex : "unknown");
};
const headFor = (random: Random): { readonly name: string; readonly iin: string } => {
  const iin = inventIin(random);
  return { name: nameFor(random, iin), iin };
};

const inventPerson = (random: Random): PlannedPerson => {
  if (random.chance(0.02)) return { name: inventName(random), scheme: "doc", ...inventPassport(random) };
  const value = inventIin(random);
  return { name: nameFor(random, value), scheme: "iin", country: "KAZ", value };
};

/** Persons take 62 of 100 permits, vehicles the rest; the largest shares lose or gain what rounding leaves. */
const planApplications = (jobs: readonly Job[], permits: number, headOf: City["headOf"], random: Random): readonly PlannedApplication[] => {
  const caps = jobs.reduce((sum, job) => sum + job.cap, 0);
  let left = permits;
  const planned = jobs.map((job, index): PlannedApplication => {
    const share = index === jobs.length - 1 ? left : Math.min(left, Math.round((permits * job.cap) / caps));
    left -= share;
    const persons = Math.min(Math.round(share * 0.62), job.cap);
    return {
      organisation: job.organisation,
      head: headOf(job.organisation.bin),
      ledger: job.ledger,
      purpose: random.pick(job.purposes),
      areas:
        job.ledger === "city" && random.chance(0.3)
          ? [random.pick(districts), ...(random.chance(0.5) ? [random.pick(districts)] : [])].filter(
              (area, at, all) => all.indexOf(area) === at,
            )
          : [],
      persons: Array.from({ length: persons }, () => inventPerson(random)),
      vehicles: Array.from({ length: share - persons }, () => ({ plate: inventPlate(random), country: "KAZ" })),
    };
  });
  return planned.map(namingAgain);
};

/** One organisation in sixty also names somebody of the one before it, and one of its cars: what the report of abuse is for. */
const namingAgain = (application: PlannedApplication, index: number, all: readonly PlannedApplication[]): PlannedApplication => {
  const before = index % 60 === 5 ? all[index - 1] : undefined;
  if (before === undefined || before.organisation.bin === application.organisation.bin) return application;
  const [person, car] = [before.persons[0], before.vehicles[0]];
  return {
    ...application,
    persons: person === undefined || application.persons.length === 0 ? application.persons : [person, ...application.persons.slice(1)],
    vehicles: car === undefined || application.vehicles.length === 0 ? application.vehicles : [car, ...application.vehicles.slice(1)],
  };
};

/** The whole invented city; the same seed and size always give the same one. */
export const planCity = (seed: number, validFrom: number, size: CitySize = demoSize): City => {
  const random = createRandom(seed);
  const organisations = inventOrganisations(random.fork("organisations"), size.organisations);
  const regime = demoRegime(validFrom);
  const heads = new Map<string, { readonly name: string; readonly iin: string }>();
  const heading = random.fork("heads");
  for (const organisation of organisations) heads.set(organisation.bin, headFor(heading));
  const headOf: City["headOf"] = (bin) => {
    const head = heads.get(bin);
    if (head === undefined) throw new Error("no such organisation in this city");
    return head;
  };
  const jobs = jobsOf(organisations, regime, random.fork("ledgers"));
  return {
    seed,
    posts: inventPosts(random.fork("posts")),
    organisations,
    regime,
    headOf,
    applications: planApplications(jobs, size.permits, headOf, random.fork("applications")),
  };
};
