import { err, ok, stopNumber } from "@beket/domain";
import { describe, expect, it } from "vitest";
import type { NewRecord } from "../../../pwa/src/outbox/outbox.ts";
import { flowStep } from "../../../pwa/src/officer/check/flow.ts";
import { type } from "../../../pwa/src/officer/compose/stop-draft.ts";
import { createEdgeClient } from "../../../pwa/src/field/edge/client.ts";
import { createOfficerClient } from "../../../pwa/src/officer/edge/client.ts";
import { createActs } from "../../../pwa/src/officer/state/acts.ts";
import { createChecks } from "../../../pwa/src/officer/state/checks.ts";
import { createScreen } from "../../../pwa/src/officer/state/screen.ts";
import { createOutbox } from "../../../pwa/src/outbox/outbox.ts";
import { idOf, stopOf, verdictReply } from "./samples.ts";

/** The officer's actions on a device whose disk can fail, with an edge that answers what `edge` says. */
function bench(edge: (path: string, body: string) => Response) {
  const screen = createScreen();
  const seen: { kept: NewRecord[]; posted: string[] } = { kept: [], posted: [] };
  const disk = { works: true };
  let made = 100;
  const fetchLike = Object.assign(
    async (input: RequestInfo | URL, init?: RequestInit) => {
      const path = input instanceof Request ? input.url : input.toString();
      const body = typeof init?.body === "string" ? init.body : "";
      seen.posted.push(body);
      return edge(path, body);
    },
    { preconnect: () => undefined },
  );
  const client = createOfficerClient(createEdgeClient({ fetch: fetchLike, language: () => "en", onReach: () => undefined }));
  const rows = new Map<string, string>();
  const outbox = createOutbox({
    store: {
      load: async () => ok({ records: [], damaged: 0 }),
      put: async (record, body) => {
        if (!disk.works) return err({ code: "storage-failed" });
        rows.set(record.id, body);
        return ok(null);
      },
      update: async () => ok(null),
      body: async (record) => ok(rows.get(record.id) ?? ""),
      remove: async (id) => {
        rows.delete(id);
        return ok(null);
      },
    },
    send: async (_record, body) => {
      const answer = await client.record("http://edge.internal/", body);
      return answer.ok ? { outcome: { kind: "accepted" }, reply: answer.value } : { outcome: { kind: "unreachable" }, reply: null };
    },
    officer: () => screen.session.value?.officer ?? null,
    now: () => 0,
    random: () => 1,
    alone: (work) => work(),
    onChange: (state) => (screen.outbox.value = state),
    onSent: (record, sent) => acts.onSent(record, sent),
  });
  const shared = { screen, client, outbox: () => outbox, now: () => 1_000 + made, newId: () => idOf(made++) };
  const checks = createChecks(shared);
  const acts = createActs({ ...shared, checks, wait: () => new Promise((resolve) => setTimeout(resolve, 50)) });
  screen.session.value = { officer: "of-1", role: "officer", crew: null, lane: "in-1", tablet: "tablet-1", expiresAt: 1e12 };
  const asking = flowStep(screen.flow.value, { kind: "ask", id: idOf(1), stop: stopOf("123ABC02"), confirmed: [] });
  screen.flow.value = flowStep(asking, { kind: "answered", id: idOf(1), reply: verdictReply(1, "DENY"), source: "edge" });
  return { screen, checks, acts, outbox, disk, rows, seen };
}
const recordId = (rows: ReadonlyMap<string, unknown>): string => [...rows.keys()][0] ?? "";
const unavailable = () => new Response("", { status: 502 });

describe("pressing the action", () => {
  it("[OA13] with a full disk and no edge says that nothing was recorded, and shows no number", async () => {
    const { screen, acts, disk } = bench(unavailable);
    disk.works = false;
    await acts.act("refusal");
    expect(screen.flow.value).toMatchObject({ kind: "stuck", why: "action-not-durable" });
  });

  it("[OA13] with a full disk and an edge that answers is recorded by the edge", async () => {
    const { screen, acts, disk } = bench(() => Response.json({ refusal: idOf(100), number: "7K-204" }));
    disk.works = false;
    await acts.act("refusal");
    expect(screen.flow.value).toMatchObject({ kind: "done", receipt: { state: "sent", number: "7K-204" } });
  });

  it("[OA13] with a disk and no edge is kept on the tablet, and says so", async () => {
    const { screen, acts, rows } = bench(unavailable);
    await acts.act("refusal");
    expect(screen.flow.value).toMatchObject({ kind: "done", receipt: { state: "kept", number: stopNumber(recordId(rows)) } });
    expect(rows.size).toBe(1);
    expect(screen.counts.value.waiting).toBe(1);
  });

  it("[OA25] pressed again after a failure, it is the same record to the letter", async () => {
    const { screen, checks, acts, disk, seen } = bench(unavailable);
    disk.works = false;
    await acts.act("refusal");
    await checks.retry();
    expect(screen.flow.value.kind).toBe("verdict");
    await acts.act("refusal");
    expect(seen.posted).toHaveLength(2);
    expect(seen.posted[1]).toBe(seen.posted[0]);
  });

  it("[OA28] the number is given without a link, can be seen again after the card was closed, and what the edge says takes its place", async () => {
    const answers = { ready: false };
    const { screen, acts, outbox, rows } = bench(() =>
      answers.ready ? Response.json({ refusal: idOf(100), number: "7K-204" }) : unavailable(),
    );
    await acts.act("refusal");
    acts.next();
    expect(screen.slips.value).toMatchObject([{ act: "refusal", number: stopNumber(recordId(rows)) }]);
    answers.ready = true;
    await outbox.wake();
    expect(screen.slips.value).toMatchObject([{ act: "refusal", number: "7K-204" }]);
  });

  it("[OA29] a session that the edge no longer knows leaves officer and lane for the next PIN", async () => {
    const { screen, checks } = bench(() => Response.json({ type: "about:blank", status: 401 }, { status: 401 }));
    checks.close();
    await checks.repeat(stopOf("123ABC02"));
    expect(screen.session.value).toBeNull();
    expect(screen.ended.value).toMatchObject({ officer: "of-1", lane: "in-1" });
    screen.endSession();
    expect(screen.ended.value).not.toBeNull();
  });

  it("[OA9] a second press while the first is under way makes no second record", async () => {
    const { acts, rows } = bench(unavailable);
    await Promise.all([acts.act("refusal"), acts.act("refusal")]);
    expect(rows.size).toBe(1);
  });
});

describe("a free moment", () => {
  it("[OA26] is only an empty field, an empty stop, no card and no sheet", () => {
    const screen = createScreen();
    expect(screen.idle.value).toBe(true);
    screen.draft.value = type(screen.draft.value, "1");
    expect(screen.idle.value).toBe(false);
    screen.draft.value = type(screen.draft.value, "");
    screen.sheet.value = "scan";
    expect(screen.idle.value).toBe(false);
    screen.sheet.value = "none";
    expect(screen.idle.value).toBe(true);
    expect(bench(unavailable).screen.idle.value).toBe(false);
  });
});
