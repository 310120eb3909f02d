import type { WedgeEvent } from "../../../pwa/src/scan/wedge-step.ts";

/** Keys of a US keyboard in this order, so that another layout is two strings. */
const unshifted = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./ ";
const shifted = '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>? ';
const names: Readonly<Record<string, string>> = {
  "`": "Backquote",
  "-": "Minus",
  "=": "Equal",
  "[": "BracketLeft",
  "]": "BracketRight",
  "\\": "Backslash",
  ";": "Semicolon",
  "'": "Quote",
  ",": "Comma",
  ".": "Period",
  "/": "Slash",
  " ": "Space",
};
const codeOf = (key: string): string => names[key] ?? (/[0-9]/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`);

export type Layout = { readonly name: string; readonly plain: readonly string[]; readonly shift: readonly string[] };
const layout = (name: string, plain: string, shift: string): Layout => ({ name, plain: Array.from(plain), shift: Array.from(shift) });
export const layouts: readonly Layout[] = [
  layout("US", unshifted, shifted),
  layout("Russian", "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю. ", 'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ, '),
  layout("Kazakh", '("әіңғ,.үұқөһйцукенгшщзхъ\\фывапролджэячсмитьбю№ ', ")!ӘІҢҒ;:ҮҰҚӨҺЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ? "),
];

export type Typing = { readonly everyMs: number; readonly capsLock?: boolean };

/** What a browser tells of one key that a machine with `on` as its layout gets from a US scanner. */
export function keyDown(character: string, at: number, on: Layout, capsLock = false): WedgeEvent {
  const index = unshifted.indexOf(character);
  const shift = index === -1;
  const place = shift ? shifted.indexOf(character) : index;
  const plain = (shift ? on.shift : on.plain)[place] ?? "";
  const letter = /^\p{L}$/u.test(plain);
  const key = capsLock && letter ? (shift ? plain.toLowerCase() : plain.toUpperCase()) : plain;
  const code = codeOf(unshifted.charAt(place));
  return { kind: "down", at, code, key, repeat: false, shift, ctrl: false, alt: false, meta: false, altGraph: false };
}
export const namedKey = (code: string, at: number, over: Partial<Extract<WedgeEvent, { kind: "down" }>> = {}): WedgeEvent => ({
  kind: "down",
  at,
  code,
  key: code,
  repeat: false,
  shift: false,
  ctrl: false,
  alt: false,
  meta: false,
  altGraph: false,
  ...over,
});

/** The keys of a whole text, each going down and up, Shift around the capitals, `\x1D` by Ctrl+]. */
export function scanKeys(text: string, on: Layout, start: number, { everyMs, capsLock = false }: Typing): readonly WedgeEvent[] {
  return Array.from(text, (character, index): readonly WedgeEvent[] => {
    const at = start + index * everyMs;
    const down = character === "\u001D" ? namedKey("BracketRight", at, { ctrl: true, key: "ъ" }) : keyDown(character, at, on, capsLock);
    const code = down.kind === "down" ? down.code : "";
    const up: WedgeEvent = { kind: "up", at: at + 1, code };
    if (down.kind !== "down" || !down.shift) return [down, up];
    return [namedKey("ShiftLeft", at, { key: "Shift", shift: true }), down, up, { kind: "up", at: at + 1, code: "ShiftLeft" }];
  }).flat();
}
