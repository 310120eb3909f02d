import {
  AppealCase,
  AppealList,
  appealRoutes,
  AppealState,
  citizenRoutes,
  OwnLookups,
  PassesReply,
  passesPageMax,
  SelfCheckReply,
  type ApplicationView,
} from "@beket/api";
import { readPassCode } from "@beket/domain";
import { decodePass } from "@beket/tokens";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOwnLookups } from "../../../central/src/features/public/own-lookups.ts";
import type { View } from "../../../central/src/features/audit/types.ts";
import type { Sighting } from "../../../central/src/features/sightings/types.ts";
import { apply, crypto, freshPlate, openTestCentral, person, problemOf, signInStaff, type TestCentral } from "../central/support.ts";

let one: TestCentral;
beforeEach(() => {
  one = openTestCentral();
});
afterEach(() => one.close());

const secretOf = (view: ApplicationView): string => view.secret ?? "";
const ask = async <T>(schema: v.GenericSchema<unknown, T>, path: string, body: unknown): Promise<T> => {
  const response = await one.send(path, body);
  if (!response.ok) throw new Error(await problemOf(response));
  return v.parse(schema, await response.json());
};
const passesOf = (view: ApplicationView, after: number | null = null) =>
  ask(PassesReply, citizenRoutes.passes, { id: view.id, secret: secretOf(view), after });

describe("passes at central", () => {
  it("[CZ13] are signed for every permit of an application, the same again each time, and name nobody", async () => {
    const plate = freshPlate();
    const view = await apply(one, { persons: [person(31), person(32)], vehicles: [{ plate, country: "KAZ" }] });
    const reply = await passesOf(view);
    expect(await passesOf(view)).toEqual(reply);
    expect([reply.total, reply.next]).toEqual([3, null]);
    expect(reply.passes.map(({ kind, number }) => [kind, number])).toEqual(
      view.permits.map(({ list, number }) => [list === "persons" ? "person" : "vehicle", number]),
    );
    for (const pass of reply.passes) {
      const read = decodePass(pass.text);
      if (!read.ok) throw new Error("a pass of central's reads");
      const publicKey = crypto.ed25519.publicKey(Buffer.from(one.keys.passSeed ?? "", "hex"));
      expect(crypto.ed25519.verify(publicKey, read.value.signed, read.value.signature)).toBe(true);
      expect(read.value.pass).toMatchObject({ number: pass.number, ledger: "roadblock", kind: pass.kind });
      expect(readPassCode(pass.code)).toBe(pass.code);
    }
    expect(new Set(reply.passes.map(({ code }) => code)).size).toBe(3);
    expect(JSON.stringify(reply)).not.toMatch(new RegExp(`${plate}|${person(31).value}|Сынақбаев`));
  });

  it("[CZ13] come a page at a time, with the secret alone, and not for what has ended", async () => {
    const persons = Array.from({ length: 3 }, (_, at) => person(100 + at));
    const view = await apply(one, { persons });
    expect((await passesOf(view, 0)).passes.map(({ at }) => at)).toEqual([1, 2]);
    expect((await passesOf(view, 2)).passes).toEqual([]);
    expect(passesPageMax).toBeGreaterThan(persons.length);
    const foreign = await one.send(citizenRoutes.passes, { id: view.id, secret: "0".repeat(64), after: null });
    expect([foreign.status, await problemOf(foreign)]).toEqual([404, "application-unknown"]);
    one.move(30 * 86_400_000);
    expect((await passesOf(view)).total).toBe(0);
  });
});

