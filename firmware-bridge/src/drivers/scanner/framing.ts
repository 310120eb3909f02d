export type FramingOptions = {
  /** `line`: CR, LF or CRLF ends a code. `stx-etx`: a code stands between STX and ETX. */
  readonly framing: "line" | "stx-etx";
  readonly bytesMax: number;
};
/** What came and is not yet a whole code. `skipping`: the code is over the limit and ends somewhere ahead. */
export type FramingState = { readonly rest: Uint8Array; readonly skipping: boolean };
export const emptyFraming: FramingState = { rest: new Uint8Array(), skipping: false };
export type Framed = {
  readonly state: FramingState;
  readonly frames: readonly Uint8Array[];
  readonly tooLong: number;
  readonly noise: number;
};

const lf = 0x0a;
const cr = 0x0d;
const stx = 0x02;
const etx = 0x03;

/**
 * Cuts a scanner's bytes into codes, however they were split on their way. Holds at most `bytesMax` bytes. A code over the limit is
 * counted once and skipped to its end; bytes outside of STX and ETX are counted as noise.
 */
export function frame(state: FramingState, bytes: Uint8Array, { framing, bytesMax }: FramingOptions): Framed {
  const isLine = framing === "line";
  const frames: Uint8Array[] = [];
  let { skipping } = state;
  let held: number[] = Array.from(state.rest);
  let tooLong = 0;
  let noise = 0;
  for (const byte of bytes) {
    if (isLine ? byte === lf || byte === cr : byte === etx) {
      const whole = Uint8Array.from(isLine ? held : held.slice(1));
      // CRLF, or a scanner that sends an empty line first.
      if (!skipping && whole.length > 0) frames.push(whole);
      held = [];
      skipping = false;
    } else if (!isLine && byte === stx) {
      noise += held.length;
      held = [stx];
      skipping = false;
    } else if (skipping) continue;
    else if (!isLine && held.length === 0) noise += byte === cr || byte === lf ? 0 : 1;
    else if (held.length < bytesMax + (isLine ? 0 : 1)) held.push(byte);
    else {
      tooLong += 1;
      skipping = true;
      held = [];
    }
  }
  return { state: { rest: Uint8Array.from(held), skipping }, frames, tooLong, noise };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
/** Separators of GS1 and of ISO/IEC 15434, and what a machine-readable zone has between its lines. */
const allowedControls: ReadonlySet<number> = new Set([0x04, 0x09, 0x0a, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f]);

/** The text of a code, or null: not UTF-8, or with control characters that no code has (a wrong speed makes such bytes). */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes.some((byte) => (byte < 0x20 && !allowedControls.has(byte)) || byte === 0x7f)) return null;
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
