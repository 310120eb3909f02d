import { sampleEvents } from "../sample-events.ts";

/** A small generator of random numbers (mulberry32), so that a seed tells the whole run. */
export function seeded(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    below: (limit: number): number => Math.floor(next() * limit),
    chance: (share: number): boolean => next() < share,
    pick: <T>(from: readonly T[]): T => {
      const one = from[Math.floor(next() * from.length)];
      if (one === undefined) throw new Error("nothing to pick from");
      return one;
    },
  };
}
export type Seeded = ReturnType<typeof seeded>;

/** One event on its way: whose journal it goes into, its id and its body as JSON. */
export type Told = { readonly source: string; readonly id: string; readonly body: Readonly<Record<string, unknown>> | string };
export type LifePost = { readonly post: string; readonly ledger: "city" | "roadblock"; readonly kind: "roadblock" | "barrier" | "border" };

export const lifePosts = (count: number): readonly LifePost[] =>
  Array.from({ length: count }, (_, at): LifePost => {
    if (at % 5 === 4) return { post: `border-${at}`, ledger: "roadblock", kind: "border" };
    return at % 5 === 3
      ? { post: `bar-${at}`, ledger: "city", kind: "barrier" }
      : { post: `rb-${at}`, ledger: "roadblock", kind: "roadblock" };
  });
const countries = ["KGZ", "UZB", "CHN", "RUS", null] as const;
const reasons = ["absent", "permit-expired", "hold-provisional", "permit-wrong-hours", "record-unreadable", "category-refer"] as const;
const person = { scheme: "iin", country: "KAZ", value: "910520300457" };
const vehicle = { scheme: "plate", country: "KAZ", value: "123ABC02" };

