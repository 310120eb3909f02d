import {
  csrfHeader,
  LoginChallenge,
  organisationHeader,
  PasskeyCreateOptions,
  PasskeyGetOptions,
  portalRoutes,
  PortalSession,
  staffRoutes,
  StaffSession,
} from "@beket/api";
import * as v from "valibot";
import type { Authenticator, Bend } from "../../support/webauthn/authenticator.ts";
import { origin, sign, type openTestCentral } from "../central/support.ts";
import type { Signer } from "../central/people.ts";

export type One = ReturnType<typeof openTestCentral>;
type Ask = {
  readonly method?: string;
  readonly body?: unknown;
  readonly cookie?: string;
  readonly csrf?: string;
  readonly bin?: string;
  readonly client?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A browser without a page of ours: it sends what the test says, and keeps nothing. */
export const ask = async (
  one: One,
  path: string,
  { body, cookie, csrf, bin, client = "192.0.2.1", ...more }: Ask = {},
): Promise<Response> => {
  const method = more.method ?? (body === undefined ? "GET" : "POST");
  const headers: Record<string, string> = { "accept-language": "en", ...(method === "GET" ? {} : { origin }) };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (cookie !== undefined) headers["cookie"] = cookie;
  if (csrf !== undefined) headers[csrfHeader] = csrf;
  if (bin !== undefined) headers[organisationHeader] = bin;
  const init = { method, headers: { ...headers, ...more.headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return one.central.fetch(new Request(`${origin}${path}`, init), { client });
};

/** The cookies an answer sets, as the next request sends them. */
export const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .filter((pair) => !pair.endsWith("="))
    .join("; ");

export const challenge = async (one: One, client?: string) => {
  const response = await ask(one, portalRoutes.challenge, { body: {}, ...(client === undefined ? {} : { client }) });
  return { binding: cookiesOf(response), response, ...v.parse(LoginChallenge, await response.json()) };
};
/** Signs in at the portal with a key, from the challenge on. */
export const portalSignIn = async (one: One, signer: Signer, client?: string) => {
  const { document, binding } = await challenge(one, client);
  const body = { document, cms: sign(signer, document) };
  return ask(one, portalRoutes.session, { body, cookie: binding, ...(client === undefined ? {} : { client }) });
};
export const enter = async (one: One, signer: Signer) => {
  const response = await portalSignIn(one, signer);
  if (response.status !== 201) throw new Error(`not signed in: ${response.status} ${await response.text()}`);
  return { cookie: cookiesOf(response), session: v.parse(PortalSession, await response.json()) };
};

/** Enrols a passkey with a code, from the options on. */
export const enrol = async (one: One, authenticator: Authenticator, staff: string, code: string, bend: Bend = {}) => {
  const started = await ask(one, staffRoutes.enrolmentStart, { body: { staff, code } });
  if (started.status !== 201) return started;
  const response = authenticator.create(v.parse(PasskeyCreateOptions, await started.json()), bend);
  return ask(one, staffRoutes.enrolment, { body: { staff, code, name: "key in a test", response } });
};
export const passkeySignIn = async (one: One, authenticator: Authenticator, bend: Bend = {}) => {
  const options = v.parse(PasskeyGetOptions, await (await ask(one, staffRoutes.passkeyChallenge, { body: {} })).json());
  return ask(one, staffRoutes.passkey, { body: { response: authenticator.get(options, bend) } });
};
export const staffOf = async (response: Response) => {
  if (response.status !== 201) throw new Error(`not signed in: ${response.status} ${await response.text()}`);
  const [pair = ""] = cookiesOf(response).split("; ");
  return { cookie: pair, session: v.parse(StaffSession, await response.json()) };
};
