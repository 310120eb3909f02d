import { utf8Bytes } from "../bytes/bytes.ts";
import { canonicalJson } from "../json/canonical.ts";
import { object, oneOf, readJson, text, timeMs } from "../json/reader.ts";
import { failure, ok, type Result } from "../result.ts";

/** What a person signs to prove who they are, and nothing else. The server writes it and hands it out to be signed. */
export type LoginDocument = {
  /** What the login is for: lower-case letters, digits, dots and hyphens, at most 64. */
  readonly purpose: string;
  /** The origin of the page that asks (RFC 6454 6.2), `http` or `https`, ASCII, at most 256. */
  readonly origin: string;
  /** Made for this one login, from at least 128 random bits: 22 to 128 digits of base64url. */
  readonly nonce: string;
  /** The last moment at which a signature over it is accepted. Milliseconds since 1970 UTC. */
  readonly expiresAtMs: number;
};

/** Why octets are not a login document, or its members cannot be one. */
export type LoginFault = "login.too-large" | "login.not-json" | "login.shape" | "login.not-canonical";

/** More than the longest document that the limits of its members allow. */
const bytesMax = 1024;

const format = "login/1";

/** Every login document of every version starts with these octets, and no other document may. */
const prefix = utf8Bytes('{"beket":"login/');

const shape = object((members) => {
  members.take("beket", oneOf(format));
  return {
    purpose: members.take("purpose", text(64, /^[a-z][a-z0-9.-]*$/)),
    origin: members.take("origin", text(256, /^https?:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[1-9][0-9]{0,4})?$/)),
    nonce: members.take("nonce", text(128, /^[A-Za-z0-9_-]{22,}$/)),
    expiresAtMs: members.take("expiresAtMs", timeMs),
  };
});

const canonicalOf = (document: LoginDocument): string => canonicalJson({ beket: format, ...document });

/**
 * The octets of a login document: canonical JSON (RFC 8785), whose first member `"beket":"login/1"` tells it from every other
 * document. `login.shape` where a member is outside its limits.
 */
export const encodeLoginDocument = (document: LoginDocument): Result<Uint8Array, LoginFault> => {
  const { purpose, origin, nonce, expiresAtMs } = document;
  const own = { purpose, origin, nonce, expiresAtMs };
  return readJson({ beket: format, ...own }, shape).ok ? ok(utf8Bytes(canonicalOf(own))) : failure("login.shape");
};

/**
 * The login document in these octets. Only the canonical form is read: other blanks, another order, a member more or a number
 * written otherwise are refused, so that one document has one text.
 */
export const parseLoginDocument = (bytes: Uint8Array): Result<LoginDocument, LoginFault> => {
  if (bytes.length > bytesMax) return failure("login.too-large");
  const parsed = jsonOf(bytes);
  if (!parsed.ok) return parsed;
  const read = readJson(parsed.value.json, shape);
  if (!read.ok) return failure("login.shape");
  return canonicalOf(read.value) === parsed.value.source ? ok(read.value) : failure("login.not-canonical");
};

const jsonOf = (bytes: Uint8Array): Result<{ readonly json: unknown; readonly source: string }, LoginFault> => {
  try {
    // A byte order mark stays in the text, where JSON.parse refuses it.
    const source = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const json: unknown = JSON.parse(source);
    return ok({ json, source });
  } catch {
    return failure("login.not-json");
  }
};

/** True when these octets claim to be a login document, of whatever version and however broken. */
export const claimsToBeLogin = (bytes: Uint8Array): boolean => prefix.every((octet, index) => bytes[index] === octet);