describe("the public at central", () => {
  it("[CZ6] checks an own permit by the code of its pass, and strangers learn nothing", async () => {
    const view = await apply(one, { persons: [person(41)] });
    const [pass] = (await passesOf(view)).passes;
    const request = { identifier: person(41).value, second: pass?.code ?? "" };
    expect(await ask(SelfCheckReply, citizenRoutes.selfCheck, request)).toMatchObject({ kind: "confirmed", outcome: "ALLOW" });
    const wrong = await ask(SelfCheckReply, citizenRoutes.selfCheck, { ...request, identifier: person(42).value });
    expect(wrong).toEqual({ kind: "not-confirmed" });
    expect(one.logged.join("\n")).not.toMatch(new RegExp(`${person(41).value}|${pass?.code ?? "-"}`));
  });

  it("[CZ8] is limited per client, whatever is asked", async () => {
    const request = { identifier: person(43).value, second: "not a number" };
    const statuses: number[] = [];
    for (let at = 0; at < 14; at += 1) statuses.push((await one.send(citizenRoutes.selfCheck, request, "198.51.100.7")).status);
    expect(new Set(statuses.slice(0, 12))).toEqual(new Set([422]));
    expect(statuses.slice(12)).toEqual([429, 429]);
    expect((await one.send(citizenRoutes.selfCheck, request, "198.51.100.8")).status).toBe(422);
  });

  it("[CZ11] contests a refused application with its secret; the registrar decides, and the answer is read there", async () => {
    // Four more than half of the ten heads of the base.
    const view = await apply(one, { persons: Array.from({ length: 9 }, (_, at) => person(200 + at)) });
    expect(view.state).toBe("partly-issued");
    const target = { kind: "application", id: view.id, secret: secretOf(view), number: null } as const;
    const request = { target, text: "Бұл адамдардың бәрі ауысымда керек.", phone: null };
    const kept = await ask(AppealState, citizenRoutes.appeals, request);
    expect(kept).toMatchObject({ state: "open", number: null });
    const cookie = await signInStaff(one, "registrar");
    const call = async (path: string, body?: unknown): Promise<unknown> => {
      const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
      const headers = { cookie, "content-type": "application/json" };
      const response = await one.central.fetch(new Request(`http://central.test${path}`, { ...init, headers }), { client: "127.0.0.1" });
      return response.ok ? response.json() : problemOf(response);
    };
    const { appeals } = v.parse(AppealList, await call(appealRoutes.appeals));
    expect(appeals.map(({ appeal }) => appeal)).toEqual([kept.appeal]);
    const shown = v.parse(AppealCase, await call(appealRoutes.appeal(kept.appeal)));
    expect(shown).toMatchObject({ text: request.text, stop: null, application: { id: view.id, ledger: "roadblock" } });
    expect(shown.application?.permits).toHaveLength(4);
    const decision = { outcome: "upheld", answer: "Штат саны бойынша.", correction: "none", note: null };
    expect(v.parse(AppealCase, await call(appealRoutes.decision(kept.appeal), decision)).state).toBe("upheld");
    expect(await call(appealRoutes.decision(kept.appeal), decision)).toBe("appeal-decided");
    expect(await ask(AppealState, citizenRoutes.appeals, request)).toMatchObject({ state: "upheld", answer: "Штат саны бойынша." });
  });

  it("[CZ12] the desk is for registrars, auditors only read, everybody else is turned away", async () => {
    const get = async (cookie: string) =>
      (await one.central.fetch(new Request(`http://central.test${appealRoutes.appeals}`, { headers: { cookie } }), { client: "127.0.0.1" }))
        .status;
    expect(await get("")).toBe(401);
    expect(await get(await signInStaff(one, "watch"))).toBe(403);
    expect(await get(await signInStaff(one, "auditor"))).toBe(200);
    const cookie = await signInStaff(one, "auditor");
    const decide = new Request(`http://central.test${appealRoutes.decision("01890000-0000-7000-8000-000000000001")}`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: "{}",
    });
    expect((await one.central.fetch(decide, { client: "127.0.0.1" })).status).toBe(403);
  });
});

describe("who looked me up", () => {
  const at = 1_700_000_000_000;
  const key = { scheme: "iin", country: "KAZ", value: person(51).value } as const;
  const seen: Sighting = {
    event: "e",
    kind: "lookup",
    occurredAt: at - 1_000,
    post: "rb-01",
    lane: "lane-1",
    officer: "o-17",
    outcome: "REFER",
    purpose: "post-check",
  };
  const world = () => {
    const asked: string[] = [];
    const views: View[] = [];
    const look = createOwnLookups({
      sightings: {
        of: ({ value }) => {
          asked.push(value);
          return [seen, { ...seen, kind: "passage" }, { ...seen, purpose: null, occurredAt: at - 5_000 }];
        },
      },
      views: () => [
        { at: at - 2_000, by: "staff", what: "appeal" },
        { at: at - 3_000, by: "staff", what: "case-view" },
        { at: at - 4_000, by: "public", what: "self-check" },
      ],
      audit: { viewed: (view) => views.push(view) },
      postName: (post) => ({ kk: post, ru: post, en: `Post ${post}` }),
      now: () => at,
    });
    return { asked, views, look };
  };

  it("[CZ14] times, posts and purposes, newest first; no officer, no outcome, nothing of an investigation", () => {
    const { look } = world();
    const reply = v.parse(OwnLookups, look({ code: "p-1", iin: key.value }));
    expect(reply.lookups.map(({ by, what, post }) => [by, what, post?.en ?? null])).toEqual([
      ["post", "post-check", "Post rb-01"],
      ["staff", "appeal", null],
      ["public", "self-check", null],
      ["post", "post-check", "Post rb-01"],
    ]);
    expect(JSON.stringify(reply)).not.toMatch(/o-17|REFER|case/);
  });

  it("[CZ14] of the IIN in the certificate and no other, and the look is on record", () => {
    const { look, asked, views } = world();
    look({ code: "p-1", iin: key.value });
    expect(asked).toEqual([key.value]);
    expect(views).toEqual([{ by: { kind: "portal", code: "p-1" }, what: "who-looked", subjects: [key], about: null, reason: null }]);
  });

  it("[CZ14] needs the portal's sign-in", async () => {
    const response = await one.central.fetch(new Request(`http://central.test${citizenRoutes.ownLookups}`), { client: "127.0.0.1" });
    expect([response.status, await problemOf(response)]).toEqual([401, "portal.not-signed-in"]);
  });
});
