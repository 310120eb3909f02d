import type { Page } from "playwright-core";

/** Keys of a US keyboard: what each gives alone and with Shift. */
const keys = new Map<string, { readonly code: string; readonly shift: boolean }>();
const add = (code: string, plain: string, shifted: string): void => {
  keys.set(shifted, { code, shift: true });
  keys.set(plain, { code, shift: false });
};
for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") add(`Key${letter}`, letter.toLowerCase(), letter);
Array.from(")!@#$%^&*(").forEach((shifted, digit) => add(`Digit${digit}`, String(digit), shifted));
for (const [code, pair] of Object.entries({
  Minus: "-_",
  Equal: "=+",
  BracketLeft: "[{",
  BracketRight: "]}",
  Backslash: "\\|",
  Semicolon: ";:",
  Quote: "'\"",
  Comma: ",<",
  Period: ".>",
  Slash: "/?",
  Backquote: "`~",
  Space: "  ",
}))
  add(code, pair.charAt(0), pair.charAt(1));

/**
 * Types as a wedge scanner does: every key at once, so that Chromium works through them with no way to and fro in between, and Enter
 * at the end. Fails for a character that no US keyboard has.
 */
export async function typeAsScanner(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const events = Array.from(text).flatMap((character) => {
    const known = keys.get(character);
    if (known === undefined) throw new Error("a US keyboard has no such character");
    const shared = { code: known.code, key: character, modifiers: known.shift ? 8 : 0 };
    return [
      { type: "keyDown" as const, text: character, ...shared },
      { type: "keyUp" as const, ...shared },
    ];
  });
  const enter = { code: "Enter", key: "Enter", windowsVirtualKeyCode: 13 };
  await Promise.all(
    [...events, { type: "keyDown" as const, text: "\r", ...enter }, { type: "keyUp" as const, ...enter }].map((event) =>
      session.send("Input.dispatchKeyEvent", event),
    ),
  );
  await session.detach();
}
