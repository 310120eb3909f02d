/** Grows as it is written; small records only. */
export type ByteWriter = {
  readonly byte: (value: number) => void;
  /** Unsigned LEB128 of a safe integer ≥ 0. */
  readonly varint: (value: number) => void;
  /** ZigZag LEB128 of a safe integer within ±2^51. */
  readonly signed: (value: number) => void;
  /** Text over an alphabet of at most 64 characters: one length byte, then six bits a character, high bits first. */
  readonly packed: (text: string, alphabet: string) => void;
  readonly done: () => Uint8Array<ArrayBuffer>;
};

export function createByteWriter(): ByteWriter {
  const out: number[] = [];
  const byte = (value: number) => void out.push(value & 0xff);
  const varint = (value: number) => {
    let rest = value;
    while (rest >= 128) {
      out.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    out.push(rest);
  };
  const packed = (text: string, alphabet: string) => {
    byte(text.length);
    let [bits, held] = [0, 0];
    for (const character of text) {
      bits = (bits << 6) | alphabet.indexOf(character);
      held += 6;
      if (held >= 8) {
        held -= 8;
        out.push((bits >> held) & 0xff);
        bits &= (1 << held) - 1;
      }
    }
    if (held > 0) out.push((bits << (8 - held)) & 0xff);
  };
  return {
    byte,
    varint,
    signed: (value) => varint(value >= 0 ? value * 2 : -value * 2 - 1),
    packed,
    done: () => Uint8Array.from(out),
  };
}

/** Reads what `ByteWriter` wrote. After a fault every read gives 0 or "" and `fault` says what was wrong first. */
export type ByteReader = {
  readonly byte: () => number;
  readonly varint: () => number;
  readonly signed: () => number;
  readonly packed: (alphabet: string, charsMax: number) => string;
  readonly fail: (fault: ReadFault) => void;
  readonly fault: () => ReadFault | null;
  readonly atEnd: () => boolean;
};
type ReadFault = "truncated" | "invalid";

export function createByteReader(bytes: Uint8Array): ByteReader {
  let at = 0;
  let fault: ReadFault | null = null;
  const fail = (what: ReadFault) => {
    fault ??= what;
  };
  const isSound = () => fault === null;
  const byte = () => {
    const value = fault === null ? bytes[at] : undefined;
    if (value === undefined) fail("truncated");
    at++;
    return fault === null ? (value ?? 0) : 0;
  };
  const varint = () => {
    let [value, scale] = [0, 1];
    for (let i = 0; i < 8; i++) {
      const part = byte();
      value += (part & 127) * scale;
      if (part < 128) {
        // One value has one spelling: a last byte of zero after a first is refused.
        if (part === 0 && i > 0) fail("invalid");
        if (value > Number.MAX_SAFE_INTEGER) fail("invalid");
        return fault === null ? value : 0;
      }
      scale *= 128;
    }
    fail("invalid");
    return 0;
  };
  const packed = (alphabet: string, charsMax: number) => {
    const length = byte();
    if (length > charsMax) fail("invalid");
    let [text, bits, held] = ["", 0, 0];
    for (let i = 0; i < length && isSound(); i++) {
      if (held < 6) {
        bits = ((bits << 8) | byte()) & 0xffff;
        held += 8;
      }
      held -= 6;
      const character = alphabet.charAt((bits >> held) & 63);
      if (character === "") fail("invalid");
      text += character;
      bits &= (1 << held) - 1;
    }
    if (bits !== 0) fail("invalid");
    return fault === null ? text : "";
  };
  return {
    byte,
    varint,
    signed: () => {
      const value = varint();
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    },
    packed,
    fail,
    fault: () => fault,
    atEnd: () => at === bytes.length,
  };
}
