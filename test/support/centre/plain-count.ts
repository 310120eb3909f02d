import type { BeketEvent } from "@beket/domain";
import type { LifePost } from "./random-life.ts";

/*
 * The centre's figures once more, the plain way: every event that was ever stored lies in lists, and each panel is counted over whole
 * lists when it is asked for. Nothing of the program's counting is used here; what the figures mean is written in docs/spec/centre.md.
 */
type Seen = { readonly at: number; readonly id: string };
type Cell = string | number | boolean | null;
const hourMs = 3_600_000;
const earlier = (a: Seen, b: Seen): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Look = Seen & { readonly post: string; readonly outcome: "ALLOW" | "REFER" | "DENY" };
type Pass = Seen & {
  readonly post: string;
  readonly lane: string;
  readonly direction: string;
  readonly car: boolean;
  readonly leaves: boolean;
};
type Refused = Seen & { readonly post: string; readonly lane: string; readonly reason: string; readonly leaves: boolean };
type Step = Refused & { readonly state: string; readonly number: string };
type Person = Seen & { readonly post: string; readonly country: string | null };
type Form = Person & { readonly outcome: string };
type TestStep = Person & { readonly state: string; readonly result: string };
type Queue = Seen & { readonly post: string; readonly lane: string; readonly cars: number };
type Heard = { readonly at: number; readonly receivedAt: number };

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};

