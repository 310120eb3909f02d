import { err, ok, type Result } from "@beket/domain";
import { systemSchedule } from "@beket/node-kit";
import type { OrganisationRow } from "@beket/api";
import { afterEach, expect, it } from "vitest";
import { createHttpOrganisationSource } from "../../../central/src/adapters/http-organisation-source.ts";
import type { AskFault, OrganisationSourcePort } from "../../../central/src/features/organisations/ports.ts";
import { regime } from "../central/support.ts";
import { inventedIin } from "../central/people.ts";
import { dayMs, inventedBin, ndjson, openDesk, row, type TestDesk } from "./support.ts";

let one: TestDesk | null = null;
let server: Bun.Server<undefined> | null = null;
afterEach(async () => {
  await one?.close();
  one = null;
  void server?.stop(true);
  server = null;
});
type Answer = Result<OrganisationRow | null, AskFault>;
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
/** A source that answers when it is told to. */
function heldSource() {
  const asked: string[] = [];
  const open: { readonly bin: string; readonly answer: (answer: Answer) => void }[] = [];
  const source: OrganisationSourcePort = {
    host: "kgd.example",
    ask: (bin) => {
      asked.push(bin);
      const { promise, resolve } = Promise.withResolvers<Answer>();
      open.push({ bin, answer: resolve });
      return promise;
    },
  };
  const answerAll = async (answer: (bin: string) => Answer): Promise<void> => {
    await tick();
    for (const held of open.splice(0)) held.answer(answer(held.bin));
    await tick();
  };
  return { source, asked, answerAll };
}
const organisation = (serial: number) => ({ kind: "organisation" as const, bin: inventedBin(serial) });

it("[TB13] the answer is there before the source has said anything, and what it says is told on", async () => {
  const { source, asked, answerAll } = heldSource();
  one = openDesk({ source });
  const heard: (string | null)[] = [];
  one.base.onChanged((bin) => heard.push(bin));
  const check = (serial: number) => one?.desk.check(organisation(serial), regime, null);
  expect(check(5)).toMatchObject({ standing: "pending" });
  for (let again = 0; again < 20; again += 1) check(5);
  expect(asked).toEqual([]);
  await tick();
  expect(asked).toEqual([inventedBin(5)]);
  await answerAll(() => ok(row(5)));
  expect(heard).toEqual([inventedBin(5)]);
  expect(check(5)).toMatchObject({ standing: "may-apply" });
  expect(one.base.organisation(inventedBin(5))?.source).toBe("live");
  expect(asked.length).toBe(1);
});

it("[TB13] a no is kept for a quarter of an hour, a row for a day, and a base of a week ago is checked again", async () => {
  const { source, asked, answerAll } = heldSource();
  one = openDesk({ source });
  const check = (serial: number) => one?.desk.check(organisation(serial), regime, null);
  check(5);
  await answerAll(() => ok(null));
  check(5);
  await tick();
  expect(asked.length).toBe(1);
  one.clock.at += 15 * 60_000;
  check(5);
  await tick();
  expect(asked.length).toBe(2);
  await answerAll(() => ok(row(5)));
  await one.importBytes(ndjson([row(5), row(6)]));
  check(6);
  await tick();
  expect(asked.length).toBe(2);
  one.clock.at += 8 * dayMs;
  expect(check(6)).toMatchObject({ standing: "may-apply" });
  await tick();
  expect(asked).toEqual([inventedBin(5), inventedBin(5), inventedBin(6)]);
  await answerAll(() => ok(row(6, { status: "liquidated" })));
  expect(check(6)).toMatchObject({ standing: "not-active" });
});

it("[TB13] four questions at a time, no more than five hundred waiting, and nothing is asked about a person", async () => {
  const { source, asked, answerAll } = heldSource();
  one = openDesk({ source });
  for (let serial = 1; serial < 700; serial += 1) one.desk.check(organisation(serial), regime, null);
  one.desk.check({ kind: "sole-proprietor", iin: inventedIin(3) }, regime, null);
  await tick();
  expect(asked.length).toBe(4);
  while (asked.length < 500) await answerAll(() => ok(null));
  await answerAll(() => ok(null));
  await answerAll(() => ok(null));
  expect(asked.length).toBe(500);
  expect(new Set(asked).size).toBe(500);
  expect(asked).not.toContain(inventedIin(3));
});

