import type { Draft as ServerDraft, DraftBody } from "@beket/api";
import type { ChangedTerms } from "@beket/domain";
import { civilDateOf, dayAfter, startOfDayMs, isCivilDate } from "./civil-date.ts";
import { emptyDraft, minuteOf, rowsToRequest, type Draft, type PlaceChoice } from "./draft.ts";

// A draft on the server and the form on the screen: the same content, times as moments there and as civil days here.

const two = (value: number): string => String(value).padStart(2, "0");
const clockOf = (minute: number): string => `${two(Math.floor((minute % 1440) / 60))}:${two(minute % 60)}`;

type Terms = Pick<Draft, "firstDay" | "lastDay" | "days" | "allDay" | "fromTime" | "toTime" | "places">;
type Moments = Pick<ServerDraft, "validFrom" | "validTo" | "window" | "places">;

function termsOf({ validFrom, validTo, window, places }: Moments, timeZone: string): Terms {
  const { days, fromMinute, toMinute } = window;
  const allDay = fromMinute === 0 && toMinute === 1440;
  return {
    firstDay: validFrom === null ? "" : civilDateOf(validFrom, timeZone),
    // The last day is the one before the midnight on which it ends.
    lastDay: validTo === null ? "" : civilDateOf(validTo - 1, timeZone),
    days,
    allDay,
    fromTime: allDay ? "08:00" : clockOf(fromMinute),
    toTime: allDay ? "20:00" : clockOf(toMinute),
    places,
  };
}

const placesOf = (places: PlaceChoice): DraftBody["places"] => {
  if (places.kind === "everywhere") return { kind: "everywhere" };
  return places.kind === "posts" ? { kind: "posts", posts: [...places.posts] } : { kind: "areas", areas: [...places.areas] };
};

function windowOf({ days, allDay, fromTime, toTime }: Terms): DraftBody["window"] {
  if (allDay) return { days, fromMinute: 0, toMinute: 1440 };
  const [from, to] = [minuteOf(fromTime), minuteOf(toTime)];
  return { days, fromMinute: Number.isNaN(from) ? 0 : from, toMinute: Number.isNaN(to) || to === 0 ? 1440 : to };
}

const firstMoment = (day: string, timeZone: string): number | null => (isCivilDate(day) ? startOfDayMs(day, timeZone) : null);
const lastMoment = (day: string, timeZone: string): number | null => (isCivilDate(day) ? startOfDayMs(dayAfter(day), timeZone) : null);

/** The terms of a change; null where they stay as they are or are not whole. */
function newTermsOf(draft: Draft, timeZone: string): ChangedTerms | null {
  const [validFrom, validTo] = [firstMoment(draft.firstDay, timeZone), lastMoment(draft.lastDay, timeZone)];
  if (!draft.newTerms || draft.purpose === null || validFrom === null || validTo === null) return null;
  return { purpose: draft.purpose, validFrom, validTo, window: windowOf(draft), places: placesOf(draft.places) };
}

/** What is saved: also what is unfinished. */
export function draftToBody(draft: Draft, title: string, revision: number, timeZone: string): DraftBody {
  return {
    revision,
    title,
    ledger: draft.ledger,
    purpose: draft.purpose,
    activity: /^\d{5}$/.test(draft.activity) ? draft.activity : null,
    validFrom: firstMoment(draft.firstDay, timeZone),
    validTo: lastMoment(draft.lastDay, timeZone),
    window: windowOf(draft),
    places: placesOf(draft.places),
    ...rowsToRequest(draft),
    groups: draft.groups.map((group) => ({ ...group })),
    remove: [...draft.remove],
    removeReason: draft.removeReason,
    terms: newTermsOf(draft, timeZone),
  };
}

/** The form of a saved draft. `terms`: those in force, of a change that leaves them as they are. */
export function bodyToDraft(saved: ServerDraft, bin: string, timeZone: string, terms: ChangedTerms | null): Draft {
  const shown = saved.terms ?? terms;
  const moments = saved.kind === "change" && shown !== null ? shown : saved;
  return {
    ...emptyDraft(),
    bin,
    activity: saved.activity ?? "",
    ledger: saved.ledger,
    purpose: saved.kind === "change" ? (shown?.purpose ?? saved.purpose) : saved.purpose,
    ...termsOf(moments, timeZone),
    persons: saved.persons.map(({ name, scheme, country, value, job, group, employer }, index) => ({
      id: index + 1,
      name,
      scheme,
      country,
      value,
      job: job ?? "",
      group: group ?? "",
      employer: employer ?? "",
    })),
    vehicles: saved.vehicles.map(({ plate, country, description, group, owner }, index) => ({
      id: saved.persons.length + index + 1,
      plate,
      country,
      description: description ?? "",
      group: group ?? "",
      owner: owner ?? "",
    })),
    groups: saved.groups,
    remove: saved.remove,
    removeReason: saved.removeReason,
    newTerms: saved.terms !== null,
    nextId: saved.persons.length + saved.vehicles.length + 1,
  };
}
