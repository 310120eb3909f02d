/** A key as the browser tells it; `key` is what the keyboard layout made of it and is never trusted where `code` is there. */
export type WedgeKey = {
  readonly code: string;
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  /** AltGr is down (`getModifierState("AltGraph")`). */
  readonly altGraph: boolean;
};

/** What a key means to the listener. `alt-digit` is one digit of an Alt+numpad code, by which some scanners type any character. */
export type WedgeMeaning =
  | { readonly kind: "character"; readonly text: string }
  /** Ctrl with a letter: a control character inside of a scan, a shortcut everywhere else. */
  | { readonly kind: "control"; readonly text: string }
  | { readonly kind: "alt-digit"; readonly digit: string }
  | { readonly kind: "end"; readonly end: "enter" | "tab" }
  | { readonly kind: "modifier" }
  | { readonly kind: "other" };

/** Keys of a US keyboard (UI Events KeyboardEvent code Values, w3.org/TR/uievents-code): alone and with Shift. */
const usKeys: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Backquote: "`~",
    Minus: "-_",
    Equal: "=+",
    BracketLeft: "[{",
    BracketRight: "]}",
    Backslash: "\\|",
    IntlBackslash: "\\|",
    Semicolon: ";:",
    Quote: "'\"",
    Comma: ",<",
    Period: ".>",
    Slash: "/?",
    Space: "  ",
    ...Object.fromEntries(Array.from(")!@#$%^&*(", (shifted, digit) => [`Digit${digit}`, `${digit}${shifted}`])),
    ...Object.fromEntries(Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (letter) => [`Key${letter}`, letter.toLowerCase() + letter])),
  }),
);
const numpadKeys: ReadonlyMap<string, string> = new Map(
  Object.entries({
    NumpadDecimal: ".",
    NumpadComma: ",",
    NumpadAdd: "+",
    NumpadSubtract: "-",
    NumpadMultiply: "*",
    NumpadDivide: "/",
    NumpadEqual: "=",
    ...Object.fromEntries(Array.from("0123456789", (digit) => [`Numpad${digit}`, digit])),
  }),
);
/** ASCII separators that scanners type with Ctrl: FS, GS (the FNC1 of GS1), RS. */
const ctrlSeparators: ReadonlyMap<string, string> = new Map([
  ["Backslash", "\u001C"],
  ["BracketRight", "\u001D"],
  ["Digit6", "\u001E"],
]);
const modifiers = /^(Shift|Control|Alt|Meta|OS|CapsLock|NumLock|ScrollLock|Fn|AltGraph)/;

/** Reads a key as a scanner set to a US keyboard sends it, whatever layout, CapsLock or NumLock the machine has. */
export function meaningOf(event: WedgeKey): WedgeMeaning {
  const { code, key } = event;
  if (modifiers.test(code === "" ? key : code)) return { kind: "modifier" };
  if (event.meta || event.altGraph || (event.alt && event.ctrl)) return { kind: "other" };
  const digit = /^Numpad([0-9])$/.exec(code)?.[1];
  if (event.alt) return digit === undefined ? { kind: "other" } : { kind: "alt-digit", digit };
  if (event.ctrl) return controlOf(code);
  if (code === "Enter" || code === "NumpadEnter") return { kind: "end", end: "enter" };
  if (code === "Tab") return { kind: "end", end: "tab" };
  const pair = usKeys.get(code);
  const text = pair === undefined ? numpadKeys.get(code) : pair.charAt(event.shift ? 1 : 0);
  if (text !== undefined) return { kind: "character", text };
  // Some Android keyboards tell no code: what the layout made of it is all that is known.
  if (code !== "" && code !== "Unidentified") return { kind: "other" };
  if (key === "Enter" || key === "Tab") return { kind: "end", end: key === "Enter" ? "enter" : "tab" };
  return /^[ -~]$/.test(key) ? { kind: "character", text: key } : { kind: "other" };
}

function controlOf(code: string): WedgeMeaning {
  const separator = ctrlSeparators.get(code);
  if (separator !== undefined) return { kind: "character", text: separator };
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter === undefined) return { kind: "other" };
  // Ctrl+M and Ctrl+J are CR and LF, Ctrl+I is a tab.
  if (letter === "M" || letter === "J") return { kind: "control", text: "\n" };
  if (letter === "I") return { kind: "control", text: "\t" };
  return { kind: "control", text: String.fromCharCode(letter.charCodeAt(0) - 64) };
}
