import { createHash, createPublicKey, verify } from "node:crypto";
import { csrfHeader, EnrolmentCode, StaffProof, staffRoutes, StepUpChallenge } from "@beket/api";
import { parseBody } from "@beket/node-kit";
import { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import * as v from "valibot";
import { createStaffStore } from "../../../central/src/adapters/sql-staff.ts";
import { webauthn } from "../../../central/src/adapters/webauthn.ts";
import { createStaff } from "../../../central/src/features/staff/sessions.ts";
import { administrationApp } from "../../../central/src/http/administration-routes.ts";
import { freshWord } from "../../../central/src/http/fresh-word.ts";
import { requireStaff } from "../../../central/src/http/staff-guard.ts";
import { staffApp } from "../../../central/src/http/staff-routes.ts";
import { createAuthenticator, type Authenticator } from "../../support/webauthn/authenticator.ts";
import { crypto, openTestCentral, origin, problemOf, staffVerifier } from "../central/support.ts";
import { cookiesOf, type One } from "./support.ts";

let one: One;
beforeEach(() => {
  one = openTestCentral();
});
afterEach(() => one.close());

const digest = "5c".repeat(32);
/** A part of the registry whose act asks its person for a fresh word. */
function world(isDemo = false) {
  let next = 1;
  const staff = createStaff({
    rows: ["registrar-1", "registrar-2"].map((code) => ({ staff: code, roles: ["registrar"], verifier: staffVerifier, status: "active" })),
    store: createStaffStore(one.stores.sql.registry),
    webauthn,
    audit: { viewed: () => undefined },
    passphrases: { verify: async (typed) => typed === "right passphrase", decoy: Promise.resolve("") },
    clock: one.clock,
    random: (bytes) => new Uint8Array(bytes).fill(next++),
    crypto,
    screenSecret: new Uint8Array(32),
    isDemo,
    onStep: () => undefined,
    origin: () => origin,
  });
  const app = new Hono();
  app.route("/", staffApp(staff, one.clock.now));
  app.route(
    "/",
    administrationApp(staff, () => true),
  );
  app.post("/act", requireStaff(staff, "registrar"), async (c) => {
    const body = await parseBody(c, v.strictObject({ proof: StaffProof }), { sizeBytesMax: 64 * 1024 });
    if (!body.ok) return body.error;
    const said = await freshWord(c, staff, Buffer.from(digest, "hex"), body.value.proof);
    return said.ok ? c.json({ proof: new TextDecoder().decode(said.value) }) : said.error;
  });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}, from: string | null = origin) =>
    app.request(`${origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(from === null ? {} : { origin: from }), ...headers },
      body: JSON.stringify(body),
    });
  const enter = async (response: Response) => {
    const { csrf } = v.parse(v.looseObject({ csrf: v.string() }), await response.clone().json());
    return { cookie: cookiesOf(response).split("; ")[0] ?? "", [csrfHeader]: csrf };
  };
  const enrolled = async (code: string) => {
    const key = createAuthenticator(origin);
    const given = v.parse(EnrolmentCode, await (await post(staffRoutes.enrolmentCodes, { staff: code }, {}, null)).json());
    const started = await post(staffRoutes.enrolmentStart, { staff: code, code: given.code });
    const response = key.create(await started.json());
    const signed = await post(staffRoutes.enrolment, { staff: code, code: given.code, name: "key", response });
    return { key, headers: await enter(signed) };
  };
  const step = async (headers: Record<string, string>, over = digest) =>
    v.parse(StepUpChallenge, await (await post(staffRoutes.stepUp, { digest: over }, headers)).json()).options;
  const say = (key: Authenticator, options: Awaited<ReturnType<typeof step>>) => {
    if (options === null) throw new Error("no options");
    return { proof: { kind: "passkey", response: key.get(options) } };
  };
  return { post, enter, enrolled, step, say };
}

it("[AX18] the person says the digest of the act with their key, and what is kept shows it without central", async () => {
  const { post, enrolled, step, say } = world();
  const { key, headers } = await enrolled("registrar-1");
  const reply = await post("/act", say(key, await step(headers)), headers);
  expect(reply.status).toBe(200);
  const proof = JSON.parse((await reply.json()).proof);
  expect(proof).toMatchObject({ beket: "staff-assertion/1", by: "passkey", staff: "registrar-1", digest, at: one.clock.now(), origin });
  // As an outsider would: the signature over authenticator data and hashed client data, whose challenge is the digest.
  const bytes = (text: string) => Buffer.from(text, "base64url");
  const client = JSON.parse(bytes(proof.clientDataJSON).toString());
  expect([client.type, Buffer.from(client.challenge, "base64url").toString("hex")]).toEqual(["webauthn.get", digest]);
  const signed = Buffer.concat([bytes(proof.authenticatorData), createHash("sha256").update(bytes(proof.clientDataJSON)).digest()]);
  // COSE_Key of an ES256 key: the two coordinates stand behind their labels, 32 octets each.
  const cose = bytes(proof.publicKey);
  const part = (label: number) =>
    cose
      .subarray(cose.indexOf(Buffer.of(label, 0x58, 32)) + 3)
      .subarray(0, 32)
      .toString("base64url");
  const publicKey = createPublicKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x: part(0x21), y: part(0x22) } });
  expect(verify("sha256", signed, publicKey, bytes(proof.signature))).toBe(true);
});

it("[AX18] a word is good once, for this digest, by this person, asked for by them, for five minutes", async () => {
  const { post, enrolled, step, say } = world();
  const [first, second] = [await enrolled("registrar-1"), await enrolled("registrar-2")];
  const word = say(first.key, await step(first.headers));
  expect((await post("/act", word, first.headers)).status).toBe(200);
  expect(await problemOf(await post("/act", word, first.headers))).toBe("staff.assertion-refused");
  const otherDigest = say(first.key, await step(first.headers, "ab".repeat(32)));
  expect((await post("/act", otherDigest, first.headers)).status).toBe(403);
  const stolen = say(first.key, await step(first.headers));
  expect((await post("/act", stolen, second.headers)).status).toBe(403);
  const late = say(first.key, await step(first.headers));
  one.move(300_000);
  expect((await post("/act", late, first.headers)).status).toBe(403);
  const unasked = {
    challenge: Buffer.from(digest, "hex").toString("base64url"),
    rpId: "ruqsat.example",
    timeout: 1,
    userVerification: "required" as const,
    allowCredentials: [],
  };
  expect((await post("/act", say(second.key, unasked), second.headers)).status).toBe(403);
});

it("[AX18] a passphrase says nothing where it is no demonstration", async () => {
  const { post, enrolled } = world();
  const { headers } = await enrolled("registrar-1");
  const refused = await post("/act", { proof: { kind: "passphrase", passphrase: "right passphrase" } }, headers);
  expect(await problemOf(refused)).toBe("staff.assertion-refused");
});

it("[AX18] in demo mode a passphrase does, is compared again, and the proof says what it is", async () => {
  const { post, enter, step } = world(true);
  const headers = await enter(await post(staffRoutes.session, { staff: "registrar-1", passphrase: "right passphrase" }));
  expect(await step(headers)).toBeNull();
  const wrong = await post("/act", { proof: { kind: "passphrase", passphrase: "wrong passphrase" } }, headers);
  expect(wrong.status).toBe(403);
  const right = await post("/act", { proof: { kind: "passphrase", passphrase: "right passphrase" } }, headers);
  expect(JSON.parse((await right.json()).proof)).toEqual({
    beket: "staff-assertion/1",
    staff: "registrar-1",
    digest,
    at: one.clock.now(),
    by: "demo-passphrase",
  });
});
