import { StaffKeys, StaffMembers, staffRoutes, EnrolmentCode, type StaffRole } from "@beket/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as v from "valibot";
import { createAuthenticator } from "../../support/webauthn/authenticator.ts";
import { openTestCentral, origin, passphrase, problemOf } from "../central/support.ts";
import { ask, enrol, passkeySignIn, staffOf, type One } from "./support.ts";

let one: One;
beforeEach(() => {
  one = openTestCentral({ isDemo: false });
});
afterEach(() => one.close());

/** A code as the operator gets it: from loopback, without a page. */
const operatorCode = async (staff: string): Promise<string> => {
  const reply = await one.send(staffRoutes.enrolmentCodes, { staff });
  if (reply.status !== 201) throw new Error(`no code: ${reply.status}`);
  return v.parse(EnrolmentCode, await reply.json()).code;
};
const enrolled = async (role: StaffRole) => {
  const key = createAuthenticator(origin);
  const signed = await staffOf(await enrol(one, key, `${role}-1`, await operatorCode(`${role}-1`)));
  return { key, ...signed };
};
type In = Awaited<ReturnType<typeof enrolled>>;
const as = (who: Pick<In, "cookie" | "session">) => ({ cookie: who.cookie, csrf: who.session.csrf });
const membersOf = async (admin: In) =>
  v.parse(StaffMembers, await (await ask(one, staffRoutes.members, { cookie: admin.cookie })).json()).members;

