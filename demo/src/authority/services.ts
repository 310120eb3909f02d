import {
  issueOcspFailure,
  issueOcspResponse,
  issueTimestampResponse,
  issueTimestampToken,
  readOcspRequest,
  readTimestampRequest,
  serialNumberAskedOf,
  type Authority,
  type KeyHolder,
  type OcspStatusSpec,
  type Random,
  type RevokedSpec,
} from "@beket/eds/issue";
import { createLists, type ServedList } from "./lists.ts";

export type AuthorityDeps = {
  readonly issuing: Authority;
  readonly responder: KeyHolder;
  readonly timestampAuthority: KeyHolder;
  readonly revoked: () => readonly RevokedSpec[];
  readonly now: () => number;
  readonly random: Random;
};
export const authorityPaths = { ocsp: "/ocsp", crl: "/issuing.crl", delta: "/issuing-delta.crl", tsp: "/tsp" } as const;

/** For who opens the address in a browser. */
const explanation = `The certification authority of the demo. Central asks it; nothing here is for people.

POST ${authorityPaths.ocsp}               status of a certificate (RFC 6960)
GET  ${authorityPaths.crl}        what is revoked (RFC 5280)
GET  ${authorityPaths.delta}  what was revoked since
POST ${authorityPaths.tsp}                time-stamps (RFC 3161)

To revoke a key of the demo, add its serial number to authority/revoked.json in the data folder.
`;

const requestBytesMax = 16 * 1024;
const der = (bytes: Uint8Array, type: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(Uint8Array.from(bytes), { headers: { "content-type": type, ...headers } });

/** What the national CA offers over HTTP, for the demo's own authority: certificate status, lists, time-stamps. */
export function createAuthorityServices(deps: AuthorityDeps): (request: Request) => Promise<Response> {
  const lists = createLists(deps);
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (request.method === "GET" && pathname === "/") return new Response(explanation);
    if (request.method === "GET" && pathname === authorityPaths.crl) return listReply(request, lists.complete());
    if (request.method === "GET" && pathname === authorityPaths.delta) return listReply(request, lists.delta());
    if (request.method === "POST" && (pathname === authorityPaths.ocsp || pathname === authorityPaths.tsp)) {
      const body = new Uint8Array(await request.arrayBuffer());
      if (body.length > requestBytesMax) return new Response(null, { status: 413 });
      return pathname === authorityPaths.ocsp
        ? der(answerOcsp(deps, body), "application/ocsp-response")
        : der(answerTimestamp(deps, body), "application/timestamp-reply");
    }
    return new Response(null, { status: 404 });
  };
}

function listReply(request: Request, list: ServedList): Response {
  const headers = { etag: list.etag, "last-modified": new Date(list.lastModifiedMs).toUTCString() };
  const since = Date.parse(request.headers.get("if-modified-since") ?? "");
  const has = request.headers.get("if-none-match") === list.etag || since >= list.lastModifiedMs;
  return has ? new Response(null, { status: 304, headers }) : der(list.der, "application/pkix-crl", headers);
}

/** Good for every serial number that is not on the list: the demo keeps no register of what it issued. Like the national responder: no nextUpdate. */
function answerOcsp({ issuing, responder, revoked, now, random }: AuthorityDeps, body: Uint8Array): Uint8Array {
  const asked = readOcspRequest(body);
  if (asked === undefined) return issueOcspFailure("malformedRequest");
  const list = revoked();
  const statusOf = (certId: Uint8Array): OcspStatusSpec | null => {
    const serialNumber = serialNumberAskedOf(issuing.certificate, certId);
    if (serialNumber === undefined) return null;
    const entry = list.find((one) => Buffer.compare(one.serialNumber, serialNumber) === 0);
    if (entry === undefined) return { kind: "good" };
    return { kind: "revoked", revocationMs: entry.revocationMs, ...(entry.reason === undefined ? {} : { reason: entry.reason }) };
  };
  // RFC 6960 4.2.2.1: times of a response have no fraction.
  const at = Math.floor(now() / 1_000) * 1_000;
  const answers = asked.certIds.flatMap((certId) => {
    const status = statusOf(certId);
    return status === null ? [] : [{ certId, status, thisUpdateMs: at }];
  });
  if (answers.length === 0) return issueOcspFailure("unauthorized");
  return issueOcspResponse(responder, {
    answers,
    producedAtMs: at,
    random,
    ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
  });
}

function answerTimestamp({ timestampAuthority, now, random }: AuthorityDeps, body: Uint8Array): Uint8Array {
  const asked = readTimestampRequest(body);
  if (asked === undefined) return issueTimestampResponse({ kind: "rejected", failure: "badDataFormat" });
  const token = issueTimestampToken(timestampAuthority, {
    imprint: { kind: "digest", hashOid: asked.hashOid, hashedMessage: asked.hashedMessage },
    genTimeMs: now(),
    random,
    ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
    ...(asked.certificateRequested ? {} : { certificates: [] }),
  });
  return issueTimestampResponse({ kind: "granted", token });
}
