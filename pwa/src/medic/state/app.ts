import { BorderRulesReply, type LaneEvent } from "@beket/api";
import type { BorderContext, BorderRole, BorderRules, TestPlace } from "@beket/domain";
import { computed, effect, signal } from "@preact/signals";
import { say as words } from "../../i18n/index.ts";
import { createField } from "../../field/state/field.ts";
import { createSealedValues, type SealedValues } from "../../field/state/sealed-values.ts";
import { stores } from "../../outbox/database.ts";
import { createBorderClient } from "../adapters/border-client.ts";
import { createFactStore, type FactStore } from "../adapters/fact-store.ts";
import { type Route, startRoute } from "../model/route.ts";
import { alertsOf, type Timer, timersOf } from "../model/timers.ts";
import { playDue } from "../signals/due-signal.ts";
import { deskWords } from "../words/desk.ts";
import { createActs } from "./acts.ts";
import { createDraft } from "./draft.ts";
import { createFacts } from "./facts.ts";
import { createScans } from "./scans.ts";

const secondMs = 1_000;
/** However well the stream works, the log is read this often. */
const pullEveryMs = 30_000;
/** Rules and forms change while a shift lasts, and what is asked by the old ones is refused. */
const rulesEveryMs = 5 * 60_000;
const rulesName = "border-rules";

export type Sheet = "none" | "menu" | "outbox" | "camera";
export type Toast = { readonly text: string; readonly tone: "good" | "warn" | "bad" };

const roles: ReadonlySet<string> = new Set(["medic", "laboratory", "selection", "supervisor"] satisfies readonly BorderRole[]);
const isBorderRole = (role: string): role is BorderRole => roles.has(role);

/** The medics' app without its view: state, effects and actions. */
export function createMedicApp() {
  const field = createField(
    "medic",
    {
      onEvent,
      onBegin: begin,
      onForget: () => {
        sheet.value = "none";
        toast.value = null;
        void keeper.open(null);
      },
      onSignedIn: () => undefined,
      onResume: async () => {
        await Promise.all([loadRules(), facts.pull()]);
      },
      onSent: (record, sent) => {
        facts.onSent(record, sent);
        if (sent.outcome.kind === "rejected") say(words(deskWords.refusedToast), "bad");
        if (sent.outcome.kind === "signed-out") field.station.endSession();
        // The node may judge by newer rules than this tablet has.
        if (sent.outcome.kind === "rejected") void loadRules();
      },
      beforeForget: (record) => facts.beforeForget(record),
    },
    [stores.facts],
  );
  const { station, shift, now, newId } = field;
  const client = createBorderClient(field.client);
  let values: SealedValues | null = null;
  let store: FactStore | null = null;

  const rules = signal<BorderRules | null>(null);
  const sheet = signal<Sheet>("none");
  const toast = signal<Toast | null>(null);
  /** The corrected time, once a second: every ring and clock is painted from it. */
  const clock = signal(now());
  const role = computed<BorderRole | null>(() => {
    const mine = station.session.value?.role;
    return mine !== undefined && isBorderRole(mine) ? mine : null;
  });
  const place = (): TestPlace => station.post.value?.place ?? "border";
  const context = (): BorderContext | null =>
    rules.value === null || role.value === null || station.session.value === null
      ? null
      : { ...rules.value, role: role.value, officer: station.session.value.officer, place: place() };

  const keeper = createDraft(() => values);
  const { draft } = keeper;
  const facts = createFacts({ client, edge: field.client, outbox: field.outbox, store: () => store, context, now, newId });
  /** What the post knows now. A new object with every fact, so that whoever read it is painted anew. */
  const border = computed(() => ({ ...facts.border(), at: facts.version.value }));
  /** Facts of this tablet that the post's log does not hold yet. */
  const own = computed(() => (facts.version.value >= 0 ? facts.own() : []));
  const timers = computed<readonly Timer[]>(() => timersOf(border.value, clock.value));
  const due = computed(() => timers.value.filter(({ state }) => state !== "waiting").length);
  const acts = createActs({ facts, context, place, now, newId });
  const go = (route: Route): void => {
    keeper.set({ route });
    history.pushState(route, "");
    scrollTo(0, 0);
  };
  const say = (text: string, tone: Toast["tone"] = "good"): void => {
    toast.value = { text, tone };
  };
  const scans = createScans({ border: () => facts.border(), keeper, go, now });

  function onEvent(event: LaneEvent): void {
    if (event.kind === "border" && facts.isNews(event.cursor)) void facts.pull();
    if (event.kind === "scan") scans.take(event.text);
  }

  async function loadRules(): Promise<void> {
    const answer = await client.rules();
    if (!answer.ok || answer.value.rules === null) return;
    rules.value = { rules: answer.value.rules, forms: answer.value.forms };
    await values?.write(rulesName, answer.value);
  }

  async function begin(): Promise<void> {
    await keeper.open(station.session.value?.officer ?? null);
    await Promise.all([loadRules(), facts.pull()]);
  }

  function tick(): void {
    clock.value = now();
  }

  return {
    field,
    station,
    shift,
    client,
    rules,
    loadRules,
    role,
    sheet,
    toast,
    clock,
    border,
    own,
    timers,
    due,
    facts,
    acts,
    draft,
    set: keeper.set,
    go,
    scans,
    say,
    now,
    /** Nobody stands before the medic: an update may be offered. */
    idle: computed(() => sheet.value === "none" && (draft.value.route.kind === "arrivals" || draft.value.route.kind === "timers")),
    async start(): Promise<void> {
      await field.openStorage();
      const keeping = field.keeping();
      if (keeping !== null) {
        values = createSealedValues(keeping.database, keeping.vault);
        store = createFactStore(keeping.database, keeping.vault, values);
        const kept = await values.read(rulesName, BorderRulesReply);
        if (kept !== null && kept.rules !== null) rules.value = { rules: kept.rules, forms: kept.forms };
      }
      await facts.load();
      addEventListener("popstate", (event) => keeper.set({ route: scans.routeOf(event.state) ?? startRoute }));
      // A shift that is taken up without the edge has its draft back too.
      effect(() => {
        const officer = station.session.value?.officer;
        if (officer !== undefined) void keeper.open(officer);
      });
      let told: ReadonlySet<string> = new Set();
      effect(() => {
        const alerts = alertsOf(told, timers.value);
        told = alerts.told;
        if (alerts.fresh.length > 0 && station.session.peek() !== null) playDue(station.soundOn.peek());
      });
      // A new fact, or the edge's own time, is shown against the present and not against the last second.
      effect(() => {
        if (facts.version.value >= 0 && Number.isFinite(station.clockOffsetMs.value)) clock.value = now();
      });
      setInterval(tick, secondMs);
      setInterval(() => {
        if (station.session.value !== null && station.link.value === "linked") void facts.pull();
      }, pullEveryMs);
      setInterval(() => {
        if (station.session.value !== null && station.link.value === "linked") void loadRules();
      }, rulesEveryMs);
      await field.start();
    },
  };
}
export type MedicApp = ReturnType<typeof createMedicApp>;
