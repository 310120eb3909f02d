import { edgeRoutes } from "@beket/api";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEdgeClient, type EdgeFailure } from "../../../pwa/src/field/edge/client.ts";
import { newId } from "../../../pwa/src/field/edge/new-id.ts";
import { createRecordSender, outcomeOfFailure } from "../../../pwa/src/field/edge/record-sender.ts";
import { createSilence, silenceMs } from "../../../pwa/src/field/edge/silence.ts";
import { createOfficerClient } from "../../../pwa/src/officer/edge/client.ts";
import { numberOfReply } from "../../../pwa/src/officer/edge/reply-number.ts";
import { createVault, createVaultKey } from "../../../pwa/src/outbox/vault.ts";
import { idOf, verdictReply, stopOf } from "./samples.ts";

const refused = (status: number, code: string): EdgeFailure => ({ kind: "refused", status, code, title: "" });

function clientOf(answer: () => Response | Promise<Response>) {
  const seen: { urls: string[]; reached: boolean[] } = { urls: [], reached: [] };
  const fetchLike = Object.assign(
    async (input: RequestInfo | URL) => {
      seen.urls.push(
        new Request(new URL(input instanceof Request ? input.url : input, "http://edge.internal")).url.replace("http://edge.internal", ""),
      );
      return answer();
    },
    { preconnect: () => undefined },
  );
  const client = createOfficerClient(
    createEdgeClient({ fetch: fetchLike, language: () => "kk", onReach: (reached) => seen.reached.push(reached) }),
  );
  return { client, seen };
}
const problem = (status: number, code: string) =>
  new Response(JSON.stringify({ type: "about:blank", title: "No", status, code }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });

describe("what an answer means", () => {
  it.each([
    [{ kind: "unreachable" }, { kind: "unreachable" }],
    [{ kind: "unreadable" }, { kind: "faulted" }],
    [refused(401, "not-signed-in"), { kind: "signed-out" }],
    [refused(409, "already-recorded"), { kind: "accepted" }],
    [refused(503, "journal-full"), { kind: "unreachable" }],
    [refused(429, "too-many-referrals"), { kind: "unreachable" }],
    [refused(500, "internal"), { kind: "faulted" }],
    [refused(422, "wrong-post"), { kind: "rejected", code: "wrong-post" }],
  ] as const)("[OA19] %j is %j", (failure, outcome) => {
    expect(outcomeOfFailure(failure)).toEqual(outcome);
  });

  it("[OA19] a gateway's answer is not the edge's, and neither is silence", async () => {
    const gateway = clientOf(() => new Response("bad gateway", { status: 502 }));
    expect(await gateway.client.post()).toEqual({ ok: false, error: { kind: "unreachable" } });
    const silent = clientOf(() => Promise.reject(new TypeError("failed")));
    expect(await silent.client.post()).toEqual({ ok: false, error: { kind: "unreachable" } });
    expect([...gateway.seen.reached, ...silent.seen.reached]).toEqual([false, false]);
  });

  it("[OA19] an edge that is busy is there, and its own words reach the officer", async () => {
    const busy = clientOf(() => problem(429, "sign-in-busy"));
    expect(await busy.client.session()).toMatchObject({ ok: false, error: { kind: "refused", code: "sign-in-busy" } });
    expect(busy.seen.reached).toEqual([true]);
  });

  it("[OA19] an answer of another shape is unreadable, one with a problem carries its code", async () => {
    const strange = clientOf(() => new Response("{}", { status: 200 }));
    expect(await strange.client.post()).toEqual({ ok: false, error: { kind: "unreadable" } });
    const denied = clientOf(() => problem(403, "sign-in-refused"));
    expect(await denied.client.session()).toMatchObject({ ok: false, error: { status: 403, code: "sign-in-refused" } });
  });

  it("[OA19] a check's answer is taken as the edge gave it, and its path names nobody", async () => {
    const reply = verdictReply(1, "DENY");
    const { client, seen } = clientOf(() => Response.json(reply));
    const answer = await client.check({ kind: "ask", id: idOf(1), stop: stopOf("123ABC02"), confirmed: [], purpose: "post-check" });
    expect(answer).toEqual({ ok: true, value: reply });
    expect(seen.urls).toEqual([edgeRoutes.checks]);
  });

  it("[OA19] the short number of a refusal is found in its answer, and nothing else is taken for one", async () => {
    const { client } = clientOf(() => Response.json({ refusal: idOf(1), number: "7K-204" }));
    const record = {
      id: idOf(1),
      seq: 1,
      kind: "refusal",
      path: edgeRoutes.refusals,
      group: idOf(1),
      officer: "of-1",
      createdAt: 0,
      attempts: 0,
      notBefore: 0,
      state: "waiting",
      code: null,
    } as const;
    const sent = await createRecordSender(client)(record, "{}");
    expect(sent.outcome).toEqual({ kind: "accepted" });
    expect(numberOfReply(sent.reply)).toBe("7K-204");
    expect(numberOfReply({ passage: idOf(1), status: "recorded" })).toBeNull();
  });
});

describe("ids", () => {
  it("[OA20] are UUIDv7 of their time, for any random bytes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 45 }), fc.uint8Array({ minLength: 10, maxLength: 10 }), (now, random) => {
        const id = newId(now, () => Uint8Array.from(random));
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(now);
      }),
    );
  });
});

describe("bodies at rest", () => {
  it("[OA18] open with their key and record, and with no other; the key cannot be exported", async () => {
    const key = await createVaultKey(crypto);
    const vault = createVault(crypto, key);
    const sealed = await vault.seal("871008401427", idOf(1));
    expect(await vault.open(sealed, idOf(1))).toEqual({ ok: true, value: "871008401427" });
    expect(await vault.open(sealed, idOf(2))).toEqual({ ok: false, error: { code: "unreadable" } });
    const other = createVault(crypto, await createVaultKey(crypto));
    expect(await other.open(sealed, idOf(1))).toEqual({ ok: false, error: { code: "unreadable" } });
    expect(new TextDecoder().decode(sealed.data)).not.toContain("871008401427");
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  });
});

describe("a silent link", () => {
  it("[OA33] is asked after twelve seconds without a sign, once at a time, and not while it speaks", async () => {
    const clock = { now: 1_000 };
    const asked: (() => void)[] = [];
    const silence = createSilence({ now: () => clock.now, ask: () => new Promise((resolve) => asked.push(resolve)) });
    clock.now += silenceMs - 1;
    await silence.look();
    expect(asked).toHaveLength(0);
    silence.heard();
    clock.now += silenceMs;
    const first = silence.look();
    await silence.look();
    expect(asked).toHaveLength(1);
    asked[0]?.();
    await first;
    const second = silence.look();
    expect(asked).toHaveLength(2);
    silence.heard();
    asked[1]?.();
    await second;
    await silence.look();
    expect(asked).toHaveLength(2);
  });

  it("[OA33] what does not answer is told as out of reach", async () => {
    const { client, seen } = clientOf(() => Promise.reject(new TypeError("network")));
    await client.status();
    expect(seen.reached).toEqual([false]);
  });
});
