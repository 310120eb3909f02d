// Instructions of WebAssembly as octets, WebAssembly Core Specification 2.0 section 5.4. An operand is code that
// leaves its value on the stack, so that code is written as an expression and reads like one.

/** Octets in order, nested as they were put together. */
export type Code = readonly (number | Code)[];
export type ValueType = "i32" | "i64";

/** LEB128 without sign. */
export const unsigned = (value: number): Code => {
  const out: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) out.push((rest & 127) | 128);
  return [...out, rest];
};

/** LEB128 with sign. */
const signed = (value: bigint): Code => {
  const out: number[] = [];
  let rest = value;
  for (; rest > 63n || rest < -64n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
  return [...out, Number(rest & 127n)];
};

const binary =
  (opcode: number) =>
  (a: Code, b: Code): Code => [a, b, opcode];

const unary =
  (opcode: number) =>
  (a: Code): Code => [a, opcode];

/** Reads memory at `address` + `offset`; `alignment` is the power of two that may be hoped for. */
const reader =
  (opcode: number, alignment: number) =>
  (address: Code, offset: number): Code => [address, opcode, alignment, unsigned(offset)];

const writer =
  (opcode: number, alignment: number) =>
  (address: Code, offset: number, value: Code): Code => [address, value, opcode, alignment, unsigned(offset)];

export const i64 = {
  of: (value: bigint): Code => [0x42, signed(value)],
  add: binary(0x7c),
  sub: binary(0x7d),
  mul: binary(0x7e),
  xor: binary(0x85),
  shiftLeft: binary(0x86),
  /** With the sign. */
  shiftRight: binary(0x87),
  isLessUnsigned: binary(0x54),
  fromI32Unsigned: unary(0xad),
  load: reader(0x29, 3),
  /** A word of 32 bits with sign. */
  load32: reader(0x34, 2),
  store: writer(0x37, 3),
  store32: writer(0x3e, 2),
} as const;

export const i32 = {
  of: (value: number): Code => [0x41, signed(BigInt(value))],
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  load: reader(0x28, 2),
  /** An octet without sign. */
  load8: reader(0x2d, 0),
  store: writer(0x36, 2),
  shiftLeft: binary(0x74),
} as const;

export const local = {
  get: (index: number): Code => [0x20, unsigned(index)],
  set: (index: number, value: Code): Code => [value, 0x21, unsigned(index)],
  /** Sets and leaves the value. */
  tee: (index: number, value: Code): Code => [value, 0x22, unsigned(index)],
} as const;

export const call = (functionIndex: number, ...operands: readonly Code[]): Code => [operands, 0x10, unsigned(functionIndex)];

/** Repeats `body` as long as `again` leaves other than zero. */
export const repeatWhile = (body: Code, again: Code): Code => [0x03, 0x40, body, again, 0x0d, 0, 0x0b];
