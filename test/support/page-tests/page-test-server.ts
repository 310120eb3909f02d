import type { Browser } from "playwright-core";
import type { PageBundle } from "./build-page-tests.ts";
import type { PageReport } from "./vitest-in-page.ts";

export type PageTestServer = {
  /** Loads a test file in a page of its own and gives what it reports. */
  readonly run: (browser: Browser, script: string) => Promise<PageReport>;
  readonly stop: () => Promise<void>;
};

const isReport = (value: unknown): value is PageReport =>
  typeof value === "object" && value !== null && "results" in value && "blocked" in value;

/** Serves test scripts on 127.0.0.1 under a content security policy which allows own scripts and `scriptSources`, and nothing else. */
export const startPageTestServer = (bundle: PageBundle, scriptSources: string): PageTestServer => {
  const waiting = new Map<string, (report: PageReport) => void>();
  const policy = `default-src 'none'; script-src 'self' ${scriptSources}; connect-src 'self'`;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    maxRequestBodySize: 16 * 1024 * 1024,
    fetch: async (request) => {
      const path = new URL(request.url).pathname;
      const [, folder = "", name = ""] = path.split("/");
      if (request.method === "POST" && folder === "report") {
        const report: unknown = await request.json();
        if (isReport(report)) waiting.get(name)?.(report);
        return new Response(null, { status: 204 });
      }
      if (folder === "page") {
        const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="/script/${name}.js"></script>`;
        return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy } });
      }
      const script = folder === "script" ? bundle.scripts.get(name) : undefined;
      return script === undefined
        ? new Response(null, { status: 404 })
        : new Response(script, { headers: { "content-type": "text/javascript; charset=utf-8" } });
    },
  });
  return {
    run: async (browser, script) => {
      const page = await browser.newPage();
      try {
        const reported = new Promise<PageReport>((resolve) => waiting.set(script, resolve));
        // A script that does not even load reports nothing.
        const broken = new Promise<never>((_resolve, reject) =>
          page.on("pageerror", (error) => reject(new Error(`${script}: ${error.message}`))),
        );
        await page.goto(`http://127.0.0.1:${server.port}/page/${script}`, { waitUntil: "commit" });
        return await Promise.race([reported, broken]);
      } finally {
        waiting.delete(script);
        await page.close();
      }
    },
    stop: () => server.stop(true),
  };
};
