/**
 * Octets that count how much of them was looked at: each octet read, and all octets of each part that was taken out. A count
 * tells a quadratic reader from a linear one on a busy machine too, where time does not.
 */
export const countedOctets = (octets: Uint8Array): { readonly octets: Uint8Array; readonly work: () => number } => {
  let work = 0;
  const takeOut =
    (method: "subarray" | "slice") =>
    (from?: number, to?: number): Uint8Array => {
      const part = octets[method](from, to);
      work += part.length;
      return part;
    };
  const counted = new Proxy(octets, {
    get: (target, name) => {
      if (name === "subarray" || name === "slice") return takeOut(name);
      if (typeof name === "string" && /^\d+$/.test(name)) work += 1;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      // Every other method may look at all of them.
      return (...given: readonly unknown[]): unknown => {
        work += target.length;
        return Reflect.apply(value, target, given);
      };
    },
  });
  return { octets: counted, work: () => work };
};
