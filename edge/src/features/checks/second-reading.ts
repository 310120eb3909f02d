import type { Stop, StopSubject } from "@beket/domain";
import type { WorkKeys } from "../keyed/work-keys.ts";
import type { WorkTable } from "../ports.ts";

/**
 * The lane's camera as a second reader: a plate that was typed and that the camera of the same lane read within the window
 * counts as read twice. Only the camera's own reading makes `camera` stand in a stop; a tablet's claim of it is dropped.
 */
export function createSecondReadings(deps: { readonly work: Pick<WorkTable, "plates">; readonly keys: WorkKeys }) {
  return {
    merge: (
      stop: Stop,
      confirmed: readonly number[],
      at: number,
      windowMs: number,
    ): { readonly stop: Stop; readonly confirmed: readonly number[] } => {
      const agreed = new Set(confirmed.filter((index) => index < stop.subjects.length));
      const subjects = stop.subjects.map((subject, index): StopSubject => {
        if (subject.key.scheme !== "plate") return subject;
        const seen = deps.work.plates.find(deps.keys.atLane(stop.lane, subject.key), at - windowMs, at + windowMs) !== null;
        const byPerson = subject.readBy.filter((reader) => reader !== "camera");
        if (!seen) return byPerson.length === 0 || byPerson.length === subject.readBy.length ? subject : { ...subject, readBy: byPerson };
        if (byPerson.length > 0) agreed.add(index);
        return { ...subject, readBy: [...byPerson, "camera"] };
      });
      return { stop: { ...stop, subjects }, confirmed: [...agreed].toSorted((left, right) => left - right) };
    },
  };
}
export type SecondReadings = ReturnType<typeof createSecondReadings>;
