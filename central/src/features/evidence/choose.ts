import type { MissingEvidence } from "@beket/eds";
import type { Service, ServiceKind } from "./types.ts";

/** The host with its port, as an operator knows it. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "");

/** Only http and https, and nothing in it that is not part of the address. */
function plainUrl(text: string): URL | null {
  if (text.length > 2_048 || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isPlain = (url.protocol === "http:" || url.protocol === "https:") && url.username === "" && url.password === "" && url.hash === "";
  return isPlain ? url : null;
}
export const isServiceUrl = (text: string): boolean => plainUrl(text) !== null;

const namedUrls = (missing: MissingEvidence, kind: Exclude<ServiceKind, "tsp">): readonly string[] =>
  kind === "ocsp" ? missing.ocspUrls : kind === "crl" ? missing.crlUrls : missing.deltaCrlUrls;

/** How many addresses of one kind are tried for one certificate. */
const candidatesMax = 4;

/**
 * Whom to ask about one certificate, best first: services configured for its issuer; then addresses in the certificate whose protocol,
 * host and port are those of a configured service that answers for anybody; then these services themselves. An address in a
 * certificate is a stranger's word: of any other host it is never followed.
 */
export function servicesFor(
  services: readonly Service[],
  kind: Exclude<ServiceKind, "tsp">,
  missing: MissingEvidence,
  issuerSha256: string,
): readonly Service[] {
  const ofKind = services.filter((service) => service.kind === kind);
  const own = ofKind.filter((service) => service.issuerSha256 === issuerSha256);
  if (own.length > 0) return own.slice(0, candidatesMax);
  const open = ofKind.filter((service) => service.issuerSha256 === null);
  const named = namedUrls(missing, kind).flatMap((text): readonly Service[] => {
    const url = plainUrl(text);
    const known = url === null ? undefined : open.find((service) => new URL(service.url).origin === url.origin);
    return url === null || known === undefined ? [] : [{ ...known, url: url.href }];
  });
  const byUrl = new Map([...named, ...open].map((service) => [service.url, service]));
  return [...byUrl.values()].slice(0, candidatesMax);
}
