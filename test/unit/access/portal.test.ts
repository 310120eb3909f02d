import { centralRoutes, EvidenceServicesReply, portalRoutes, PortalSession } from "@beket/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as v from "valibot";
import { createPortalStore } from "../../../central/src/adapters/sql-portal.ts";
import { createPortalAccess } from "../../../central/src/features/access/portal-access.ts";
import { openEvidenceWorld } from "../central/evidence-support.ts";
import { bins, crypto, openTestCentral, origin, prepare, problemOf, rootList, sign, signers, submit } from "../central/support.ts";
import { inventedBin, inventedIin } from "../central/people.ts";
import { ask, challenge, cookiesOf, enter, portalSignIn, type One } from "./support.ts";

let one: One;
beforeEach(() => {
  one = openTestCentral({ isDemo: false });
});
afterEach(() => one.close());

describe("sign-in by EDS", () => {
  it("[AX1] the first head signs the document and is in", async () => {
    const { session } = await enter(one, signers.head);
    expect(session).toMatchObject({ capacity: "first-head" });
    expect(session.organisations).toEqual([
      { bin: bins.bakery, name: "Нан-Сынақ ЖШС", headcount: 10, may: ["prepare", "sign", "name-preparers"] },
    ]);
  });

  it("[AX1] the document names this origin, says that it is a sign-in, and its hash", async () => {
    const made = await challenge(one);
    expect(made.document).toMatch(
      /^\{"beket":"login\/1","expiresAtMs":\d+,"nonce":"[A-Za-z0-9_-]{43}","origin":"https:\/\/ruqsat\.example","purpose":"beket\.portal"\}$/,
    );
    expect(made.sha256).toBe(Buffer.from(crypto.sha256(new TextEncoder().encode(made.document))).toString("hex"));
    expect(made.expiresAt - one.clock.now()).toBe(300_000);
  });

  it("[AX1] a challenge is good once, whether the first try was or not", async () => {
    const { document, binding } = await challenge(one);
    const body = { document, cms: sign(signers.head, document) };
    expect((await ask(one, portalRoutes.session, { body, cookie: binding })).status).toBe(201);
    expect(await problemOf(await ask(one, portalRoutes.session, { body, cookie: binding }))).toBe("portal.challenge-unknown");
    const other = await challenge(one);
    const wrong = { document: other.document, cms: sign(signers.head, document) };
    expect((await ask(one, portalRoutes.session, { body: wrong, cookie: other.binding })).status).toBe(422);
    const right = { document: other.document, cms: sign(signers.head, other.document) };
    expect(await problemOf(await ask(one, portalRoutes.session, { body: right, cookie: other.binding }))).toBe("portal.challenge-unknown");
  });

  it("[AX1] after five minutes it is over", async () => {
    const late = await challenge(one);
    one.move(300_000);
    const body = { document: late.document, cms: sign(signers.head, late.document) };
    expect(await problemOf(await ask(one, portalRoutes.session, { body, cookie: late.binding }))).toBe("portal.challenge-unknown");
  });

  it("[AX1] a sign-in that another browser began is not finished here: nobody is signed in as somebody else unawares", async () => {
    const [mine, theirs] = [await challenge(one), await challenge(one)];
    const body = { document: theirs.document, cms: sign(signers.otherHead, theirs.document) };
    for (const cookie of [mine.binding, undefined]) {
      const refused = await ask(one, portalRoutes.session, { body, ...(cookie === undefined ? {} : { cookie }) });
      expect(await problemOf(refused)).toBe("portal.challenge-unknown");
    }
    expect((await ask(one, portalRoutes.session, { body, cookie: theirs.binding })).status).toBe(201);
  });

  it("[AX1] a document for another origin or purpose, made up by the sender, is none of central's", async () => {
    const { document, binding } = await challenge(one);
    for (const bent of [document.replace(origin, "https://ruqsat.evil"), document.replace("beket.portal", "other"), `${document} `, "{}"]) {
      const body = { document: bent, cms: sign(signers.head, bent) };
      expect(await problemOf(await ask(one, portalRoutes.session, { body, cookie: binding }))).toBe("portal.challenge-unknown");
    }
  });

  it("[AX1] what was signed to sign in is no application, and an application no sign-in", async () => {
    const made = await challenge(one);
    const asApplication = await one.send("/api/v1/applications", { document: made.document, cms: sign(signers.head, made.document) });
    expect(asApplication.status).toBe(422);
    const application = await prepare(one);
    const cms = sign(signers.head, application);
    expect((await ask(one, portalRoutes.session, { body: { document: made.document, cms }, cookie: made.binding })).status).toBe(422);
    expect((await submit(one, application, cms)).state).toBe("issued");
  });

  it("[AX2] an authentication key signs in; capacities are the certificate's", async () => {
    const capacity = async (signer: Parameters<typeof enter>[1]) => (await enter(one, signer)).session.capacity;
    expect(await capacity(signers.signIn)).toBe("first-head");
    expect(await capacity(signers.employee)).toBe("employee");
    expect(await capacity(signers.bakeryDeputy)).toBe("right-to-sign");
    expect(await capacity(signers.proprietor)).toBe("individual");
  });

  it("[AX2] an information system is no person", async () => {
    const refused = await portalSignIn(one, signers.system);
    expect([refused.status, await problemOf(refused)]).toEqual([403, "portal.not-person"]);
  });

  it("[AX3] a revoked key is refused with the validator's reason", async () => {
    const refused = await portalSignIn(one, signers.revoked);
    expect([refused.status, await problemOf(refused)]).toEqual([422, "eds.revocation.revoked"]);
  });
});

