import type { ApplicationDraft } from "@beket/api";
import type { ApplicationGroup, Ledger } from "@beket/domain";
import { civilDateOf, dayAfter, startOfDayMs } from "./civil-date.ts";

export type PersonRow = {
  /** Stable for the life of the draft, so that a row keeps its focus while others come and go. */
  readonly id: number;
  readonly name: string;
  readonly scheme: "iin" | "doc";
  readonly country: string;
  readonly value: string;
  readonly job?: string;
  /** Code of a group of the draft; empty: on their own. */
  readonly group?: string;
  /** BIN of the firm that a contractor's worker belongs to. */
  readonly employer?: string;
};
export type VehicleRow = {
  readonly id: number;
  readonly plate: string;
  readonly country: string;
  readonly description?: string;
  readonly group?: string;
  /** BIN of the firm that owns it. */
  readonly owner?: string;
};

export type PlaceChoice =
  | { readonly kind: "everywhere" }
  | { readonly kind: "posts"; readonly posts: readonly string[] }
  | { readonly kind: "areas"; readonly areas: readonly string[] };

/** The form as a person left it: texts stay as typed until central has turned them into a document. */
export type Draft = {
  readonly bin: string;
  /** Of an organisation that the base does not know: the activity it claims (OKED, five digits) and its name. */
  readonly activity: string;
  readonly organisationName: string;
  readonly ledger: Ledger | null;
  readonly purpose: string | null;
  /** `YYYY-MM-DD` in the city's civil time, both inclusive. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Bit 0 = Monday. */
  readonly days: number;
  readonly allDay: boolean;
  /** `HH:MM`; an end before the start means the next morning. */
  readonly fromTime: string;
  readonly toTime: string;
  readonly places: PlaceChoice;
  readonly persons: readonly PersonRow[];
  readonly vehicles: readonly VehicleRow[];
  readonly groups: readonly ApplicationGroup[];
  /** Of a change: permits that go and why, and whether the terms are new. */
  readonly remove: readonly string[];
  readonly removeReason: string | null;
  readonly newTerms: boolean;
  readonly nextId: number;
};

const everyDay = 0b1111111;

export function emptyDraft(): Draft {
  return {
    bin: "",
    activity: "",
    organisationName: "",
    ledger: null,
    purpose: null,
    firstDay: "",
    lastDay: "",
    days: everyDay,
    allDay: true,
    fromTime: "08:00",
    toTime: "20:00",
    places: { kind: "everywhere" },
    persons: [],
    vehicles: [],
    groups: [],
    remove: [],
    removeReason: null,
    newTerms: false,
    nextId: 1,
  };
}

export const minuteOf = (time: string): number => {
  const [hours = "", minutes = ""] = time.split(":");
  return Number.parseInt(hours, 10) * 60 + Number.parseInt(minutes, 10);
};

/** What central is asked to turn into a document. The draft's terms must be complete. */
export function draftToRequest(
  draft: Draft,
  terms: { readonly ledger: Ledger; readonly purpose: string },
  timeZone: string,
): ApplicationDraft {
  const toMinute = draft.allDay ? 1440 : minuteOf(draft.toTime);
  return {
    bin: draft.bin.replaceAll(/\D/g, ""),
    ...(draft.activity === "" ? {} : { activity: draft.activity }),
    ...(draft.activity === "" || draft.organisationName.trim() === "" ? {} : { name: draft.organisationName.trim() }),
    ledger: terms.ledger,
    purpose: terms.purpose,
    validFrom: startOfDayMs(draft.firstDay, timeZone),
    validTo: startOfDayMs(dayAfter(draft.lastDay), timeZone),
    window: { days: draft.days, fromMinute: draft.allDay ? 0 : minuteOf(draft.fromTime), toMinute: toMinute === 0 ? 1440 : toMinute },
    places: placesToRequest(draft.places),
    ...rowsToRequest(draft),
    ...(draft.groups.length === 0 ? {} : { groups: draft.groups.map((group) => ({ ...group })) }),
  };
}

const trimmed = (text: string | undefined): string => text?.trim() ?? "";

/** The rows as central takes them: what is empty is left out. */
export const rowsToRequest = (draft: Pick<Draft, "persons" | "vehicles">): Pick<ApplicationDraft, "persons" | "vehicles"> => ({
  persons: draft.persons.map(({ name, scheme, country, value, job, group, employer }) => ({
    name: name.trim(),
    scheme,
    country: scheme === "iin" ? "KAZ" : country,
    value: value.trim(),
    ...(trimmed(job) === "" ? {} : { job: trimmed(job) }),
    ...(trimmed(group) === "" ? {} : { group: trimmed(group) }),
    ...(trimmed(employer) === "" ? {} : { employer: trimmed(employer) }),
  })),
  vehicles: draft.vehicles.map(({ plate, country, description, group, owner }) => ({
    plate: plate.trim(),
    country,
    ...(trimmed(description) === "" ? {} : { description: trimmed(description) }),
    ...(trimmed(group) === "" ? {} : { group: trimmed(group) }),
    ...(trimmed(owner) === "" ? {} : { owner: trimmed(owner) }),
  })),
});

function placesToRequest(places: PlaceChoice): ApplicationDraft["places"] {
  switch (places.kind) {
    case "everywhere":
      return { kind: "everywhere" };
    case "posts":
      return { kind: "posts", posts: [...places.posts] };
    case "areas":
      return { kind: "areas", areas: [...places.areas] };
  }
}

/** Fourteen days from today, or fewer where the regime allows fewer. */
export function withDefaultDays(draft: Draft, nowMs: number, timeZone: string, daysMax: number): Draft {
  if (draft.firstDay !== "" && draft.lastDay !== "") return draft;
  const firstDay = civilDateOf(nowMs, timeZone);
  let lastDay = firstDay;
  for (let day = 1; day < Math.min(14, daysMax); day += 1) lastDay = dayAfter(lastDay);
  return { ...draft, firstDay, lastDay };
}
