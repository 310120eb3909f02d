import { actRoutes } from "@beket/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apply, dayMs, freshPlate, inventedPersons, problemOf, sign, signers, startMs } from "./world-parts.ts";
import { everything, minuteMs, openWorld, type World } from "./world.ts";

const ownSystemsExemption = (act: string, count: number, nonce = "0f1e2d3c4b5a69788796a5b4c3d2e1f0", from = 100): string =>
  JSON.stringify({
    act,
    authority: "health",
    category: "ambulance",
    createdAt: startMs,
    ground: "Жасыл дәліз",
    nonce,
    origin: "https://ruqsat.example",
    places: { kind: "everywhere" },
    subjects: Array.from({ length: count }, (_, at) => ({ country: "KAZ", scheme: "plate", value: `${from + at}GRN02` })),
    type: "beket/exemption/1",
    validFrom: startMs,
    validTo: startMs + dayMs,
    window: { days: 127, fromMinute: 0, toMinute: 1440 },
  });

describe("the second person", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    const vehicles = Array.from({ length: 120 }, () => ({ plate: freshPlate(), country: "KAZ" }));
    expect((await apply(world.one, { vehicles, persons: inventedPersons(3) })).state).toBe("issued");
  });
  afterAll(() => world.close());
  const revocation = { kind: "revocation" as const, filter: everything, reason: "abuse" as const, effectiveFrom: null };

  it("[RA3] is another registrar, who says the digest of what was shown; nobody else and nothing else will do", async () => {
    const counted = await world.propose(revocation);
    expect(counted.effect?.rows).toBe(123);
    expect(counted.needsSecond).toBe(true);
    const signed = await world.viewOf(await world.signAct(counted));
    expect(signed.state).toBe("awaiting-approval");
    expect(await problemOf(await world.approve(signed, world.first))).toBe("act.same-person");
    expect((await world.approve(signed, world.auditor)).status).toBe(403);
    expect(await problemOf(await world.approve(signed, world.second, { digest: "1".repeat(64) }))).toBe("act.approval-other");
    const wrong = { proof: { kind: "passphrase", passphrase: "дұрыс емес сөз" } };
    expect(await problemOf(await world.approve(signed, world.second, wrong))).toBe("staff.assertion-refused");
    expect((await world.look(counted.act)).state).toBe("awaiting-approval");
    expect((await world.approve(signed)).status).toBe(200);
    const done = await world.settled(counted.act, "done");
    expect(done.outcome).toEqual({ changed: 123, leftAlone: 0 });
    expect([done.proposer, done.approver]).toEqual(["registrar-1", "registrar-2"]);
    // Once: the same word again moves nothing.
    expect(await problemOf(await world.approve(signed))).toBe("act.state");
    const back = await world.undo(counted.act);
    expect(back.outcome).toEqual({ changed: 123, leftAlone: 0 });
    expect((await world.look(counted.act)).state).toBe("undone");
  });

  it("[RA4] counts again where something changed since, and what was signed or approved before is good for nothing", async () => {
    const counted = await world.propose(revocation);
    await apply(world.one, { persons: inventedPersons(4).slice(3) });
    expect(await problemOf(await world.signAct(counted))).toBe("act.effect-changed");
    const again = await world.settled(counted.act, "counted");
    expect(again.effect?.rows).toBe(124);
    expect(again.sha256).not.toBe(counted.sha256);
    expect(await problemOf(await world.signAct(counted))).toBe("act.document-changed");
    const signed = await world.viewOf(await world.signAct(again));
    await apply(world.one, { persons: inventedPersons(5).slice(4) });
    expect(await problemOf(await world.approve(signed))).toBe("act.effect-changed");
    const third = await world.settled(counted.act, "counted");
    expect(third.effect?.rows).toBe(125);
    expect(await problemOf(await world.approve(signed))).toBe("act.state");
    expect((await world.first.ask("POST", actRoutes.withdraw(counted.act))).status).toBe(200);
    expect(await problemOf(await world.signAct(third))).toBe("act.state");
  });

  it("[RA2] only the proposer's document under the authority's own key moves an act", async () => {
    const counted = await world.propose(revocation);
    expect(await problemOf(await world.signAct(counted, world.second))).toBe("act.not-proposer");
    expect(await problemOf(await world.signAct(counted, world.first, signers.head))).toMatch(/^eds\./);
    const other = { ...counted, document: (counted.document ?? "").replace("abuse", "other") };
    expect(await problemOf(await world.signAct(other))).toBe("act.document-changed");
    expect((await world.look(counted.act)).state).toBe("counted");
    const stray = (counted.document ?? "").replace(counted.act, world.newId());
    const response = await world.send("/api/v1/authority-acts", { document: stray, cms: sign(signers.health, stray) });
    expect(await response.json()).toMatchObject({ state: "refused", reasons: [{ code: "act.unknown" }] });
  });

  it("[RA3] a limit in slices is the same limit: what one person changes alone within a day counts together", async () => {
    const subjects = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({ scheme: "plate" as const, country: "KAZ", value: `${String(100 + from + at)}XYZ02` }));
    const exemption = (from: number, count: number) => ({
      kind: "exemption" as const,
      category: "ambulance",
      subjects: subjects(from, count),
      validFrom: startMs,
      validTo: startMs + dayMs,
      window: { days: 127, fromMinute: 0, toMinute: 1440 },
      places: { kind: "everywhere" as const },
    });
    const first = await world.propose(exemption(0, 60));
    const second = await world.propose(exemption(100, 60));
    expect([first.needsSecond, second.needsSecond]).toEqual([false, false]);
    expect((await world.through(first)).approver).toBeNull();
    const signed = await world.viewOf(await world.signAct(second));
    expect(signed.state).toBe("awaiting-approval");
    expect((await world.viewOf(await world.approve(signed))).approver).toBe("registrar-2");
    await world.settled(second.act, "done");
    expect((await world.undo(second.act)).outcome).toEqual({ changed: 60, leftAlone: 0 });
  });

  it("[RA9] an authority's own system gives at once below the limit, and waits for a registrar from it on", async () => {
    const act = world.newId();
    const document = ownSystemsExemption(act, 150);
    const sent = await world.send("/api/v1/authority-acts", { document, cms: sign(signers.health, document) });
    expect(await sent.json()).toMatchObject({ state: "waiting", revoked: 0, reasons: [{ code: "act.awaiting-approval" }] });
    const waiting = await world.look(act);
    expect([waiting.state, waiting.proposer, waiting.effect?.rows]).toEqual(["awaiting-approval", null, 150]);
    expect((await world.approve(waiting, world.first)).status).toBe(200);
    expect((await world.settled(act, "done")).outcome).toEqual({ changed: 150, leftAlone: 0 });
  });

  it("[RA9] a limit in slices is the same limit for an authority's own system too", async () => {
    const send = async (serial: number) => {
      const act = world.newId();
      const document = ownSystemsExemption(act, 60, `${serial}`.padStart(32, "0"), 200 + 100 * serial);
      await world.send("/api/v1/authority-acts", { document, cms: sign(signers.health, document) });
      return world.look(act);
    };
    expect((await send(1)).state).toBe("done");
    const second = await send(2);
    expect([second.state, second.needsSecond]).toEqual(["awaiting-approval", true]);
    expect((await world.approve(second, world.first)).status).toBe(200);
    await world.settled(second.act, "done");
  });

  it("[RA4] what was proposed at the desk is signed at the desk: the systems' way leads around no count", async () => {
    const counted = await world.propose(revocation);
    const document = counted.document ?? "";
    await apply(world.one, { persons: [], vehicles: [{ plate: freshPlate(), country: "KAZ" }] });
    const response = await world.send("/api/v1/authority-acts", { document, cms: sign(signers.health, document) });
    expect(await problemOf(response)).toBe("act.state");
    expect((await world.look(counted.act)).state).toBe("counted");
    expect(await problemOf(await world.signAct(counted))).toBe("act.effect-changed");
    // Nor does another act's address: what is signed there is that act's own text.
    const other = await world.propose({ ...revocation, reason: "other" });
    const waiting = await world.viewOf(await world.signAct(other));
    expect(waiting.state).toBe("awaiting-approval");
    const again = await world.settled(counted.act, "counted");
    const signed = await world.first.ask("POST", actRoutes.sign(other.act), {
      document: again.document,
      cms: sign(signers.health, again.document ?? ""),
    });
    expect(await problemOf(signed)).toBe("act.document-changed");
    expect((await world.look(counted.act)).state).toBe("counted");
    for (const act of [counted.act, other.act]) expect((await world.first.ask("POST", actRoutes.withdraw(act))).status).toBe(200);
  });

  it("[RA1] the same proposal again is the first one; another one under its id is refused", async () => {
    const act = world.newId();
    const proposal = { act, authority: "health", ground: "Бір рет", notice: null, deed: revocation };
    const [one, two] = await Promise.all([
      world.first.ask("POST", actRoutes.acts, proposal),
      world.first.ask("POST", actRoutes.acts, proposal),
    ]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(await problemOf(await world.first.ask("POST", actRoutes.acts, { ...proposal, ground: "Екінші" }))).toBe("act.id-reused");
    expect(await problemOf(await world.second.ask("POST", actRoutes.acts, proposal))).toBe("act.id-reused");
    expect((await world.auditor.ask("POST", actRoutes.acts, { ...proposal, act: world.newId() })).status).toBe(403);
    const nobody = { ...revocation, filter: { ...everything, purpose: "no-such" } };
    const empty = world.newId();
    await world.first.ask("POST", actRoutes.acts, { ...proposal, act: empty, deed: nobody });
    await expect(world.settled(empty, "counted")).rejects.toThrow("act.nothing-to-do");
    const past = { ...revocation, effectiveFrom: startMs - minuteMs };
    expect(await problemOf(await world.first.ask("POST", actRoutes.acts, { ...proposal, act: world.newId(), deed: past }))).toBe(
      "act.moment-invalid",
    );
  });

  it("[RA3] has 24 hours; then the act is to be proposed again", async () => {
    const counted = await world.propose(revocation);
    const signed = await world.viewOf(await world.signAct(counted));
    world.move(25 * 3_600_000);
    const late = await world.relogin();
    expect(await problemOf(await world.approve(signed, late))).toBe("act.approval-expired");
    expect((await world.lookAs(late, counted.act)).state).toBe("refused");
  });
});
