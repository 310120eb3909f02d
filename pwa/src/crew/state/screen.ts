import type { CrewSheet } from "@beket/api";
import type { StatedSiteFact } from "@beket/domain";
import { computed, signal } from "@preact/signals";
import type { Station } from "../../field/state/station.ts";
import type { ReceiverState } from "../adapters/receiver.ts";
import type { Draft } from "../model/draft.ts";
import { losses, nextList, reviewList, sitesOf } from "../model/sheet.ts";
import { type Place, placeOf } from "../model/place.ts";
import { distanceM } from "../model/geo.ts";
import type { Fix, Track } from "../model/track.ts";

/** What has just been done at a site; the next one is offered beside it. */
export type Done = {
  readonly site: string;
  readonly what: "completed" | "completed-as-extra" | "refused" | "released" | "accepted" | "rejected";
  /** Id of its record; while it is in the outbox nobody else has it. */
  readonly record: string;
};
export type Sheet = "none" | "menu" | "outbox" | "refuse" | "reject" | "release";
export type Busy = { readonly site: string; readonly done: number; readonly all: number } | null;

/** The list is ordered anew after this many metres: a row must not run away under the thumb. */
const orderAgainM = 40;

/** Everything the crew's screen shows. */
export function createScreen(station: Station, firstHash: string, now: () => number) {
  const sheet = signal<CrewSheet | null>(null);
  const stated = signal<ReadonlyMap<string, StatedSiteFact>>(new Map());
  const clock = signal(now());
  const coarseClock = signal(clock.value);
  const own = signal<Fix | null>(null);
  const orderedFrom = signal<Fix | null>(null);
  const readLosses = signal<ReadonlySet<string>>(new Set());
  const crew = computed(() => station.session.value?.crew ?? null);
  const refusedIds = computed(() => new Set(station.outbox.value.records.filter(({ state }) => state === "rejected").map(({ id }) => id)));
  const ownSheet = computed(() => (sheet.value !== null && sheet.value.crew === crew.value ? sheet.value : null));
  const sites = computed(() =>
    sitesOf(
      ownSheet.value,
      [...stated.value.values()].filter(({ id, fact }) => !refusedIds.value.has(id) && fact.crew === crew.value),
    ),
  );
  const drafts = signal<readonly Draft[]>([]);
  const at = computed(() => orderedFrom.value?.position ?? null);
  return {
    ...station,
    crew,
    sheet,
    ownSheet,
    plan: computed(() => ownSheet.value?.plan ?? null),
    /** Facts of the outbox by the id of their record. */
    stated,
    sites,
    refusedIds,
    /** Sites with something that nobody has heard yet. */
    unsentSites: computed(() => new Set(station.outbox.value.records.filter(({ state }) => state === "waiting").map(({ group }) => group))),
    refusedSites: computed(
      () => new Set(station.outbox.value.records.filter(({ state }) => state === "rejected").map(({ group }) => group)),
    ),
    /** Corrected time, second by second while the page is seen; the coarse one is for what changes in minutes. */
    clock,
    coarseClock,
    next: computed(() => nextList(sites.value, crew.value ?? "", coarseClock.value, at.value)),
    reviews: computed(() => reviewList(sites.value, crew.value ?? "", coarseClock.value, at.value)),
    readLosses,
    losses: computed(() => losses(sites.value, crew.value ?? "", readLosses.value, coarseClock.value)),
    place: signal<Place>(placeOf(firstHash)),
    sheetOpen: signal<Sheet>("none"),
    drafts,
    /** Sites with a draft, or with facts that nobody has taken. */
    begun: (): ReadonlySet<string> =>
      new Set([...drafts.value.map(({ site }) => site), ...[...stated.value.values()].map(({ fact }) => fact.site)]),
    tracks: signal<ReadonlyMap<string, Track>>(new Map()),
    receiver: signal<ReceiverState>("off"),
    own,
    /** Takes a fix; the list follows only once it matters. */
    moveTo(fix: Fix): void {
      own.value = fix;
      const before = orderedFrom.peek();
      if (before === null || distanceM(before.position, fix.position) > orderAgainM) orderedFrom.value = fix;
    },
    busy: signal<Busy>(null),
    done: signal<Done | null>(null),
    /** The last tap was not recorded anywhere. */
    notKept: signal(false),
  };
}
export type Screen = ReturnType<typeof createScreen>;
