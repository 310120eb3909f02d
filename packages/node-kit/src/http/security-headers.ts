import type { MiddlewareHandler } from "hono";

export type SecurityHeaderOptions = {
  /** More origins for connect-src: NCALayer's `wss://127.0.0.1:13579` at the portal. */
  readonly connect?: readonly string[];
  /** Lets the page use the camera (the officer's QR reader). */
  readonly camera?: boolean;
  /** Lets WebAssembly compile (the tablet's SQLite); still no `eval`. */
  readonly wasm?: boolean;
};

/** A policy without any inline script or style; what a page of ours needs comes from its own origin. */
export function securityHeaders(options: SecurityHeaderOptions = {}): MiddlewareHandler {
  const policy = [
    "default-src 'none'",
    `script-src 'self'${options.wasm === true ? " 'wasm-unsafe-eval'" : ""}`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src ${["'self'", ...(options.connect ?? [])].join(" ")}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
  const headers = [
    ["content-security-policy", policy],
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["referrer-policy", "no-referrer"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["permissions-policy", `camera=(${options.camera === true ? "self" : ""}), microphone=(), geolocation=(self), payment=(), usb=()`],
  ] as const;
  return async (c, next) => {
    await next();
    for (const [name, value] of headers) c.header(name, value);
  };
}
