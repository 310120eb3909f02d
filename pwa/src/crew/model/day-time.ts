import { civilTime, formatMinute } from "@beket/domain";

const minuteMs = 60_000;
const dayMinutes = 1_440;

/** The next full half hour as a time field has it, `14:30`. */
export function timeField(now: number, zone: string): string {
  const { minute } = civilTime(now, zone);
  return formatMinute((Math.ceil((minute + 1) / 30) * 30) % dayMinutes);
}

/** The next moment at which the city's clocks show it; `now` for anything that is no time. */
export function fromTimeField(text: string, now: number, zone: string): number {
  const parts = /^(\d{2}):(\d{2})$/.exec(text);
  if (parts === null) return now;
  const wanted = Number(parts[1]) * 60 + Number(parts[2]);
  const { minute } = civilTime(now, zone);
  const ahead = (wanted - minute + dayMinutes) % dayMinutes;
  return Math.floor(now / minuteMs) * minuteMs + ahead * minuteMs;
}
