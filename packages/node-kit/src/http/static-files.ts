import { realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import type { Context, MiddlewareHandler } from "hono";

export type StaticFilesOptions = {
  readonly folder: string;
  /** Stripped from the path: "/officer". */
  readonly mount?: string;
  /** A file in the folder that answers unknown pages of a single-page app: "index.html". */
  readonly fallback?: string;
};

// Only what our builds make. An unknown kind is not served as a page, whatever its bytes look like.
const typeByExtension: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};

/** A name with the bundler's hash never changes its content. */
const hashedName = /[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;
const hashedFolder = /(^|\/)assets\//;

/** GET and HEAD of the files of a built app; everything else, and what is not there, goes on to the next handler. */
export function staticFiles(options: StaticFilesOptions): MiddlewareHandler {
  const mount = (options.mount ?? "").replace(/\/+$/, "");
  return async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return next();
    const path = pathWithin(new URL(c.req.url).pathname, mount);
    if (path === null) return next();
    const found = await findFile(options.folder, path);
    if (found !== null) return answer(c, found, path);
    const page = options.fallback !== undefined && extname(path) === "" ? await findFile(options.folder, options.fallback) : null;
    return page === null || options.fallback === undefined ? next() : answer(c, page, options.fallback);
  };
}

/** The decoded path below the mount, "index.html" for a folder; null when it lies elsewhere or has parts that no file of ours has. */
function pathWithin(pathname: string, mount: string): string | null {
  if (pathname !== mount && !pathname.startsWith(`${mount}/`)) return null;
  const decoded = decodePath(pathname.slice(mount.length + 1));
  if (decoded === null || /[\0\\]/.test(decoded)) return null;
  const parts = decoded.split("/");
  // Dot files and parent folders have no place in a build.
  if (parts.some((part) => part.startsWith("."))) return null;
  return decoded === "" || decoded.endsWith("/") ? `${decoded}index.html` : decoded;
}

function decodePath(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

type Found = { readonly file: string; readonly sizeBytes: number; readonly changedMs: number };

/** The real path must lie in the folder too, so that a link in it leads nowhere else. */
async function findFile(folder: string, path: string): Promise<Found | null> {
  const root = await realpath(folder).catch(() => null);
  const file = root === null ? null : await realpath(join(root, path)).catch(() => null);
  if (root === null || file === null || !file.startsWith(root + sep)) return null;
  const facts = await stat(file);
  return facts.isFile() ? { file, sizeBytes: facts.size, changedMs: Math.trunc(facts.mtimeMs) } : null;
}

function answer(c: Context, found: Found, path: string): Response {
  const type = typeByExtension[extname(found.file).toLowerCase()] ?? "application/octet-stream";
  const immutable = hashedFolder.test(path) && hashedName.test(path);
  const tag = `W/"${found.sizeBytes.toString(36)}-${found.changedMs.toString(36)}"`;
  const headers = {
    "content-type": type,
    etag: tag,
    // Pages and the service worker are asked for each time: an update must reach a tablet at its next start.
    "cache-control": immutable ? "public, max-age=31536000, immutable" : "no-cache",
  };
  if (c.req.header("if-none-match") === tag) return c.body(null, 304, headers);
  if (c.req.method === "HEAD") return c.body(null, 200, { ...headers, "content-length": String(found.sizeBytes) });
  return new Response(Bun.file(found.file), { headers });
}
