import { join } from "node:path";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WedgeEvent } from "../../pwa/src/scan/wedge-step.ts";
import { hasChromium, startBrowser } from "../support/e2e/browser.ts";
import { keyDown, layouts, namedKey, scanKeys } from "../unit/scan/layouts.ts";

/** For waiting on a busy machine, never for judging speed. */
const patience = { timeout: 20_000 };

const page = `<!doctype html><title>wedge</title>
<input id="field" value="ab"><input id="other"><select id="list"><option>one<option>two<option>ф</select><button id="button">go</button>
<script type="module" src="/page.js"></script>`;
const program = `
import { listenWedge } from "${join(import.meta.dirname, "../../pwa/src/scan/wedge.ts")}";
const seen = { scans: [], inputs: [], clicks: 0 };
globalThis.seen = seen;
document.getElementById("button").onclick = () => { seen.clicks += 1; };
document.addEventListener("input", (event) => seen.inputs.push(event.target.value));
listenWedge(window, { onScan: ({ text }) => seen.scans.push(text) });
`;

/** The window key code that Chromium derives default actions from; letters and digits have their own character. */
const keyCodes: Readonly<Record<string, number>> = { Enter: 13, Tab: 9, Space: 32 };
const keyCodeOf = (code: string): number => keyCodes[code] ?? /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.charCodeAt(0) ?? 0;

/** All keys at once: Chromium works through them far faster than a scanner types, with no way to and fro in between. */
async function strike(session: CDPSession, events: readonly WedgeEvent[]): Promise<void> {
  await Promise.all(
    events.map((event) => {
      if (event.kind === "silence") return Promise.resolve();
      const { code } = event;
      const key = event.kind === "down" ? event.key : code;
      const modifiers = event.kind === "down" ? Number(event.alt) + 2 * Number(event.ctrl) + 8 * Number(event.shift) : 0;
      const text = code === "Enter" ? "\r" : key.length === 1 && modifiers % 8 === 0 ? key : "";
      const type = event.kind === "up" ? "keyUp" : text === "" ? "rawKeyDown" : "keyDown";
      return session.send("Input.dispatchKeyEvent", { type, code, key, text, modifiers, windowsVirtualKeyCode: keyCodeOf(code) });
    }),
  );
}

describe.skipIf(!hasChromium())("a wedge scanner in a browser", () => {
  const [us, russian] = layouts;
  if (us === undefined || russian === undefined) throw new Error("two layouts");
  let browser: Browser;
  let tab: Page;
  let session: CDPSession;
  let server: ReturnType<typeof Bun.serve>;
  const seen = (): Promise<{ scans: string[]; inputs: string[]; clicks: number }> => tab.evaluate(() => Reflect.get(globalThis, "seen"));
  const valueOf = (selector: string): Promise<string> => tab.locator(selector).inputValue();
  const scan = (text: string) => [
    ...scanKeys(text, russian, 0, { everyMs: 1 }),
    namedKey("Enter", 0),
    { kind: "up", at: 0, code: "Enter" } as const,
  ];

  beforeAll(async () => {
    const entry = join(import.meta.dirname, "..", ".artifacts", "wedge-page.ts");
    await Bun.write(entry, program);
    const built = await Bun.build({ entrypoints: [entry], target: "browser" });
    const script = await built.outputs[0]?.text();
    server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request) =>
        new URL(request.url).pathname === "/page.js"
          ? new Response(script, { headers: { "content-type": "text/javascript" } })
          : new Response(page, { headers: { "content-type": "text/html" } }),
    });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop(true);
  });
  const fresh = async (): Promise<void> => {
    tab = await browser.newPage();
    await tab.goto(server.url.href);
    session = await tab.context().newCDPSession(tab);
  };

  it("[SC3] a scan on the Russian layout leaves the focused field as it was and is read whole", async () => {
    await fresh();
    await tab.focus("#field");
    await strike(session, scan("A123BC02"));
    await expect.poll(async () => (await seen()).scans, patience).toEqual(["A123BC02"]);
    expect(await valueOf("#field")).toBe("ab");
    // The page keeps its own copy of the field: it was told of what landed and of what was taken back.
    expect((await seen()).inputs.at(-1)).toBe("ab");
    expect((await seen()).inputs[0]).toMatch(/ф/i);
  });

  it("[SC3] a scan presses no focused button and moves no choice list", async () => {
    await fresh();
    await tab.focus("#button");
    await strike(session, scan("A 1 2 3 4 "));
    await expect.poll(async () => (await seen()).scans, patience).toEqual(["A 1 2 3 4 "]);
    expect((await seen()).clicks).toBe(0);
    await tab.focus("#list");
    await strike(session, scan("A923BC02"));
    await expect.poll(async () => (await seen()).scans.length, patience).toBe(2);
    expect(await valueOf("#list")).toBe("one");
  });

  it("[SC4] a person types on, and quick fingers lose nothing", async () => {
    await fresh();
    await tab.focus("#other");
    await tab.keyboard.type("abcde", { delay: 90 });
    expect(await valueOf("#other")).toBe("abcde");
    await strike(
      session,
      ["q", "w", "e"].map((key) => keyDown(key, 0, us)),
    );
    await expect.poll(() => valueOf("#other"), patience).toBe("abcdeqwe");
    await tab.keyboard.press("Enter");
    expect((await seen()).scans).toEqual([]);
  });
});
