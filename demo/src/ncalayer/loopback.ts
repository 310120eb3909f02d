const isLoopbackHost = (hostname: string): boolean =>
  hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);

/**
 * True where a page of this origin may ask for a signature. Demo keys must never sign for a page of the network. A program
 * without a browser sends no Origin and could read the keys anyway; "null" (a sandboxed frame, a file) is refused.
 */
export function mayAsk(origin: string | null): boolean {
  if (origin === null) return true;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return (url.protocol === "http:" || url.protocol === "https:") && isLoopbackHost(url.hostname);
}

/** Refuses a name of the network that was pointed at 127.0.0.1 (DNS rebinding). */
export function isLoopbackHostHeader(host: string | null): boolean {
  return host !== null && URL.canParse(`http://${host}`) && isLoopbackHost(new URL(`http://${host}`).hostname);
}
