/** One measured figure and its peer, both of the same run. `ratio` is value ÷ peerValue; null where the figure has no peer. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: string | null;
  readonly peerValue: number | null;
  readonly ratio: number | null;
};

const rounded = (value: number): number => Number(value.toPrecision(4));

export const figure = (name: string, value: number, unit: string, peer?: { readonly name: string; readonly value: number }): Figure => ({
  name,
  value: rounded(value),
  unit,
  peer: peer?.name ?? null,
  peerValue: peer === undefined ? null : rounded(peer.value),
  ratio: peer === undefined || peer.value === 0 ? null : rounded(value / peer.value),
});

export const print = (one: Figure): void => {
  process.stdout.write(`${JSON.stringify(one)}\n`);
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

/** The value below which the share lies (nearest rank). */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((left, right) => left - right)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
