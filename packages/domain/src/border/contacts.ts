import type { BorderView, Person } from "./types.ts";

/** `rowsApart` is null where one of the two seats is not known. */
export type Contact = { readonly person: Person; readonly why: "group" | "near-seat" | "same-arrival"; readonly rowsApart: number | null };

/** WHO's advice for flights: two rows before and behind. */
const nearRows = 2;
/** A seat that is only a number is of a coach: four in a row. */
const seatsInCoachRow = 4;

/** Who arrived together with a person, those first whom an infection reached most likely: group, nearest seats, everybody else. */
export function contactsOf(border: BorderView, person: Person): readonly Contact[] {
  const arrival = person.arrival === null ? null : border.arrival(person.arrival);
  if (arrival === null) return [];
  const aboard = arrival.persons.flatMap((id) => border.person(id) ?? []);
  const group = groupOf(person, aboard);
  const own = seatOf(person.seat);
  return aboard
    .filter((other) => other.person !== person.person)
    .map((other) => {
      const seat = seatOf(other.seat);
      const apart = own === null || seat === null || own.carriage !== seat.carriage ? null : Math.abs(own.row - seat.row);
      const across = own === null || seat === null ? 0 : Math.abs(own.place - seat.place);
      const why = group.has(other.person) ? "group" : apart !== null && apart <= nearRows ? "near-seat" : "same-arrival";
      return { contact: { person: other, why, rowsApart: apart } satisfies Contact, across };
    })
    .toSorted(({ contact: left, across: leftAcross }, { contact: right, across: rightAcross }) => {
      const apart = (left.rowsApart ?? far) - (right.rowsApart ?? far);
      return rank[left.why] - rank[right.why] || apart || leftAcross - rightAcross;
    })
    .map(({ contact }) => contact);
}
const rank = { group: 0, "near-seat": 1, "same-arrival": 2 } as const;
const far = 1_000;

/** Everybody whom a chain of guardianship joins to the person: a family, a class and its teacher. */
function groupOf(person: Person, aboard: readonly Person[]): ReadonlySet<string> {
  const group = new Set<string>([person.person]);
  for (let grew = true; grew;) {
    const before = group.size;
    for (const { person: id, profile } of aboard) {
      if (profile.guardian === null) continue;
      if (group.has(id)) group.add(profile.guardian);
      else if (group.has(profile.guardian)) group.add(id);
    }
    grew = group.size > before;
  }
  return group;
}

type Seat = { readonly carriage: string; readonly row: number; readonly place: number };

/** `12A` is row and place, `37` a coach's seat, `05-12` carriage and seat; null for any other writing. */
function seatOf(seat: string | null): Seat | null {
  const match = /^(?:([0-9A-Z]{1,3})-)?([0-9]{1,3})([A-Z]?)$/.exec(seat ?? "");
  if (match === null) return null;
  const [, carriage = "", digits = "", letter = ""] = match;
  const number = Number(digits);
  if (letter !== "") return { carriage, row: number, place: letter.charCodeAt(0) - 65 };
  return { carriage, row: Math.floor((number - 1) / seatsInCoachRow), place: (number - 1) % seatsInCoachRow };
}
