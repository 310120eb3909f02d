/** A block cipher with its key, the way back. */
export type BlockDecipher = { readonly blockBytes: number; readonly decipher: (block: Uint8Array) => Uint8Array };

/** CBC with the padding of RFC 5652 section 6.3; nothing where the length or the padding is not one. */
export const cbcDecrypt = (cipher: BlockDecipher, iv: Uint8Array, text: Uint8Array): Uint8Array | undefined => {
  const size = cipher.blockBytes;
  if (iv.length !== size || text.length === 0 || text.length % size !== 0) return undefined;
  const out = new Uint8Array(text.length);
  for (let at = 0, previous = iv; at < text.length; at += size) {
    const block = text.subarray(at, at + size);
    const plain = cipher.decipher(block);
    const before = previous;
    out.set(
      plain.map((octet, i) => octet ^ (before[i] ?? 0)),
      at,
    );
    previous = block;
  }
  const padding = out.at(-1) ?? 0;
  if (padding === 0 || padding > size || !out.subarray(-padding).every((octet) => octet === padding)) return undefined;
  return out.subarray(0, -padding);
};
