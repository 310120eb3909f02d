/** The smallest of 1, 2, 2.5, 5 × 10ⁿ steps that divides `max` into at most `parts` parts; at least 1, since people and cars are whole. */
export function niceStep(max: number, parts: number): number {
  if (max <= parts) return 1;
  const raw = max / parts;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw - 1e-9) ?? 10;
  return Math.max(1, Math.ceil(step * power));
}

/** Marks of an axis from 0 to at least `max`, the last one included. */
export function ticksTo(max: number, parts: number): readonly number[] {
  const step = niceStep(Math.max(0, max), parts);
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

export type Piece = { readonly index: number; readonly from: number; readonly to: number };

/** Values on top of each other, from 0 up; empty ones are left out. */
export function stacked(values: readonly number[]): readonly Piece[] {
  let from = 0;
  const pieces: Piece[] = [];
  for (const [index, value] of values.entries()) {
    if (value <= 0) continue;
    pieces.push({ index, from, to: from + value });
    from += value;
  }
  return pieces;
}

/** Places of `count` equal columns over `width`, `gap` of each left free. */
export function columnsOver(count: number, width: number, gap: number): readonly { readonly x: number; readonly width: number }[] {
  const each = count === 0 ? 0 : width / count;
  return Array.from({ length: count }, (_, index) => ({ x: index * each + (each * gap) / 2, width: each * (1 - gap) }));
}

/** Path data through the values, from the left edge to the right one, `max` at the top. A null leaves a gap. */
export function linePath(values: readonly (number | null)[], width: number, height: number, max: number, inset = 0): string {
  const step = values.length > 1 ? (width - 2 * inset) / (values.length - 1) : 0;
  let path = "";
  let isOpen = false;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      isOpen = false;
      continue;
    }
    const x = values.length > 1 ? inset + index * step : width / 2;
    const y = height - (max <= 0 ? 0 : value / max) * height;
    path += `${isOpen ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    isOpen = true;
  }
  return path;
}

/** Adding 0 takes the sign off a zero. */
const hundredth = (value: number): string => (Math.round(value * 100) / 100 + 0).toFixed(2);

/** An arc of a ring around (0, 0), clockwise from the top; shares are of the whole circle. A full one is two halves. */
export function arcPath(from: number, to: number, radius: number): string {
  const share = Math.min(1, to - from);
  if (share <= 0) return "";
  if (share >= 1) return `M0 ${-radius}A${radius} ${radius} 0 1 1 0 ${radius}A${radius} ${radius} 0 1 1 0 ${-radius}`;
  const point = (at: number): string => {
    const angle = at * 2 * Math.PI;
    return `${hundredth(Math.sin(angle) * radius)} ${hundredth(-Math.cos(angle) * radius)}`;
  };
  return `M${point(from)}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${point(to)}`;
}

/** Every how many columns carry a label, so that each has `labelPx` of room; a divisor of a day for whole hours. */
export function labelEvery(count: number, width: number, labelPx: number): number {
  const least = width <= 0 ? count : Math.ceil((count * labelPx) / width);
  return [1, 2, 3, 4, 6, 8, 12, 24, 48, 168].find((every) => every >= least) ?? Math.max(1, least);
}
