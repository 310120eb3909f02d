// The formulas of a sum of points, as data: two engines run them, one in WebAssembly and one with BigInt.
//
// Points are in Jacobian coordinates: x = X / Z², y = Y / Z³. The accumulator is X, Y, Z. An entry of a table is
// X2, Y2, Z2 with ZZ2 = Z2² and ZZZ2 = Z2³ beside them. Doubling and addition are the usual ones (Cohen, Miyaji, Ono:
// "Efficient elliptic curve exponentiation using mixed coordinates", 1998), arranged so that a difference comes with a
// product wherever it can, where it costs no carries.

/** The accumulator, work space, and the curve's parameter a. */
export const sharedRegisters = ["X", "Y", "Z", "A", "B", "C", "D", "E", "F", "G", "H", "R", "curveA"] as const;
export const entryRegisters = ["X2", "Y2", "Z2", "ZZ2", "ZZZ2"] as const;
export type SharedRegister = (typeof sharedRegisters)[number];
export type Register = SharedRegister | (typeof entryRegisters)[number];

/** The place of a register among the shared ones or within its entry. */
export const placeOf = (register: Register): { readonly kind: "shared" | "entry"; readonly index: number } => {
  const index = entryRegisters.findIndex((name) => name === register);
  return index >= 0 ? { kind: "entry", index } : { kind: "shared", index: sharedRegisters.findIndex((name) => name === register) };
};

export type Term = { readonly times: number; readonly of: Register };

export type Step =
  /** to = a · b + plus, brought back below p. */
  | { readonly kind: "product"; readonly to: Register; readonly a: Register; readonly b: Register; readonly plus?: Term }
  /** to = the sum of one or two terms, left as it is. */
  | { readonly kind: "sum"; readonly to: Register; readonly first: Term; readonly second?: Term }
  /** to = a multiple, brought back below p. */
  | { readonly kind: "tidy"; readonly to: Register; readonly from: Term };

export type Formula = readonly Step[];

const product = (to: Register, a: Register, b: Register, times?: number, of?: Register): Step =>
  times === undefined || of === undefined ? { kind: "product", to, a, b } : { kind: "product", to, a, b, plus: { times, of } };

const sum = (to: Register, times: number, of: Register, times2?: number, of2?: Register): Step => {
  const first = { times, of };
  return times2 === undefined || of2 === undefined
    ? { kind: "sum", to, first }
    : { kind: "sum", to, first, second: { times: times2, of: of2 } };
};

const copy = (to: Register, from: Register): Step => sum(to, 1, from);

/** With alpha = 3·X² + a·Z⁴ in A, gamma = Y² in B, Z² in D: what doubling has in common for every curve. */
const restOfDoubling: Formula = [
  product("C", "X", "B"),
  sum("E", 1, "Y", 1, "Z"),
  sum("F", -1, "B", -1, "D"),
  product("Z", "E", "E", 1, "F"),
  product("X", "A", "A", -8, "C"),
  sum("E", 4, "C", -1, "X"),
  product("F", "B", "B"),
  product("Y", "A", "E", -8, "F"),
];

/** The accumulator, doubled. Z becomes zero for a point of order two. */
const double: Formula = [
  product("D", "Z", "Z"),
  product("B", "Y", "Y"),
  product("C", "D", "D"),
  product("E", "X", "X"),
  product("A", "C", "curveA", 3, "E"),
  ...restOfDoubling,
];

/** The same where a = p - 3, so that alpha is a difference of squares. */
const doubleMinus3: Formula = [
  product("D", "Z", "Z"),
  product("B", "Y", "Y"),
  sum("E", 1, "X", -1, "D"),
  sum("F", 1, "X", 1, "D"),
  product("A", "E", "F"),
  { kind: "tidy", to: "A", from: { times: 3, of: "A" } },
  ...restOfDoubling,
];

/** H and R: how the accumulator differs from the entry in x and in y. C and D keep the accumulator's own. */
const compare: Formula = [
  product("A", "Z", "Z"),
  product("C", "X", "ZZ2"),
  product("H", "X2", "A", -1, "C"),
  product("B", "Z", "A"),
  product("D", "Y", "ZZZ2"),
  product("R", "Y2", "B", -1, "D"),
];

/** The same for an entry with Z2 = 1. */
const compareAffine: Formula = [
  product("A", "Z", "Z"),
  copy("C", "X"),
  product("H", "X2", "A", -1, "X"),
  product("B", "Z", "A"),
  copy("D", "Y"),
  product("R", "Y2", "B", -1, "Y"),
];

/** After `compareAffine` found H other than zero: the accumulator plus the entry. */
const addAffine: Formula = [
  product("A", "H", "H"),
  product("B", "H", "A"),
  product("E", "C", "A"),
  sum("F", 1, "B", 2, "E"),
  product("X", "R", "R", -1, "F"),
  product("G", "D", "B"),
  sum("F", 1, "E", -1, "X"),
  product("Y", "R", "F", -1, "G"),
  product("Z", "Z", "H"),
];

/** entry = accumulator; `rememberNegative` is its opposite, `recall` the way back. */
const remember: Formula = [copy("X2", "X"), copy("Y2", "Y"), copy("Z2", "Z"), product("ZZ2", "Z", "Z"), product("ZZZ2", "ZZ2", "Z")];

export const formulaNames = ["double", "compare", "compareAffine", "add", "addAffine", "remember", "rememberNegative", "recall"] as const;
export type FormulaName = (typeof formulaNames)[number];

/** Each formula by what it does to the accumulator and to the entry it is run with. */
export const formulasFor = (isMinus3: boolean): Readonly<Record<FormulaName, Formula>> => ({
  double: isMinus3 ? doubleMinus3 : double,
  compare,
  compareAffine,
  add: [...addAffine, product("Z", "Z", "Z2")],
  addAffine,
  remember,
  rememberNegative: [...remember, sum("Y2", -1, "Y")],
  recall: [copy("X", "X2"), copy("Y", "Y2"), copy("Z", "Z2")],
});

/** Something for each formula. */
export const byFormula = <T>(make: (name: FormulaName) => T): Readonly<Record<FormulaName, T>> => ({
  double: make("double"),
  compare: make("compare"),
  compareAffine: make("compareAffine"),
  add: make("add"),
  addAffine: make("addAffine"),
  remember: make("remember"),
  rememberNegative: make("rememberNegative"),
  recall: make("recall"),
});

/** The registers that tell a special case, each left by a product. */
export type WatchedRegister = "Z" | "H" | "R";

/** The registers of one curve and what runs its formulas. Register values are read and written below p. */
export type Engine = {
  /** Each formula, to be run with the entry of this number. */
  readonly run: Readonly<Record<FormulaName, (entry: number) => void>>;
  /** Whether what a formula left is zero modulo p. */
  readonly isZero: (register: WatchedRegister) => boolean;
  readonly read: (register: Register, entry: number) => bigint;
  readonly write: (register: Register, entry: number, value: bigint) => void;
};

/** An engine for y² = x³ + ax + b modulo p with a table of `entries`, or nothing where it cannot run. */
export type EngineMaker = (p: bigint, a: bigint, entries: number) => Engine | undefined;
