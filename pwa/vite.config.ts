import { fileURLToPath } from "node:url";
import { preact } from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";
import { VitePWA, type ManifestOptions } from "vite-plugin-pwa";

// Installable apps from one project, one a mode. A node serves the officer app at its root and the medics' and crews' apps below it;
// central the portal at its root and the centre below it. Each has its own manifest and service worker; the inner ones' scopes are longer.
type AppConfig = { manifest: Partial<ManifestOptions>; base: string; connect: string; target?: string };
const apps = {
  officer: {
    manifest: {
      id: "/?app=officer",
      name: "Beket · Post",
      short_name: "Beket",
      description: "ALLOW, REFER or DENY at a roadblock, with or without a network.",
      lang: "kk",
      display: "standalone",
      orientation: "any",
      background_color: "#efede6",
      theme_color: "#0b3b42",
    },
    base: "/",
    connect: "'self'",
  },
  medic: {
    manifest: {
      id: "/medic/?app=medic",
      name: "Beket · Border",
      short_name: "Beket border",
      description: "Arrivals, questionnaires and rapid tests at a border post, with or without a network.",
      lang: "kk",
      display: "standalone",
      orientation: "any",
      background_color: "#efede6",
      theme_color: "#0b3b42",
    },
    base: "/medic/",
    connect: "'self'",
  },
  crew: {
    manifest: {
      id: "/crew/?app=crew",
      name: "Beket · Crew",
      short_name: "Beket crew",
      description: "Sites to clean, and the proof that they are.",
      lang: "kk",
      display: "standalone",
      orientation: "any",
      background_color: "#efede6",
      theme_color: "#0b3b42",
    },
    base: "/crew/",
    connect: "'self'",
  },
  centre: {
    manifest: {
      id: "/centre/?app=centre",
      name: "Beket · Centre",
      short_name: "Beket centre",
      description: "The situation centre: posts, tests, holds and clean zones of the city.",
      lang: "kk",
      display: "standalone",
      background_color: "#efede6",
      theme_color: "#0b3b42",
    },
    base: "/centre/",
    connect: "'self'",
  },
  authority: {
    manifest: {
      id: "/authority/?app=authority",
      name: "Beket · Authority",
      short_name: "Beket authority",
      description: "The permit registry's authority: organisations, rules, acts, audit, staff.",
      lang: "kk",
      display: "standalone",
      background_color: "#efede6",
      theme_color: "#0b3b42",
    },
    base: "/authority/",
    // As at the portal: whoever signs an act for the authority has the signer on the same computer.
    connect: "'self' wss://127.0.0.1:* ws://127.0.0.1:*",
  },
  citizen: {
    manifest: {
      id: "/citizen/?app=citizen",
      name: "Beket · Citizens",
      short_name: "Beket",
      description: "One's own permit, a refusal by its number, appeals, and who looked oneself up.",
      lang: "kk",
      display: "standalone",
      background_color: "#efede6",
      theme_color: "#0b3b42",
    },
    base: "/citizen/",
    connect: "'self'",
    // Old phones: whatever knows BigInt, since 2018.
    target: "es2020",
  },
  portal: {
    manifest: {
      id: "/?app=portal",
      name: "Beket · Permits",
      short_name: "Beket permits",
      description: "Permits for an organisation's people and vehicles, signed by its first head.",
      lang: "kk",
      display: "standalone",
      background_color: "#efede6",
      theme_color: "#0b3b42",
    },
    base: "/",
    // NCALayer is a program on the head's own computer; it listens on this one loopback address.
    // Central's header names the one port; a simulator may have another.
    connect: "'self' wss://127.0.0.1:* ws://127.0.0.1:*",
  },
} as const satisfies Record<string, AppConfig>;

type App = keyof typeof apps;
function appOf(mode: string): App {
  const isApp = (name: string): name is App => name in apps;
  if (isApp(mode)) return mode;
  throw new Error(`choose an app by --mode: ${Object.keys(apps).join(", ")}`);
}

/** The servers send the same policy as a header; in the page it also holds when the shell comes out of the cache. */
function contentSecurityPolicy(connect: string): Plugin {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
  return {
    name: "beket-content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: policy }, injectTo: "head-prepend" },
    ],
  };
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => {
  const app = appOf(mode);
  const { manifest, base, connect, target = "es2022" }: AppConfig = apps[app];
  return {
    root: here(`./${app}`),
    publicDir: here(`./${app}/public`),
    base,
    plugins: [
      preact({ devToolsEnabled: false, reactAliasesEnabled: false }),
      contentSecurityPolicy(connect),
      VitePWA({
        registerType: "prompt",
        injectRegister: false,
        manifest: {
          start_url: base,
          scope: base,
          icons: [
            { src: `${base}icon.svg`, sizes: "any", type: "image/svg+xml", purpose: "any" },
            { src: `${base}icon-192.png`, sizes: "192x192", type: "image/png", purpose: "any" },
            { src: `${base}icon-512.png`, sizes: "512x512", type: "image/png", purpose: "any" },
            { src: `${base}icon-maskable-512.png`, sizes: "512x512", type: "image/png", purpose: "maskable" },
          ],
          ...manifest,
        },
        workbox: {
          globPatterns: ["**/*.{html,js,mjs,css,woff2,svg,png,webmanifest}"],
          navigateFallback: `${base}index.html`,
          navigateFallbackDenylist: [/^\/api\//, /^\/health/, ...(base === "/" ? [/^\/(medic|crew|centre|authority|citizen)\//] : [])],
          cleanupOutdatedCaches: true,
          // An update waits until the officer says so; a page that opens later is still taken in charge at once.
          skipWaiting: false,
          clientsClaim: true,
          inlineWorkboxRuntime: true,
          sourcemap: false,
          maximumFileSizeToCacheInBytes: 4_000_000,
        },
      }),
    ],
    build: {
      outDir: here(`./dist/${app}`),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: false,
      target,
      reportCompressedSize: false,
      // One chunk on purpose: a half-deployed release must not miss the part that scans. Only the map stands apart, with 1.1 MB.
      chunkSizeWarningLimit: 1_200,
    },
    server: { host: "127.0.0.1", fs: { allow: [here("..")] } },
  };
});