/** Random life at posts: what their journals take, in rough order of time. Every body that is not meant to be broken is valid. */
export function createLife(random: Seeded, posts: readonly LifePost[]) {
  let serial = 0;
  const uuid = (at: number): string => {
    serial += 1;
    const time = Math.max(0, at).toString(16).padStart(12, "0").slice(-12);
    const tail = `${random.below(0x1_0000_0000).toString(16).padStart(8, "0")}${serial.toString(16).padStart(4, "0").slice(-4)}`;
    return `${time.slice(0, 8)}-${time.slice(8)}-7${random.below(0x1000).toString(16).padStart(3, "0")}-8${serial
      .toString(16)
      .padStart(8, "0")
      .slice(0, 3)}-${tail}`;
  };
  const told = (post: string, at: number, body: Readonly<Record<string, unknown>>): Told => ({
    source: post,
    id: uuid(at),
    body: { ...envelope(post, at), ...body },
  });
  const envelope = (post: string, at: number) => ({
    occurredAt: at,
    post,
    lane: random.chance(0.9) ? `lane-${1 + random.below(3)}` : null,
    officer: "o-17",
    tablet: "t-3",
    paper: random.chance(0.02) ? { sheet: "A-1", line: 1, enteredAt: at, enteredBy: "o-17" } : null,
  });
  const reasonList = () => [{ code: random.pick(reasons) }, { code: "absent" }];

  const lookup = (post: LifePost, at: number, subjects: readonly object[]): Told => {
    const decision = random.chance(0.08)
      ? { kind: "second-reading", subjects: [0] }
      : {
          kind: "verdict",
          outcome: random.pick(["ALLOW", "ALLOW", "ALLOW", "REFER", "DENY"]),
          reasons: reasonList(),
          subjects: [{ subject: 0, outcome: "ALLOW", reasons: [{ code: "permit-valid" }], rows: [] }],
        };
    const trace = {
      stop: { post: post.post, lane: "lane-1", direction: "in", subjects, claim: null },
      post: { post: post.post, ledger: post.ledger, areas: [] },
      confirmed: [],
      replica: null,
      overlay: [],
      regimeVersion: 1,
      correctedTime: at,
      decision,
    };
    const purpose = random.pick(["post-check", "post-check", "post-check", "camera", "self-check", "explain-other-ledger"]);
    return told(post.post, at, { kind: "lookup", purpose, trace });
  };
  const passage = (post: string, at: number, subjects: readonly object[], referral: string | null): readonly Told[] => {
    const shared = {
      kind: "passage",
      passage: uuid(at),
      subjects,
      direction: random.pick(["in", "out"]),
      outcome: "ALLOW",
      purpose: null,
      override: null,
    };
    const tablet = { ...shared, lookup: null, referral, observers: [{ kind: "tablet", device: "t-3", reading: null }] };
    const first = told(post, at, tablet);
    // A camera or a second tablet saw it too, sooner or later, sometimes at the same moment.
    const others = Array.from({ length: random.pick([0, 0, 1, 2]) }, () =>
      told(post, at + random.pick([0, -40_000, 30_000, 90_000, -3_600_000]), {
        ...shared,
        lookup: null,
        referral: null,
        direction: random.pick(["in", "out"]),
        observers: [{ kind: "camera", device: "cam-1", reading: null }],
      }),
    );
    return [first, ...others];
  };
  const referral = (post: string, at: number): readonly Told[] => {
    const id = uuid(at);
    const lane = { lane: "lane-2", paper: null };
    const base = { kind: "referral", referral: id, number: `R-${serial}`, ...lane };
    const opened = { state: "opened", lookup: null, reasons: reasonList(), instruction: null };
    const steps = [told(post, at, { ...base, step: opened })];
    if (random.chance(0.05)) steps.push(told(post, at + random.pick([-60_000, 0, 60_000]), { ...base, step: opened }));
    if (random.chance(0.7)) steps.push(told(post, at + 60_000, { ...base, step: { state: "taken", by: "o-2" } }));
    if (random.chance(0.85))
      steps.push(told(post, at + 300_000, { ...base, step: { state: "resolved", outcome: "admitted", by: "o-2", note: null } }));
    // Of some only a later step ever comes.
    if (random.chance(0.05)) steps.shift();
    return random.chance(0.5) ? [...steps, ...passage(post, at + 320_000, [subjectOf(vehicle, "vehicle")], id)] : steps;
  };
  const stop = (post: LifePost, at: number): readonly Told[] => {
    const subjects = random.chance(0.8) ? [subjectOf(vehicle, "vehicle"), subjectOf(person, "driver")] : [subjectOf(person, "driver")];
    const checks = [lookup(post, at, subjects)];
    if (random.chance(0.2)) checks.push(lookup(post, at + 8_000, subjects));
    const roll = random.next();
    if (roll < 0.75) return [...checks, ...passage(post.post, at + 20_000, subjects, null)];
    if (roll < 0.87)
      return [
        ...checks,
        told(post.post, at + 15_000, {
          kind: "refusal",
          lookup: null,
          number: `7K-${serial % 1_000_000}`,
          reasons: reasonList(),
          slip: "none",
        }),
      ];
    return roll < 0.97 ? [...checks, ...referral(post.post, at + 12_000)] : checks;
  };
  const traveller = (post: string, at: number): readonly Told[] => {
    const who = uuid(at);
    const countryFrom = random.pick(countries);
    const profile = {
      subjects: [person],
      name: "Сынақбаев Тест",
      birthDate: null,
      sex: "unknown",
      citizenship: null,
      category: "resident",
      countryFrom,
      onwardAddress: null,
      phone: null,
      guardian: null,
      consent: { state: "given", language: "kk", textVersion: 1 },
    };
    const facts = [told(post, at, { kind: "person", person: who, arrival: null, seat: null, profile, confirmed: null })];
    if (random.chance(0.3)) {
      const corrected = { ...profile, countryFrom: random.pick(countries) };
      facts.push(told(post, at + 90_000, { kind: "person", person: who, arrival: null, seat: null, profile: corrected, confirmed: null }));
    }
    for (let again = random.pick([0, 1, 1, 2]); again > 0; again--)
      facts.push(
        told(post, at + again * 60_000, {
          kind: "questionnaire",
          questionnaire: uuid(at),
          person: who,
          form: "arrivals",
          formVersion: 1,
          language: "kk",
          countryFrom: random.pick(countries),
          answers: {},
          selection: { outcome: random.pick(["test", "no-test", "specialist"]), rule: null, by: null, reason: null },
        }),
      );
    return random.chance(0.7) ? [...facts, ...test(post, at + 200_000, who, countryFrom)] : facts;
  };
  const test = (post: string, at: number, who: string, countryFrom: string | null): readonly Told[] => {
    const id = uuid(at);
    const step = (after: number, body: object): Told => told(post, at + after, { kind: "test", test: id, place: "border", step: body });
    const read = () => ({
      state: "read",
      cassette: "C-1",
      result: random.pick(["negative", "negative", "positive-acute", "positive-past", "invalid"]),
      by: "lab-1",
      device: null,
      reason: null,
    });
    const times = { readFrom: at, readUntil: at + 1, lotExpiresAt: at };
    const steps: Told[] = [];
    if (random.chance(0.95))
      steps.push(step(0, { state: "registered", person: who, questionnaire: null, subjects: [person], countryFrom, repeats: null }));
    if (random.chance(0.9)) steps.push(step(60_000, { state: "started", kitType: "rapid-1", lot: "LOT-7", cassette: "C-1", ...times }));
    if (random.chance(0.8)) steps.push(step(960_000, read()));
    // A reading put right.
    if (random.chance(0.05)) steps.push(step(random.pick([960_000, 1_200_000]), read()));
    if (random.chance(0.05)) steps.push(step(1_300_000, { state: "cancelled", by: "lab-1", reason: "left" }));
    if (random.chance(0.05))
      steps.push(step(1_400_000, { state: "pcr-ordered", laboratory: "lab-3", specimen: "T-1", takenAt: at, dueAt: at + 1 }));
    return steps;
  };
  const broken = (post: string, at: number): Told => {
    const body = random.pick<Told["body"]>([
      { kind: "teleport", occurredAt: at, post },
      "{not json",
      { ...envelope(post, at), kind: "queue", vehiclesWaiting: -4, source: "officer" },
    ]);
    return { source: post, id: uuid(at), body };
  };

  return {
    /** What happens within `spanMs` from `at` on: one to some ten events of one thing. */
    next: (at: number): readonly Told[] => {
      const post = random.pick(posts);
      const roll = random.next();
      if (post.kind === "border" && roll < 0.7) return traveller(post.post, at);
      if (roll < 0.86) return stop(post, at);
      if (roll < 0.92)
        return [told(post.post, at, { kind: "queue", vehiclesWaiting: random.below(200), source: random.pick(["officer", "camera"]) })];
      if (roll < 0.97) return [told(post.post, at, { ...random.pick(otherEvents), ...envelope(post.post, at) })];
      return [broken(post.post, at)];
    },
  };
}
export type Life = ReturnType<typeof createLife>;

const subjectOf = (key: object, role: "vehicle" | "driver") => ({ role, key, readBy: ["keypad"] });
const counted = new Set<string>(["lookup", "passage", "refusal", "referral", "queue", "person", "questionnaire", "test"]);
/** Kinds that no panel counts, as they are. */
const otherEvents = sampleEvents.filter(({ kind }) => !counted.has(kind));
