/** How this page reaches NCALayer. */
export type PortalConfig = {
  /** Tried in order. The real program speaks TLS with a certificate of its own. */
  readonly ncalayerUrls: readonly string[];
  /** `[]` lets NCALayer offer keys of any authority, as a demonstration needs; null keeps its own rule: the national CA only. */
  readonly signerChain: readonly [] | null;
};

const secureUrl = "wss://127.0.0.1:13579";
const plainUrl = "ws://127.0.0.1:13579";

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || hostname.endsWith(".localhost") || /^127(\.\d{1,3}){3}$/.test(hostname);

/**
 * A page served from this very computer is a demonstration or a developer's: there a simulator without TLS, at a port of its
 * own (`?ncalayer=`), may answer. Any other page talks to the real program only, whatever its address says.
 */
export function portalConfig(address: { readonly hostname: string; readonly search: string }): PortalConfig {
  if (!isLoopback(address.hostname)) return { ncalayerUrls: [secureUrl], signerChain: null };
  const asked = new URLSearchParams(address.search).get("ncalayer");
  if (asked !== null && URL.canParse(asked)) {
    const url = new URL(asked);
    const speaksWebSocket = url.protocol === "ws:" || url.protocol === "wss:";
    if (speaksWebSocket && isLoopback(url.hostname)) return { ncalayerUrls: [asked], signerChain: [] };
  }
  return { ncalayerUrls: [plainUrl, secureUrl], signerChain: [] };
}
