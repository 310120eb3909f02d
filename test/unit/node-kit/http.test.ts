import { Hono } from "hono";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { languageOf, parseBody, problem, securityHeaders, serve, type ProblemKind } from "@beket/node-kit";

const noRoom: ProblemKind = { code: "no-room", status: 507, title: { kk: "Орын жоқ", ru: "Нет места", en: "No room" } };
const schema = v.strictObject({
  subject: v.pipe(v.string(), v.regex(/^\d{12}$/), v.maxLength(12)),
  items: v.optional(v.pipe(v.array(v.number()), v.maxLength(3))),
});

const app = new Hono();
app.use(securityHeaders({ connect: ["wss://127.0.0.1:13579"], camera: true }));
app.get("/full", (c) => problem(c, noRoom, { detail: { kk: "д", ru: "д", en: "why" } }));
app.post("/body", async (c) => {
  const body = await parseBody(c, schema, { sizeBytesMax: 200 });
  return body.ok ? c.json({ got: body.value.subject.length }) : body.error;
});
const post = (body: BodyInit, type = "application/json"): Promise<Response> =>
  Promise.resolve(app.request("/body", { method: "POST", body, headers: { "content-type": type } }));

describe("problems", () => {
  it("[AH1] are RFC 9457 in the language asked for", async () => {
    const response = await app.request("/full", { headers: { "accept-language": "de, ru;q=0.5, en;q=0.7" } });
    expect(response.status).toBe(507);
    expect(response.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({
      type: "urn:beket:problem:no-room",
      title: "No room",
      status: 507,
      code: "no-room",
      detail: "why",
    });
  });

  it("[AH1] choose Kazakh when nothing fits", () => {
    const cases = [
      undefined,
      "",
      "de",
      "*",
      "ru",
      "RU-ru",
      "en-GB;q=0.8, ru;q=0.9",
      "en;q=0, ru;q=0.001",
      "ru;q=2",
      `${"x".repeat(10_000)}, en`,
    ];
    expect(cases.map((header) => languageOf(header))).toEqual(["kk", "kk", "kk", "kk", "ru", "ru", "ru", "ru", "kk", "kk"]);
  });
});

describe("bodies", () => {
  it("[AH2] come through when they fit", async () => {
    const response = await post(JSON.stringify({ subject: "900101300012" }));
    expect([response.status, await response.json()]).toEqual([200, { got: 12 }]);
    expect((await post(JSON.stringify({ subject: "900101300012" }), "application/json; charset=utf-8")).status).toBe(200);
  });

  it("[AH2] are refused by size, type and shape", async () => {
    const code = async (response: Promise<Response>): Promise<unknown> => {
      const body: unknown = await (await response).json();
      return typeof body === "object" && body !== null && "code" in body ? body.code : null;
    };
    expect(await code(post(JSON.stringify({ subject: "9".repeat(300) })))).toBe("body-too-large");
    expect(await code(post("subject=1", "application/x-www-form-urlencoded"))).toBe("media-type-wrong");
    expect(await code(post("{", "text/plain"))).toBe("media-type-wrong");
    expect(await code(post("{"))).toBe("body-not-json");
    expect(await code(post(new Uint8Array([0x22, 0xff, 0x22])))).toBe("body-not-json");
    expect(await code(post(""))).toBe("body-not-json");
    // Half a character, and a NUL: no store keeps them, no signature is over them. What is escaped twice is text like any other.
    expect(await code(post('{"subject":"1\\ud800"}'))).toBe("body-not-json");
    expect(await code(post('{"subject":"1\\u0000"}'))).toBe("body-not-json");
    expect(await code(post('{"\\u0000":"1"}'))).toBe("body-not-json");
    expect(await code(post('{"subject":"\\\\u0000\\ud83d\\ude00"}'))).toBe("body-invalid");
    expect(await code(post(JSON.stringify({ subject: "900101300012", more: 1 })))).toBe("body-invalid");
  });

  it("[AH2] reads no further than the limit when the length is not declared", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(100).fill(0x20));
      },
    });
    const request = new Request("http://localhost/body", {
      method: "POST",
      body: endless,
      headers: { "content-type": "application/json" },
    });
    expect((await app.fetch(request)).status).toBe(413);
    expect(pulled).toBeLessThan(20);
  });

  it("[AH3] name the field and the fault, never the value", async () => {
    const text = await (await post(JSON.stringify({ subject: "9001013000129", items: [1, "123456789012"] }))).text();
    expect(text).not.toContain("9001013000129");
    expect(text).not.toContain("123456789012");
    expect(JSON.parse(text)).toMatchObject({
      code: "body-invalid",
      faults: [
        { path: "subject", code: "regex" },
        { path: "items.1", code: "number" },
      ],
    });
  });
});

it("[AH4] a page runs only what is its own", async () => {
  const { headers } = await app.request("/full");
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("connect-src 'self' wss://127.0.0.1:13579;");
  expect(policy).not.toMatch(/unsafe|\*/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("permissions-policy")).toContain("camera=(self)");
});

describe("serving", () => {
  it("[AH8] says in one line that a port is taken", async () => {
    const first = serve({ fetch: () => new Response("one"), hostname: "127.0.0.1", port: 0 });
    if (!first.ok) throw new Error(first.error.line);
    expect(await (await fetch(first.value.url)).text()).toBe("one");
    const second = serve({ fetch: () => new Response("two"), hostname: "127.0.0.1", port: first.value.port });
    expect(second).toEqual({ ok: false, error: { code: "port-taken", line: expect.stringContaining(`127.0.0.1:${first.value.port}`) } });
    await first.value.stop();
    const third = serve({ fetch: () => new Response("three"), hostname: "127.0.0.1", port: first.value.port });
    expect(third.ok).toBe(true);
    if (third.ok) await third.value.stop();
  });

  it("[AH8] says that an address is not of this machine", () => {
    const outcome = serve({ fetch: () => new Response(), hostname: "192.0.2.1", port: 0 });
    expect(outcome.ok).toBe(false);
    if (!outcome.ok) expect(outcome.error.line.split("\n")).toHaveLength(1);
  });
});