describe("the status of the certificate", () => {
  it("[AX3] missing evidence is fetched while the person waits", async () => {
    const world = openEvidenceWorld();
    expect((await enter(world.one, signers.head)).session.capacity).toBe("first-head");
    const [service] = v.parse(
      EvidenceServicesReply,
      await (await ask(world.one, centralRoutes.evidenceServices, { client: "127.0.0.1" })).json(),
    ).services;
    expect(service).toMatchObject({ kind: "ocsp", fetches: 1 });
    await world.close();
  });

  it("[AX3] an outage lets nobody in, and is said so", async () => {
    const dark = openTestCentral({ crls: rootList() });
    const refused = await portalSignIn(dark, signers.head);
    expect([refused.status, await problemOf(refused)]).toEqual([503, "portal.evidence-unavailable"]);
    await dark.close();
  });
});

describe("a session", () => {
  it("[AX5] its cookie is for this host alone and no script reads it; the database has only its hash", async () => {
    const response = await portalSignIn(one, signers.head);
    const line = response.headers.getSetCookie().find((cookie) => cookie.startsWith("__Host-beket-portal-web=")) ?? "";
    for (const part of ["HttpOnly", "Secure", "SameSite=Strict", "Path=/;", "Max-Age=28800"]) expect(line).toContain(part);
    const token = /=([0-9a-f]{64});/.exec(line)?.[1] ?? "none";
    const rows = one.stores.sql.registry.prepare<Record<string, unknown>>("select * from portal_session").all();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    const session = v.parse(PortalSession, await response.json());
    expect(JSON.stringify(rows)).not.toContain(session.csrf);
  });

  it("[AX5] it ends after half an hour without use, and after eight hours in use", async () => {
    const { cookie } = await enter(one, signers.head);
    const status = async () => (await ask(one, portalRoutes.session, { cookie })).status;
    one.move(29 * 60_000);
    expect(await status()).toBe(200);
    one.move(29 * 60_000);
    expect(await status()).toBe(200);
    one.move(30 * 60_000);
    expect(await status()).toBe(401);
    const other = await enter(one, signers.head);
    for (let at = 0; at < 23; at++) {
      one.move(20 * 60_000);
      expect((await ask(one, portalRoutes.session, { cookie: other.cookie })).status).toBe(200);
    }
    one.move(20 * 60_000);
    expect((await ask(one, portalRoutes.session, { cookie: other.cookie })).status).toBe(401);
  });

  it("[AX5] it survives a restart", async () => {
    const { cookie } = await enter(one, signers.head);
    const { folder, keys } = one;
    await one.close(true);
    one = openTestCentral({ folder, keys, isDemo: false });
    expect((await ask(one, portalRoutes.session, { cookie })).status).toBe(200);
  });

  it("[AX6] each sign-in has a token of its own, and the one before it in that browser ends", async () => {
    const first = await enter(one, signers.head);
    const { document, binding } = await challenge(one);
    const body = { document, cms: sign(signers.otherHead, document) };
    const second = await ask(one, portalRoutes.session, { body, cookie: `${first.cookie}; ${binding}` });
    expect(cookiesOf(second)).not.toContain(first.cookie.split("=")[1]);
    expect((await ask(one, portalRoutes.session, { cookie: first.cookie })).status).toBe(401);
    expect((await ask(one, portalRoutes.session, { cookie: cookiesOf(second) })).status).toBe(200);
  });

  it("[AX6] a token that somebody set beforehand opens nothing, before and after the sign-in", async () => {
    const planted = `__Host-beket-portal-web=${"a".repeat(64)}`;
    const { document, binding } = await challenge(one);
    const body = { document, cms: sign(signers.head, document) };
    const signed = await ask(one, portalRoutes.session, { body, cookie: `${planted}; ${binding}` });
    expect(signed.status).toBe(201);
    expect((await ask(one, portalRoutes.session, { cookie: planted })).status).toBe(401);
  });

  it("[AX7] what changes something needs the session's own proof", async () => {
    const [mine, other] = [await enter(one, signers.head), await enter(one, signers.otherHead)];
    for (const csrf of [undefined, "", "0".repeat(64), other.session.csrf, mine.session.csrf.toUpperCase()]) {
      const refused = await ask(one, portalRoutes.everywhere, { body: {}, cookie: mine.cookie, ...(csrf === undefined ? {} : { csrf }) });
      expect(await problemOf(refused)).toBe("csrf-missing");
    }
    expect((await ask(one, portalRoutes.session, { method: "DELETE", cookie: mine.cookie })).status).toBe(403);
    expect((await ask(one, portalRoutes.session, { cookie: mine.cookie })).status).toBe(200);
  });

  it("[AX10] signing out ends it at central; everywhere ends every one of the person", async () => {
    const [a, b, other] = [await enter(one, signers.head), await enter(one, signers.signIn), await enter(one, signers.otherHead)];
    const c = await enter(one, signers.head);
    const left = await ask(one, portalRoutes.session, { method: "DELETE", cookie: a.cookie, csrf: a.session.csrf });
    expect([left.status, left.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect((await ask(one, portalRoutes.session, { cookie: a.cookie })).status).toBe(401);
    expect((await ask(one, portalRoutes.session, { cookie: c.cookie })).status).toBe(200);
    expect((await ask(one, portalRoutes.everywhere, { body: {}, cookie: c.cookie, csrf: c.session.csrf })).status).toBe(204);
    for (const { cookie } of [b, c]) expect((await ask(one, portalRoutes.session, { cookie })).status).toBe(401);
    expect((await ask(one, portalRoutes.session, { cookie: other.cookie })).status).toBe(200);
  });

  it("[AX9] a client's failures and a certificate's sign-ins are limited", async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 40; at++) {
      one.move(3_000);
      statuses.push((await portalSignIn(one, signers.revoked, "198.51.100.7")).status);
    }
    expect(statuses.filter((status) => status === 422)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
    // Another client, and the owner of another key, go on.
    expect((await portalSignIn(one, signers.head, "198.51.100.8")).status).toBe(201);
    const own: number[] = [];
    for (let at = 0; at < 25; at++) own.push((await portalSignIn(one, signers.otherHead, `198.51.100.${20 + at}`)).status);
    expect([own.filter((status) => status === 201).length, own.at(-1)]).toEqual([20, 429]);
  });

  it("[AX9] whoever sends a head's certificate without the key locks nobody out", async () => {
    for (let at = 0; at < 30; at++) {
      const { document, binding } = await challenge(one, `203.0.113.${at}`);
      // A true CMS of the head's, over something else.
      const body = { document, cms: sign(signers.head, `${document} `) };
      expect((await ask(one, portalRoutes.session, { body, cookie: binding, client: `203.0.113.${at}` })).status).toBe(422);
    }
    expect((await portalSignIn(one, signers.head)).status).toBe(201);
  });

  it("[AX9] a client that asks for challenges without end waits", async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 25; at++) statuses.push((await ask(one, portalRoutes.challenge, { body: {} })).status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe("organisations of a session", () => {
  const named = new Map<string, readonly string[]>();
  const access = () =>
    createPortalAccess({
      store: createPortalStore(one.stores.sql.registry),
      base: one.stores.organisations,
      preparers: { organisationsOf: (iin) => named.get(iin) ?? [] },
      clock: one.clock,
      random: (bytes) => new Uint8Array(bytes),
      crypto,
      secret: new Uint8Array(32),
      origin: () => origin,
    });
  const user = (iin: string, bin: string | null, capacity: "employee" | "individual") => ({
    code: "p-0",
    iin,
    bin,
    capacity,
    person: "Сынақ",
  });

  it("[AX4] the own one first, then those whose head named the person, asked anew each time", () => {
    const iin = inventedIin(77);
    const portal = access();
    expect(portal.organisationsOf(user(iin, bins.clinic, "employee"))).toEqual([{ bin: bins.clinic, may: ["prepare"] }]);
    named.set(iin, [bins.bakery, bins.clinic]);
    expect(portal.organisationsOf(user(iin, bins.clinic, "employee")).map(({ bin }) => bin)).toEqual([bins.clinic, bins.bakery]);
    named.delete(iin);
    expect(portal.organisationsOf(user(iin, bins.clinic, "employee"))).toHaveLength(1);
  });

  it("[AX4] an individual whom the base knows is a sole proprietor; another prepares for others first", () => {
    const portal = access();
    const [proprietor, hr] = [inventedIin(7001), inventedIin(78)];
    named.set(hr, [bins.bakery]);
    expect(portal.organisationsOf(user(proprietor, null, "individual"))).toEqual([
      { bin: proprietor, may: ["prepare", "sign", "name-preparers"] },
    ]);
    expect(portal.organisationsOf(user(hr, null, "individual")).map(({ bin, may }) => [bin, may.length])).toEqual([
      [bins.bakery, 1],
      [hr, 3],
    ]);
  });

  it("[AX4] a code of a person tells nothing of the identifier", () => {
    const codes = [inventedIin(1), inventedIin(2), inventedIin(1)].map((iin) => access().codeOf(iin));
    expect(codes[0]).toMatch(/^p-[0-9a-f]{32}$/);
    expect(codes[0]).toBe(codes[2]);
    expect(codes[0]).not.toBe(codes[1]);
  });

  it("[AX4] the headcount of an organisation is told to who signed in for it alone", async () => {
    const open = await one.send("/api/v1/organisations/check", { bin: bins.bakery });
    expect(await open.text()).not.toMatch(/headcount|"10"|:10[,}]/);
    expect((await enter(one, signers.employee)).session.organisations).toMatchObject([
      { bin: bins.bakery, headcount: 10, may: ["prepare"] },
    ]);
  });

  it("[AX4] an organisation the base does not know is there without a name", async () => {
    const { session } = await enter(one, signers.museumHead);
    expect(session.organisations[0]?.name).toBe("Мұражай");
    const unknown = access().organisationsOf(user(inventedIin(5), inventedBin(909), "employee"));
    expect(unknown).toEqual([{ bin: inventedBin(909), may: ["prepare"] }]);
  });
});
