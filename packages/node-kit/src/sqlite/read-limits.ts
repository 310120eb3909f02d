/** Takes rows while their bytes fit; at least one when there is any, so that whoever pages gets on. */
export function iterateUpTo<T>(rows: Iterable<T>, bytesMax: number, bytesOf: (row: T) => number): T[] {
  const taken: T[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += bytesOf(row);
    if (bytes > bytesMax && taken.length > 0) break;
    taken.push(row);
  }
  return taken;
}
