import type { PassCheckReply, SlipCheckReply, SlipCheckRequest } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import { describe, expect, it } from "vitest";
import { createEdgeClient, type EdgeFailure } from "../../../pwa/src/field/edge/client.ts";
import { scanMeaning, slipHolders } from "../../../pwa/src/officer/check/scan-meaning.ts";
import { stepped } from "../../../pwa/src/officer/check/queue-count.ts";
import { startSecondReading } from "../../../pwa/src/officer/check/second-reading.ts";
import { emptyDraft, scanned, type as typeText } from "../../../pwa/src/officer/compose/stop-draft.ts";
import { createOfficerClient } from "../../../pwa/src/officer/edge/client.ts";
import { createChecks } from "../../../pwa/src/officer/state/checks.ts";
import { createQueue } from "../../../pwa/src/officer/state/queue.ts";
import { createScans } from "../../../pwa/src/officer/state/scans.ts";
import { createScreen } from "../../../pwa/src/officer/state/screen.ts";
import type { NewRecord } from "../../../pwa/src/outbox/outbox.ts";
import { idOf, parsedIin, parsedPlate, stopOf, verdictReply } from "./samples.ts";

const iin = "910324301238";
const slip = "BEKET1:6BF%-A*X0$ ";
const silent = Object.assign(async () => Response.error(), { preconnect: () => undefined });

function bench(
  slipCheck: (request: SlipCheckRequest) => Result<SlipCheckReply, EdgeFailure> = () => err({ kind: "unreachable" }),
  passCheck: () => Result<PassCheckReply, EdgeFailure> = () => err({ kind: "unreachable" }),
) {
  const screen = createScreen();
  screen.session.value = { officer: "of-1", role: "officer", crew: null, lane: "in-1", tablet: "tablet-1", expiresAt: 1e12 };
  const client = createOfficerClient(createEdgeClient({ fetch: silent, language: () => "en", onReach: () => undefined }));
  const checks = createChecks({ screen, client, outbox: () => null, now: () => 0, newId: () => idOf(1) });
  const asked: SlipCheckRequest[] = [];
  const scans = createScans({
    screen,
    checks,
    client: {
      slipCheck: async (request) => {
        asked.push(request);
        return slipCheck(request);
      },
      passCheck: async () => passCheck(),
    },
    later: () => () => undefined,
    nudge: () => undefined,
  });
  const inVerdict = () => {
    checks.dispatch({ kind: "ask", id: idOf(1), stop: stopOf("123ABC02"), confirmed: [] });
    checks.dispatch({ kind: "answered", id: idOf(1), reply: verdictReply(1, "ALLOW"), source: "edge" });
  };
  return { screen, checks, scans, asked, inVerdict };
}
const reply = (over: Partial<SlipCheckReply> = {}): SlipCheckReply => ({
  standing: "genuine",
  belongs: "yes",
  post: "bp-01",
  issuedAt: 1,
  validUntil: 2,
  result: null,
  ...over,
});
const values = (screen: ReturnType<typeof createScreen>) => screen.draft.value.subjects.map(({ key, readBy }) => [key.value, ...readBy]);