export function createPlainCount() {
  const ids = new Set<string>();
  const looks: Look[] = [];
  const passes = new Map<string, Pass[]>();
  const refused: Refused[] = [];
  const referrals = new Map<string, Step[]>();
  const persons = new Map<string, Person[]>();
  const forms = new Map<string, Form[]>();
  const tests = new Map<string, TestStep[]>();
  const queues: Queue[] = [];
  const sources = new Map<string, { events: number; heard: Heard[] }>();
  const kinds = new Map<string, number>();
  let unreadable = 0;

  return {
    ids: () => ids.size,
    unreadable: () => unreadable,
    kinds: () => kinds,
    /** One stored row in the order of arrival; `event` is null where it cannot be read. */
    take: (source: string, id: string, receivedAt: number, event: BeketEvent | null): void => {
      const own = sources.get(source) ?? { events: 0, heard: [] };
      sources.set(source, own);
      own.events += 1;
      if (event === null) {
        unreadable += 1;
        return;
      }
      own.heard.push({ at: Math.min(event.occurredAt, receivedAt), receivedAt });
      if (ids.has(id)) return;
      ids.add(id);
      kinds.set(event.kind, (kinds.get(event.kind) ?? 0) + 1);
      const { post } = event;
      const seen = { at: event.occurredAt, id };
      const lane = event.lane ?? "";
      if (
        event.kind === "lookup" &&
        event.trace.decision.kind === "verdict" &&
        (event.purpose === "camera" || event.purpose === "post-check")
      )
        looks.push({ ...seen, post, outcome: event.trace.decision.outcome });
      if (event.kind === "passage")
        push(passes, event.passage, {
          ...seen,
          post,
          lane,
          direction: event.direction,
          car: event.subjects.some((subject) => subject.role === "vehicle"),
          leaves: event.paper === null && event.referral === null,
        });
      if (event.kind === "refusal")
        refused.push({ ...seen, post, lane, reason: event.reasons[0]?.code ?? "?", leaves: event.paper === null });
      if (event.kind === "referral") {
        const reason = event.step.state === "opened" ? (event.step.reasons[0]?.code ?? "?") : "";
        push(referrals, event.referral, {
          ...seen,
          post,
          lane,
          reason,
          leaves: event.paper === null,
          state: event.step.state,
          number: event.number,
        });
      }
      if (event.kind === "person") push(persons, event.person, { ...seen, post, country: event.profile.countryFrom });
      if (event.kind === "questionnaire")
        push(forms, event.person, { ...seen, post, country: event.countryFrom, outcome: event.selection.outcome });
      if (event.kind === "test")
        push(tests, event.test, {
          ...seen,
          post,
          country: event.step.state === "registered" ? event.step.countryFrom : null,
          state: event.step.state,
          result: event.step.state === "read" ? event.step.result : "",
        });
      if (event.kind === "queue") queues.push({ ...seen, post, lane, cars: event.vehiclesWaiting });
    },
    panels: (posts: readonly LifePost[], from: number, to: number, now: number) => {
      const ledgerOf = (post: string): string | null => posts.find((one) => one.post === post)?.ledger ?? null;
      const within = <T extends Seen>(list: readonly T[]): readonly T[] => list.filter(({ at }) => at >= from && at < to);
      const firstOf = <T extends Seen>(list: readonly T[]): T | undefined => list.toSorted(earlier)[0];
      const newestOf = <T extends Seen>(list: readonly T[]): T | undefined => list.toSorted(earlier).at(-1);

      const shown = within(looks);
      const allPassages = [...passes.values()].flatMap((list) => firstOf(list) ?? []);
      const passages = within(allPassages);
      const opened = [...referrals.values()].flatMap((steps) => firstOf(steps.filter(({ state }) => state === "opened")) ?? []);
      const left = [...allPassages, ...refused, ...opened].filter(({ leaves }) => leaves);
      const gapsOf = gapsIn(left, from, to);
      const mean = (gaps: readonly number[]): number | null =>
        gaps.length === 0 ? null : Math.round(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length);

      const number = <T>(list: readonly T[], is: (one: T) => boolean): number => list.filter(is).length;
      const line = posts.filter(({ kind }) => kind !== "border").map(({ post }) => post);
      const active = [...shown, ...passages, ...within(refused), ...within(opened)].map(({ post }) => post);
      const paced = [...gapsOf.keys()].map((key) => key.split("|")[0] ?? "");
      const flow = [...new Set([...line, ...active, ...paced])].toSorted(text).map((post): Cell[] => {
        const own = shown.filter((look) => look.post === post);
        const outcome = (name: string) => number(own, (look) => look.outcome === name);
        const direction = (name: string) => number(passages, (pass) => pass.post === post && pass.direction === name);
        const gaps = [...gapsOf].filter(([key]) => key.startsWith(`${post}|`)).flatMap(([, list]) => list);
        return [
          post,
          ledgerOf(post),
          own.length,
          outcome("ALLOW"),
          outcome("REFER"),
          outcome("DENY"),
          direction("in"),
          direction("out"),
          number(within(refused), (one) => one.post === post),
          number(within(opened), (one) => one.post === post),
          mean(gaps),
        ];
      });

      const hours: Cell[][] = [];
      const byHour = Map.groupBy(shown, ({ at, post }) => `${Math.floor(at / hourMs)} ${ledgerOf(post)}`);
      const passByHour = Map.groupBy(passages, ({ at, post }) => `${Math.floor(at / hourMs)} ${ledgerOf(post)}`);
      for (let hour = from; hour < to; hour += hourMs)
        for (const ledger of ["city", "roadblock"]) {
          const key = `${hour / hourMs} ${ledger}`;
          const own = byHour.get(key) ?? [];
          const outcome = (name: string) => number(own, (look) => look.outcome === name);
          hours.push([hour, ledger, outcome("ALLOW"), outcome("REFER"), outcome("DENY"), passByHour.get(key)?.length ?? 0]);
        }

      const why = new Map<string, [number, number]>();
      for (const [index, list] of [within(refused), within(opened)].entries())
        for (const { reason, post } of list) {
          const key = `${reason}|${ledgerOf(post) ?? ""}`;
          const counts = why.get(key) ?? [0, 0];
          counts[index] = (counts[index] ?? 0) + 1;
          why.set(key, counts);
        }
      const reasons = [...why]
        .toSorted(([a, [a0, a1]], [b, [b0, b1]]) => b0 + b1 - a0 - a1 || text(a, b))
        .map(([key, counts]): Cell[] => [...key.split("|"), ...counts]);

      const open = [...referrals]
        .filter(([, steps]) => !steps.some(({ state }) => state === "resolved"))
        .map(([id, steps]) => ({ id, steps, first: firstOf(steps.filter(({ state }) => state === "opened")) }))
        .toSorted((a, b) => {
          if (a.first === undefined || b.first === undefined)
            return a.first !== undefined ? -1 : b.first !== undefined ? 1 : text(a.id, b.id);
          return earlier(a.first, b.first);
        });
      const stateOf = (steps: readonly Step[]): string => (steps.some(({ state }) => state === "taken") ? "taken" : "opened");
      const referral = open.map(({ steps, first }): Cell[] => {
        const any = first ?? steps[0];
        return [
          any?.number ?? "",
          any?.post ?? "",
          any === undefined || any.lane === "" ? null : any.lane,
          first?.reason ?? null,
          stateOf(steps),
          first?.at ?? null,
          first === undefined ? null : Math.max(0, now - first.at),
        ];
      });

      const byLane = Map.groupBy(within(queues), ({ post, lane }) => `${post}|${lane}`);
      const queue = [...byLane]
        .toSorted(([, [a]], [, [b]]) => text(a?.post ?? "", b?.post ?? "") || text(a?.lane ?? "", b?.lane ?? ""))
        .map(([key, list]): Cell[] => {
          const last = newestOf(list);
          const [post = "", lane = ""] = key.split("|");
          return [post, lane === "" ? null : lane, last?.cars ?? null, last?.at ?? null, mean(gapsOf.get(key) ?? [])];
        });

      return { flow, hours, reasons, referrals: referral, queue, tests: testTable(), nodes: nodeTable(), vehicles: vehicles() };

      function testTable(): Cell[][] {
        const rows = new Map<string, number[]>();
        const count = (post: string, country: string | null, column: number): void => {
          const key = `${post}|${country ?? ""}`;
          const row = rows.get(key) ?? [0, 0, 0, 0, 0, 0, 0, 0];
          row[column] = (row[column] ?? 0) + 1;
          rows.set(key, row);
        };
        const inside = (one: Seen | undefined): one is Seen => one !== undefined && one.at >= from && one.at < to;
        for (const facts of persons.values()) {
          const first = firstOf(facts);
          if (first !== undefined && inside(first)) count(first.post, newestOf(facts)?.country ?? null, 0);
        }
        for (const answers of forms.values()) {
          const newest = newestOf(answers);
          if (newest !== undefined && inside(newest) && newest.outcome === "test") count(newest.post, newest.country, 1);
        }
        for (const steps of tests.values()) {
          const used = firstOf(steps.filter(({ state }) => state === "started" || state === "read"));
          const result = newestOf(steps.filter(({ state }) => state === "read"))?.result;
          if (used === undefined || !inside(used) || (result === undefined && steps.some(({ state }) => state === "cancelled"))) continue;
          const country = firstOf(steps.filter(({ state }) => state === "registered"))?.country ?? null;
          count(used.post, country, 2);
          count(used.post, country, 3 + ["negative", "positive-acute", "positive-past", "invalid", undefined].indexOf(result));
        }
        return [...rows]
          .map(([key, row]): Cell[] => {
            const [post = "", country = ""] = key.split("|");
            return [post, country === "" ? null : country, ...row];
          })
          .toSorted((a, b) => text(String(a[0]), String(b[0])) || text(String(a[1] ?? ""), String(b[1] ?? "")));
      }

      function nodeTable(): Map<string, { readonly events: number; readonly age: number; readonly lag: number }> {
        return new Map(
          [...sources].map(([source, { events, heard }]) => {
            // The first to arrive of those that are newest.
            const newest = heard.reduce<Heard | null>((best, one) => (best === null || one.at > best.at ? one : best), null);
            return [source, { events, age: now - (newest?.at ?? 0), lag: newest === null ? 0 : newest.receivedAt - newest.at }];
          }),
        );
      }

      function vehicles() {
        const outer = passages.filter(({ car, post }) => car && ledgerOf(post) === "roadblock");
        const results = testTable();
        const sum = (columns: readonly number[]): number =>
          results.reduce((all, row) => all + columns.reduce((part, column) => part + Number(row[column] ?? 0), 0), 0);
        return {
          vehiclesIn: number(outer, ({ direction }) => direction === "in"),
          vehiclesOut: number(outer, ({ direction }) => direction === "out"),
          tested: sum([4]),
          positive: sum([6, 7]),
        };
      }
    },
  };
}
export type PlainCount = ReturnType<typeof createPlainCount>;

/** Milliseconds between cars that left the head of one lane, by `post|lane`, of those gaps that end within the range and are short. */
function gapsIn(
  left: readonly (Seen & { readonly post: string; readonly lane: string })[],
  from: number,
  to: number,
): Map<string, number[]> {
  const gaps = new Map<string, number[]>();
  for (const [key, cars] of Map.groupBy(left, ({ post, lane }) => `${post}|${lane}`)) {
    const inOrder = cars.toSorted(earlier);
    for (const [index, car] of inOrder.entries()) {
      const before = inOrder[index - 1];
      if (before === undefined || car.at < from || car.at >= to || car.at - before.at > 4 * 60_000) continue;
      push(gaps, key, car.at - before.at);
    }
  }
  return gaps;
}
