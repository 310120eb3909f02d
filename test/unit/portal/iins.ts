import { parseIin } from "@beket/domain";

/** Invented numbers that pass the check digit, each index its own: one serial of a day on which the tenth digit exists. */
export function iinOf(index: number): string {
  const day = 1 + (index % 28);
  const month = 1 + (Math.floor(index / 28) % 12);
  const year = 70 + (Math.floor(index / 336) % 30);
  const two = (value: number): string => String(value).padStart(2, "0");
  const serial = Math.floor(index / 10_080);
  for (let tail = 0; tail < 10_000; tail += 1) {
    const text = `${two(year)}${two(month)}${two(day)}3${String((serial * 37 + tail) % 10_000).padStart(4, "0")}`;
    for (let check = 0; check < 10; check += 1) if (parseIin(`${text}${check}`).ok) return `${text}${check}`;
  }
  throw new Error("no number of that day passes");
}