describe("a scan", () => {
  it("[OA30] fills the stop, whatever sheet is open, and says which tab it belongs to", () => {
    const { screen, scans } = bench();
    screen.sheet.value = "menu";
    scans.take({ text: " 123ABC02\r" });
    scans.take({ text: iin });
    expect(values(screen)).toEqual([
      ["123ABC02", "scanner"],
      [iin, "scanner"],
    ]);
    expect(screen.sheet.value).toBe("none");
    expect(screen.draft.value.tab).toBe("iin");
  });

  it("[OA30] of what was typed before makes one subject read twice", () => {
    const { screen, scans } = bench();
    screen.draft.value = scanned(typeText(emptyDraft, "1"), parsedPlate("123ABC02"));
    scans.take({ text: "123ABC02" });
    expect(values(screen)).toEqual([["123ABC02", "scanner"]]);
  });

  it("[OA30] answers the second reading as the second reader", () => {
    const { screen, scans } = bench();
    screen.flow.value = { kind: "rereading", reading: startSecondReading(stopOf("123ABC02"), [0], []) };
    scans.take({ text: "123ABC02" });
    expect(screen.flow.value).toMatchObject({ kind: "checking", stop: { subjects: [{ readBy: ["keypad", "scanner"] }] }, confirmed: [0] });
  });

  it("[OA30] on a verdict opens the same stop with one more person", () => {
    const { screen, scans, inVerdict } = bench();
    inVerdict();
    scans.take({ text: iin });
    expect(screen.flow.value.kind).toBe("composing");
    expect(values(screen)).toEqual([
      ["123ABC02", "keypad"],
      [iin, "scanner"],
    ]);
  });

  it("[OA30] is refused aloud while a check is underway and changes nothing", () => {
    const { screen, scans, checks } = bench();
    checks.dispatch({ kind: "ask", id: idOf(1), stop: stopOf("123ABC02"), confirmed: [] });
    const before = screen.flow.value;
    scans.take({ text: iin });
    expect(screen.flow.value).toBe(before);
    expect(screen.note.value?.en).toMatch(/not taken/);
  });

  it("[OA30] takes back what its first keys were told in the field", () => {
    const { screen, scans } = bench();
    screen.draft.value = typeText({ ...emptyDraft, tab: "iin", mode: "iin" }, "Ф");
    expect(screen.draft.value.ignored).toBe(true);
    scans.take({ text: "https://example.kz/" });
    expect(screen.draft.value.ignored).toBe(false);
  });

  it("[OA22] of something else is told, and the next scan clears the note", () => {
    const { screen, scans } = bench();
    scans.take({ text: "https://example.kz/" });
    expect(screen.note.value).not.toBeNull();
    scans.take({ text: iin });
    expect(screen.note.value).toBeNull();
    scans.rejected("same");
    expect(screen.note.value).toBeNull();
    scans.rejected("too-long");
    expect(screen.note.value).not.toBeNull();
  });

  it("[OA30] of nobody's shift does nothing", () => {
    const { screen, scans } = bench();
    screen.session.value = null;
    scans.take({ text: iin });
    expect(screen.draft.value).toBe(emptyDraft);
  });
});

describe("a result slip", () => {
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  it("[OA31] is asked about for each person of the stop until it is somebody's", async () => {
    const other = "800101400012";
    const { screen, scans, asked } = bench(({ subject }) => ok(reply({ belongs: subject?.value === iin ? "yes" : "no" })));
    screen.draft.value = scanned(scanned(scanned(emptyDraft, parsedPlate("123ABC02")), parsedIin(iin)), parsedIin(other));
    scans.take({ text: slip });
    expect(screen.sheet.value).toBe("slip");
    await settle();
    expect(asked.map(({ subject }) => subject?.value)).toEqual([other, iin]);
    expect(screen.slip.value).toMatchObject({ state: "answered", reply: { belongs: "yes", result: null } });
    expect(screen.draft.value.subjects).toHaveLength(3);
  });

  it("[OA31] without a person is asked about as nobody's, and keeps the last character of base 45", async () => {
    const { screen, scans, asked } = bench(() => ok(reply({ belongs: "not-asked" })));
    scans.take({ text: `${slip}\r\n` });
    await settle();
    expect(asked).toEqual([{ text: slip, subject: null }]);
    expect(screen.slip.value).toMatchObject({ state: "answered", reply: { belongs: "not-asked" } });
  });

  it("[OA31] with the edge away says so, and a late answer of an earlier slip changes nothing", async () => {
    const { screen, scans } = bench();
    scans.take({ text: slip });
    scans.take({ text: `${slip}A` });
    expect(screen.slip.value).toEqual({ state: "asking" });
    await settle();
    expect(screen.slip.value).toEqual({ state: "unanswered" });
  });

  it("[OA31] is told from an identifier by its first letters", () => {
    expect(scanMeaning(slip.toLowerCase())).toEqual({ kind: "slip", text: slip });
    expect(scanMeaning(iin).kind).toBe("subject");
    expect(scanMeaning("BEKET").kind).not.toBe("slip");
    expect(slipHolders(stopOf("123ABC02").subjects)).toEqual([]);
  });
});