describe("enrolment", () => {
  it("[AX11] a one-time code makes a key, and its owner is signed in", async () => {
    const { session } = await enrolled("registrar");
    expect(session).toMatchObject({ staff: "registrar-1", roles: ["registrar"], method: "passkey" });
  });

  it("[AX11] self attestation in `packed` is taken too", async () => {
    const key = createAuthenticator(origin);
    const reply = await enrol(one, key, "auditor-1", await operatorCode("auditor-1"), { attestation: "packed" });
    expect(reply.status).toBe(201);
  });

  it("[AX11] a code is good for one key, one person, one day, and until the next one", async () => {
    const key = createAuthenticator(origin);
    const code = await operatorCode("registrar-1");
    expect((await enrol(one, key, "auditor-1", code)).status).toBe(401);
    expect((await enrol(one, key, "registrar-1", ` ${code.toLowerCase().replaceAll("-", " ")} `)).status).toBe(201);
    expect((await enrol(one, createAuthenticator(origin), "registrar-1", code)).status).toBe(401);
    const [old, next] = [await operatorCode("registrar-1"), await operatorCode("registrar-1")];
    expect((await enrol(one, createAuthenticator(origin), "registrar-1", old)).status).toBe(401);
    one.move(24 * 3_600_000);
    expect((await enrol(one, createAuthenticator(origin), "registrar-1", next)).status).toBe(401);
  });

  it("[AX11] an unknown person, a wrong code and a suspended person are told alike", async () => {
    const code = await operatorCode("registrar-1");
    const replies = [
      await ask(one, staffRoutes.enrolmentStart, { body: { staff: "nobody-1", code } }),
      await ask(one, staffRoutes.enrolmentStart, { body: { staff: "registrar-1", code: "0000-0000-0000-0000" } }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([401, 401]);
    expect(new Set(await Promise.all(replies.map((reply) => reply.text()))).size).toBe(1);
  });

  it("[AX11] what does not hold makes no key and keeps the code", async () => {
    const code = await operatorCode("registrar-1");
    for (const bend of [{ unverified: true }, { origin: "https://ruqsat.evil" }, { rpId: "evil.example" }, { challenge: "AAAA" }])
      expect((await enrol(one, createAuthenticator(origin), "registrar-1", code, bend)).status, JSON.stringify(bend)).toBe(401);
    expect((await enrol(one, createAuthenticator(origin), "registrar-1", code)).status).toBe(201);
  });

  it("[AX11] a page that only stands at loopback gets no code: the operator's tool says no origin", async () => {
    const reply = await ask(one, staffRoutes.enrolmentCodes, { body: { staff: "administrator-1" }, client: "127.0.0.1" });
    expect(reply.status).toBe(401);
  });

  it("[AX19] guesses of a code are counted for the person, whoever guesses", async () => {
    await operatorCode("registrar-1");
    const statuses: number[] = [];
    for (let at = 0; at < 8; at++) {
      const body = { staff: "registrar-1", code: `0000-0000-0000-000${at}` };
      statuses.push((await ask(one, staffRoutes.enrolmentStart, { body, client: `198.51.100.${at}` })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 423, 423, 423]);
  });
});

describe("sign-in by passkey", () => {
  it("[AX12] the key finds its owner", async () => {
    const { key } = await enrolled("registrar");
    const { session } = await staffOf(await passkeySignIn(one, key));
    expect(session.staff).toBe("registrar-1");
  });

  it("[AX12] another origin, place, challenge, or a key nobody verified themself to, is refused", async () => {
    const { key } = await enrolled("registrar");
    for (const bend of [{ unverified: true }, { origin: "https://ruqsat.evil" }, { rpId: "evil.example" }, { challenge: "AAAA" }])
      expect((await passkeySignIn(one, key, bend)).status, JSON.stringify(bend)).toBe(401);
    expect((await passkeySignIn(one, key)).status).toBe(201);
  });

  it("[AX12] an answer is good once, and not after five minutes", async () => {
    const { key } = await enrolled("registrar");
    const challenge = async () => (await ask(one, staffRoutes.passkeyChallenge, { body: {} })).json();
    const response = key.get(await challenge());
    const send = (body: unknown) => ask(one, staffRoutes.passkey, { body: { response: body } });
    expect((await send(response)).status).toBe(201);
    expect((await send(response)).status).toBe(401);
    const late = key.get(await challenge());
    one.move(300_000);
    expect((await send(late)).status).toBe(401);
  });

  it("[AX12] what was said for one purpose is nothing for another", async () => {
    const { key, cookie, session } = await enrolled("registrar");
    const body = { digest: "ab".repeat(32) };
    const { options } = await (await ask(one, staffRoutes.stepUp, { body, ...as({ cookie, session }) })).json();
    expect((await ask(one, staffRoutes.passkey, { body: { response: key.get(options) } })).status).toBe(401);
  });

  it("[AX13] a counter that does not go up refuses the key", async () => {
    const { key } = await enrolled("registrar");
    expect((await passkeySignIn(one, key, { counter: 50 })).status).toBe(201);
    for (const counter of [50, 49, 1]) expect((await passkeySignIn(one, key, { counter })).status).toBe(401);
    expect(one.logged.some((line) => line.includes("staff-key-copied"))).toBe(true);
    expect((await passkeySignIn(one, key, { counter: 51 })).status).toBe(201);
  });

  it("[AX14] without a passkey the roles of the authority are closed; the centre's screens stay open to an auditor", async () => {
    const registrar = await ask(one, staffRoutes.session, { body: { staff: "registrar-1", passphrase } });
    expect([registrar.status, await problemOf(registrar)]).toEqual([403, "staff.passkey-needed"]);
    const auditor = await staffOf(await ask(one, staffRoutes.session, { body: { staff: "auditor-1", passphrase } }));
    expect((await ask(one, "/api/v1/health/audit", { cookie: auditor.cookie })).status).toBe(200);
    const refused = await ask(one, "/api/v1/audit/verify", { cookie: auditor.cookie });
    expect([refused.status, await problemOf(refused)]).toEqual([403, "staff.passkey-needed"]);
  });

  it("[AX14] in demo mode a passphrase is enough, and the page is told so", async () => {
    expect(await (await ask(one, staffRoutes.ways)).json()).toMatchObject({ passkey: true, passphraseForAll: false });
    await one.close();
    one = openTestCentral({ isDemo: true });
    expect(await (await ask(one, staffRoutes.ways)).json()).toMatchObject({ passphraseForAll: true });
    const admin = await staffOf(await ask(one, staffRoutes.session, { body: { staff: "administrator-1", passphrase } }));
    expect((await ask(one, staffRoutes.members, { cookie: admin.cookie })).status).toBe(200);
  });

  it("[AX15] a session by passkey ends after half an hour without use, one by passphrase does not", async () => {
    const { cookie } = await enrolled("registrar");
    const watch = await staffOf(await ask(one, staffRoutes.session, { body: { staff: "watch-1", passphrase } }));
    const status = async (of: string) => (await ask(one, staffRoutes.session, { cookie: of })).status;
    one.move(29 * 60_000);
    expect(await status(cookie)).toBe(200);
    one.move(30 * 60_000);
    expect([await status(cookie), await status(watch.cookie)]).toEqual([401, 200]);
  });

  it("[AX7] the staff's changing requests need the proof too", async () => {
    const { cookie, session } = await enrolled("administrator");
    const body = { staff: "watch-1", status: "suspended", reason: "left the service" };
    for (const csrf of [undefined, "0".repeat(64)])
      expect(await problemOf(await ask(one, staffRoutes.memberStatus, { body, cookie, ...(csrf === undefined ? {} : { csrf }) }))).toBe(
        "csrf-missing",
      );
    expect((await ask(one, staffRoutes.memberStatus, { body, ...as({ cookie, session }) })).status).toBe(200);
  });
});

describe("administration", () => {
  it("[AX16] a suspension ends every session at once, and is told with who, when and why", async () => {
    const [admin, registrar] = [await enrolled("administrator"), await enrolled("registrar")];
    const body = { staff: "registrar-1", status: "suspended", reason: "under investigation" };
    expect((await ask(one, staffRoutes.memberStatus, { body, ...as(admin) })).status).toBe(200);
    expect((await ask(one, staffRoutes.session, { cookie: registrar.cookie })).status).toBe(401);
    expect((await passkeySignIn(one, registrar.key)).status).toBe(401);
    const member = (await membersOf(admin)).find(({ staff }) => staff === "registrar-1");
    expect(member).toMatchObject({
      status: "suspended",
      suspension: { by: "administrator-1", at: one.clock.now(), reason: "under investigation" },
      sessions: 0,
    });
    const again = { staff: "registrar-1", status: "active", reason: "cleared" };
    expect((await ask(one, staffRoutes.memberStatus, { body: again, ...as(admin) })).status).toBe(200);
    expect((await passkeySignIn(one, registrar.key)).status).toBe(201);
  });

  it("[AX16] it stands after a restart, and for a passphrase too", async () => {
    const admin = await enrolled("administrator");
    const body = { staff: "watch-1", status: "suspended", reason: "left the service" };
    expect((await ask(one, staffRoutes.memberStatus, { body, ...as(admin) })).status).toBe(200);
    const { folder, keys } = one;
    await one.close(true);
    one = openTestCentral({ folder, keys, isDemo: false });
    expect((await ask(one, staffRoutes.session, { body: { staff: "watch-1", passphrase } })).status).toBe(401);
  });

  it("[AX16] nobody suspends themself, and the operator's file is not overruled", async () => {
    await one.close();
    one = openTestCentral({
      isDemo: false,
      staff: [{ staff: "watch-9", roles: ["watch"], verifier: null, status: "suspended" }],
    });
    const admin = await enrolled("administrator");
    const change = (staff: string, status: string) =>
      ask(one, staffRoutes.memberStatus, { body: { staff, status, reason: "test" }, ...as(admin) });
    expect(await problemOf(await change("administrator-1", "suspended"))).toBe("staff.yourself");
    expect(await problemOf(await change("watch-9", "active"))).toBe("staff.suspended-by-file");
    expect(await problemOf(await change("nobody-1", "active"))).toBe("staff.unknown");
  });

  it("[AX16] only administrators", async () => {
    const registrar = await enrolled("registrar");
    expect(await problemOf(await ask(one, staffRoutes.members, { cookie: registrar.cookie }))).toBe("staff.role-missing");
    const code = await ask(one, staffRoutes.enrolmentCodes, { body: { staff: "registrar-1" }, ...as(registrar) });
    expect(await problemOf(code)).toBe("staff.role-missing");
  });

  it("[AX17] a person has several keys; one that is removed opens nothing any more, and ends what it opened", async () => {
    const [admin, first] = [await enrolled("administrator"), await enrolled("registrar")];
    one.move(1);
    const second = createAuthenticator(origin);
    const given = await ask(one, staffRoutes.enrolmentCodes, { body: { staff: "registrar-1" }, ...as(admin) });
    const other = await staffOf(await enrol(one, second, "registrar-1", v.parse(EnrolmentCode, await given.json()).code));
    const keys = async (cookie: string) => v.parse(StaffKeys, await (await ask(one, staffRoutes.keys, { cookie })).json()).keys;
    const [firstKey, secondKey] = await keys(other.cookie);
    expect([firstKey?.name, secondKey?.name]).toEqual(["key in a test", "key in a test"]);
    const lost = firstKey?.key ?? "";
    expect((await ask(one, staffRoutes.keys, { method: "DELETE", body: { key: lost }, ...as(other) })).status).toBe(204);
    expect((await ask(one, staffRoutes.session, { cookie: first.cookie })).status).toBe(401);
    expect((await passkeySignIn(one, first.key)).status).toBe(401);
    expect((await ask(one, staffRoutes.session, { cookie: other.cookie })).status).toBe(200);
    const body = { staff: "registrar-1", key: secondKey?.key ?? "" };
    expect((await ask(one, staffRoutes.memberKeys, { method: "DELETE", body, ...as(admin) })).status).toBe(204);
    expect((await ask(one, staffRoutes.session, { cookie: other.cookie })).status).toBe(401);
    const foreign = { staff: "registrar-1", key: (await keys(admin.cookie))[0]?.key ?? "" };
    expect((await ask(one, staffRoutes.memberKeys, { method: "DELETE", body: foreign, ...as(admin) })).status).toBe(404);
  });

  it("[AX20] what administrators do is on the record", async () => {
    const [admin, auditor] = [await enrolled("administrator"), await enrolled("auditor")];
    await ask(one, staffRoutes.enrolmentCodes, { body: { staff: "registrar-1" }, ...as(admin) });
    const body = { staff: "watch-1", status: "suspended", reason: "left the service" };
    await ask(one, staffRoutes.memberStatus, { body, ...as(admin) });
    const query = { before: null, by: "administrator-1", what: null, from: null, to: null };
    const page = await (await ask(one, "/api/v1/audit/views", { body: query, ...as(auditor) })).json();
    expect(
      page.entries.map(({ view }: { view: { what: string; about: string; reason: string | null } }) => [
        view.what,
        view.about,
        view.reason,
      ]),
    ).toEqual([
      ["staff-suspended", "watch-1", "left the service"],
      ["enrolment-code", "registrar-1", null],
    ]);
  });
});

it("[AX21] a passkey belongs to a name: a loopback address is sent to localhost, another bare address has none", async () => {
  const { passkeyPlace } = await import("../../../central/src/features/staff/passkey-options.ts");
  expect(passkeyPlace("https://ruqsat.example")).toEqual({ origin: "https://ruqsat.example", rpId: "ruqsat.example" });
  expect(passkeyPlace("http://127.0.0.1:8080")).toEqual({ origin: "http://localhost:8080", rpId: "localhost" });
  expect(passkeyPlace("http://localhost:8080")).toEqual({ origin: "http://localhost:8080", rpId: "localhost" });
  expect(passkeyPlace("https://10.0.0.7")).toBeNull();
  expect(passkeyPlace("http://ruqsat.example")).toBeNull();
});
