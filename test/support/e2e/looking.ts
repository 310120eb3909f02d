import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";

const folder = join(import.meta.dirname, "..", "..", ".artifacts", "screens");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const sizes = [
  { name: "phone", width: 360, height: 740 },
  { name: "tablet", width: 800, height: 1280 },
  { name: "desk", width: 1440, height: 900 },
] as const;
/** Every width in every theme. */
export const looks = sizes.flatMap((size) =>
  (["light", "dark"] as const).map((theme) => ({ ...size, theme, look: `${size.name}-${theme}` })),
);
export type Look = (typeof looks)[number];
export const phone: Look = { ...sizes[0], theme: "light", look: "phone-light" };

type Violation = { readonly id: string; readonly impact: string; readonly targets: readonly string[] };

/** What axe calls serious or critical, with where it is. */
const seriousViolations = (page: Page): Promise<readonly Violation[]> =>
  page.evaluate(async () => {
    const run: unknown = Reflect.get(globalThis, "axe");
    if (typeof run !== "object" || run === null) throw new Error("axe is not in the page");
    const results = await Reflect.get(run, "run").call(run, document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return results.violations
      .filter((one: { impact: string }) => one.impact === "serious" || one.impact === "critical")
      .map((one: { id: string; impact: string; nodes: { target: string[] }[] }) => ({
        id: one.id,
        impact: one.impact,
        targets: one.nodes.map((node) => node.target.join(" ")),
      }));
  });

/** Opens pages of a look each and looks at them: a picture under test/.artifacts/screens, axe, and no scrolling sideways. */
export const createLooking = (browser: Browser) => {
  mkdirSync(folder, { recursive: true });
  const contexts: BrowserContext[] = [];
  return {
    open: async (look: Look): Promise<Page> => {
      // The content policy of the apps allows no script of others; axe is put in past it, as a person's devtools would.
      const context = await browser.newContext({
        viewport: { width: look.width, height: look.height },
        colorScheme: look.theme,
        bypassCSP: true,
        reducedMotion: "reduce",
      });
      contexts.push(context);
      return context.newPage();
    },
    look: async (page: Page, name: string): Promise<void> => {
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
      await page.evaluate(axe);
      expect({ name, violations: await seriousViolations(page) }).toEqual({ name, violations: [] });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect({ name, overflow }).toEqual({ name, overflow: 0 });
    },
    close: async (): Promise<void> => {
      for (const context of contexts) await context.close();
    },
  };
};
export type Looking = ReturnType<typeof createLooking>;