describe("a pass", () => {
  const pass = "BEKET2:6BF%-A*X0$ ";
  const passReply = (over: Partial<PassCheckReply> = {}): PassCheckReply => ({
    standing: "genuine",
    number: "R7K2-94QX",
    ledger: "roadblock",
    kind: "person",
    validFrom: 1,
    validTo: 2,
    ...over,
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

  it("[CZ5] turns to the field that is read next and fills no subject: nobody passes by a pass", async () => {
    const { screen, scans } = bench(undefined, () => ok(passReply()));
    scans.take({ text: `${pass.toLowerCase()}\r` });
    expect(screen.pass.value).toEqual({ text: pass, state: "asking" });
    await settled();
    expect(screen.pass.value).toEqual({ text: pass, state: "answered", reply: passReply() });
    expect(screen.draft.value).toMatchObject({ tab: "iin", subjects: [] });
    const { screen: other, scans: otherScans } = bench(undefined, () => ok(passReply({ kind: "bus" })));
    other.draft.value = { ...other.draft.value, tab: "iin", mode: "iin" };
    otherScans.take({ text: pass });
    await settled();
    expect(other.draft.value).toMatchObject({ tab: "plate", subjects: [] });
  });

  it("[CZ5] shown after the verdict asks once more with the pass; without a link the check goes on without it", async () => {
    const { screen, scans, inVerdict } = bench(undefined, () => ok(passReply()));
    inVerdict();
    scans.take({ text: pass });
    await settled();
    // Asked; with no edge and no disk behind this bench nothing is shown.
    expect(screen.flow.value).toMatchObject({ kind: "stuck", question: { stop: stopOf("123ABC02") } });
    const { screen: alone, scans: aloneScans } = bench();
    aloneScans.take({ text: pass });
    await settled();
    expect(alone.pass.value).toEqual({ text: pass, state: "unanswered" });
    expect(alone.flow.value.kind).toBe("composing");
  });

  it("[CZ5] goes with the car: the next one has none", async () => {
    const { screen, scans, checks } = bench(undefined, () => ok(passReply()));
    scans.take({ text: pass });
    await settled();
    checks.close();
    expect(screen.pass.value).toBeNull();
  });
});

describe("those who wait", () => {
  const queueBench = () => {
    const screen = createScreen();
    const kept: NewRecord[] = [];
    const timers: (() => void)[] = [];
    screen.session.value = { officer: "of-1", role: "officer", crew: null, lane: "in-1", tablet: "tablet-1", expiresAt: 1e12 };
    const queue = createQueue({
      screen,
      record: async (fresh) => {
        kept.push(fresh);
        return { state: "kept", number: null, code: null };
      },
      now: () => 5_000,
      newId: () => idOf(kept.length + 1),
      later: (work) => {
        timers.push(work);
        return () => void timers.splice(timers.indexOf(work), 1);
      },
    });
    return { screen, queue, kept, timers };
  };

  it("[OA32] several taps are one record through the outbox", async () => {
    const { screen, queue, kept, timers } = queueBench();
    for (const tap of ["more", "more", "more", "fewer"] as const) queue.count(tap);
    expect(screen.queue.value).toEqual({ waiting: 2, state: "counting" });
    expect(timers).toHaveLength(1);
    timers[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(kept).toMatchObject([
      { kind: "queue", path: "/api/v1/queue", officer: "of-1", body: { vehiclesWaiting: 2, occurredAt: 5_000 } },
    ]);
    expect(screen.queue.value).toEqual({ waiting: 2, state: "kept" });
  });

  it("[OA32] what is counted for somebody else's shift is not told", () => {
    const { screen, queue, timers } = queueBench();
    queue.count("more");
    queue.forget();
    expect(timers).toEqual([]);
    expect(screen.queue.value).toBeNull();
  });

  it("[OA32] up and down meet again, within the limits", () => {
    let waiting: number | null = null;
    const up: number[] = [];
    for (let tap = 0; tap < 40; tap++) up.push((waiting = stepped(waiting, "more")));
    expect(up.slice(18, 23)).toEqual([19, 20, 25, 30, 35]);
    expect(up.at(-1)).toBeGreaterThan(100);
    for (const expected of up.toReversed().slice(1)) expect((waiting = stepped(waiting ?? 0, "fewer"))).toBe(expected);
    expect(stepped(0, "fewer")).toBe(0);
    expect(stepped(10_000, "more")).toBe(10_000);
  });
});
