/** At most so many at a time, first come first served. A turn that is given up gives its place on. */
export function createLimiter(max: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  const turn = (): Promise<void> => {
    if (running < max) {
      running += 1;
      return Promise.resolve();
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    queue.push(resolve);
    return promise;
  };
  const end = (): void => {
    const next = queue.shift();
    // The place goes straight to the next: in between nobody can slip in.
    if (next === undefined) running -= 1;
    else next();
  };
  return async (work) => {
    await turn();
    try {
      return await work();
    } finally {
      end();
    }
  };
}

/** One flight per key: who asks while it is under way gets its outcome. */
export function createFlights<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const flights = new Map<string, Promise<T>>();
  return (key, work) => {
    const known = flights.get(key);
    if (known !== undefined) return known;
    const flight = work().finally(() => {
      flights.delete(key);
    });
    flights.set(key, flight);
    return flight;
  };
}
