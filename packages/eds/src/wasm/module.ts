import { unsigned, type Code, type ValueType } from "./code.ts";

// A module of WebAssembly, WebAssembly Core Specification 2.0 section 5.5: functions over one memory of its own.

export type WasmFunction = {
  /** Absent for a function that only the module itself calls. */
  readonly exportName?: string;
  readonly parameters: readonly ValueType[];
  readonly result?: ValueType;
  /** Numbered after the parameters. */
  readonly locals: readonly ValueType[];
  readonly body: Code;
};

const typeCodes: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e };

const flatInto = (out: number[], code: Code): number[] => {
  for (const part of code) {
    if (typeof part === "number") out.push(part);
    else flatInto(out, part);
  }
  return out;
};

const vector = (items: readonly Code[]): Code => [unsigned(items.length), items];

const sized = (content: Code): Code => {
  const flat = flatInto([], content);
  return [unsigned(flat.length), flat];
};

const section = (id: number, content: Code): Code => [id, sized(content)];
const named = (name: string): Code => vector(Array.from(new TextEncoder().encode(name), (octet) => [octet]));

const typeOf = ({ parameters, result }: WasmFunction): Code => [
  0x60,
  vector(parameters.map((type) => [typeCodes[type]])),
  vector(result === undefined ? [] : [[typeCodes[result]]]),
];

const bodyOf = ({ locals, body }: WasmFunction): Code => sized([vector(locals.map((type) => [1, typeCodes[type]])), body, 0x0b]);

/** The octets of a module; its memory of `pages` times 64 KiB is exported as "memory". */
export const encodeModule = (functions: readonly WasmFunction[], pages: number): Uint8Array<ArrayBuffer> => {
  const exports = functions.flatMap(({ exportName }, index) => (exportName === undefined ? [] : [[named(exportName), 0, unsigned(index)]]));
  const module: Code = [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, vector(functions.map(typeOf))),
    section(3, vector(functions.map((_, index) => unsigned(index)))),
    section(5, vector([[1, unsigned(pages), unsigned(pages)]])),
    section(7, vector([[named("memory"), 2, 0], ...exports])),
    section(10, vector(functions.map(bodyOf))),
  ];
  return Uint8Array.from(flatInto([], module));
};
