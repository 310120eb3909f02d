/**
 * Reads a signed document once, however often one submission asks for it: ten thousand rows take as long to check as to decide. Kept by the
 * bytes themselves, which nobody changes, and forgotten with them.
 */
export function parsedOnce<T extends object>(parse: (document: Uint8Array) => T): (document: Uint8Array) => T {
  const known = new WeakMap<Uint8Array, T>();
  return (document) => {
    const found = known.get(document) ?? parse(document);
    known.set(document, found);
    return found;
  };
}