it("[TB13] a source that fails rests, the answer stays, and a registrar sees it", async () => {
  const { source, asked, answerAll } = heldSource();
  one = openDesk({ source });
  const check = (serial: number) => one?.desk.check(organisation(serial), regime, null);
  for (let serial = 1; serial <= 30; serial += 1) {
    expect(check(serial)).toMatchObject({ standing: "pending" });
    await answerAll(() => err("timeout"));
  }
  expect(asked.length).toBeLessThan(30);
  expect(one.desk.reply().live).toMatchObject({ host: "kgd.example", asked: asked.length, failed: asked.length, lastSuccessAt: null });
  const bin = asked[0] ?? "";
  one.pending.set(bin, { bin, name: "x", activity: null, since: 1, applications: 1 });
  expect(one.desk.pending().pending).toMatchObject([{ bin, live: "failed" }]);
  one.clock.at += 600_000;
  check(50);
  await answerAll(() => ok(row(50)));
  expect(one.desk.reply().live).toMatchObject({ circuit: "closed", lastSuccessAt: one.clock.at });
});

/** Answers recorded of a source, by number. */
async function recorded(answer: (bin: string, request: Request) => Response | Promise<Response>) {
  const seen: string[] = [];
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: async (request) => {
      seen.push(`${request.method} ${new URL(request.url).pathname} ${request.headers.get("authorization")}`);
      const body: { readonly bin: string } = await request.json();
      return answer(body.bin, request);
    },
  });
  const url = `http://127.0.0.1:${server.port}/organisations`;
  return {
    url,
    seen,
    source: createHttpOrganisationSource({ format: "beket/organisation-source/1", url, token: "secret", timeoutMs: 400 }, systemSchedule),
  };
}

it("[TB14] one address is asked, with the number in the body and the token in its header", async () => {
  const { source, seen } = await recorded((bin) =>
    Response.json({ organisation: bin === inventedBin(1) ? row(1) : null, answeredAt: "2026-04-20" }),
  );
  expect(await source.ask(inventedBin(1))).toEqual(ok(row(1)));
  expect(await source.ask(inventedBin(2))).toEqual(ok(null));
  expect(seen).toEqual(["POST /organisations Bearer secret", "POST /organisations Bearer secret"]);
});

it("[TB14] another number, no JSON, too much, a redirect, an error, silence and a closed door are faults", async () => {
  const answers: Readonly<Record<string, () => Response | Promise<Response>>> = {
    other: () => Response.json({ organisation: row(9) }),
    wrong: () => Response.json({ organisation: { bin: "1" } }),
    text: () => new Response("<html>"),
    large: () => new Response(`"${"x".repeat(80_000)}"`),
    redirect: () => new Response(null, { status: 302, headers: { location: "http://127.0.0.1:1/" } }),
    error: () => new Response("{}", { status: 500 }),
    packed: () => new Response("{}", { headers: { "content-encoding": "gzip" } }),
    slow: () => new Promise((resolve) => setTimeout(() => resolve(Response.json({ organisation: null })), 2_000)),
  };
  const names = Object.keys(answers);
  const { source, url } = await recorded((bin) => answers[names[Number(bin)] ?? ""]?.() ?? Response.json({}));
  const faults = await Promise.all(names.map(async (_, at) => source.ask(String(at))));
  expect(faults.map((fault) => (fault.ok ? "ok" : fault.error))).toEqual([
    "unreadable",
    "unreadable",
    "unreadable",
    "too-large",
    "redirected",
    "http-status",
    "http-status",
    "timeout",
  ]);
  void server?.stop(true);
  server = null;
  const closed = createHttpOrganisationSource({ format: "beket/organisation-source/1", url, token: null, timeoutMs: 400 }, systemSchedule);
  expect(await closed.ask("1")).toEqual(err("unreachable"));
});
