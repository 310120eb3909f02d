import { fileURLToPath } from "node:url";
import { preact } from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";
import { VitePWA, type ManifestOptions } from "vite-plugin-pwa";

// Two installable apps from one project: `--mode officer` and `--mode portal`. Each is served at the root of its own server,
// so each has its own origin, manifest and service worker.
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
    connect: "'self'",
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
    // NCALayer is a program on the head's own computer; it listens on this one loopback address.
    connect: "'self' wss://127.0.0.1:13579 ws://127.0.0.1:13579",
  },
} as const satisfies Record<string, { manifest: Partial<ManifestOptions>; connect: string }>;

type App = keyof typeof apps;
function appOf(mode: string): App {
  if (mode === "officer" || mode === "portal") return mode;
  throw new Error("choose an app: --mode officer or --mode portal");
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
  const { manifest, connect } = apps[app];
  return {
    root: here(`./${app}`),
    publicDir: here(`./${app}/public`),
    base: "/",
    plugins: [
      preact({ devToolsEnabled: false, reactAliasesEnabled: false }),
      contentSecurityPolicy(connect),
      VitePWA({
        registerType: "prompt",
        injectRegister: false,
        manifest: {
          start_url: "/",
          scope: "/",
          icons: [
            { src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
            { src: "/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
            { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
            { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
          ],
          ...manifest,
        },
        workbox: {
          globPatterns: ["**/*.{html,js,css,woff2,svg,png,webmanifest}"],
          navigateFallback: "/index.html",
          navigateFallbackDenylist: [/^\/api\//, /^\/health/],
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
      target: "es2022",
      reportCompressedSize: false,
      // One chunk on purpose: a half-deployed release must not miss the part that scans.
      chunkSizeWarningLimit: 900,
    },
    server: { host: "127.0.0.1", fs: { allow: [here("..")] } },
  };
});
