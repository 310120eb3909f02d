import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { err, ok } from "@beket/domain";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readEvidenceFile } from "../../../central/src/adapters/evidence-file.ts";
import { createCaller } from "../../../central/src/features/evidence/caller.ts";
import { servicesFor } from "../../../central/src/features/evidence/choose.ts";
import { createCounters } from "../../../central/src/features/evidence/counters.ts";
import { admit, afterFailure, circuitOf, defaultBackOff, freshHost } from "../../../central/src/features/evidence/host-state.ts";
import { createFlights, createLimiter } from "../../../central/src/features/evidence/limiter.ts";
import { fetchFaults, type HttpPort, type Service } from "../../../central/src/features/evidence/types.ts";
import { nextAttemptAt } from "../../../central/src/features/submissions/waiting.ts";
import { unreachedWords } from "../../../central/src/features/words.ts";
import { evidenceFileText } from "../../../demo/src/authority/evidence-file.ts";
import { dayMs } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "beket-evidence-"));
afterAll(() => rmSync(folder, { recursive: true }));
const service = (change: Partial<Service> = {}): Service => ({
  kind: "ocsp",
  url: "http://ocsp.example/",
  issuerSha256: null,
  timeoutMs: 1_000,
  name: null,
  ...change,
});
const missing = (ocspUrls: readonly string[]) => ({
  kind: "revocation" as const,
  certificate: new Uint8Array(),
  issuer: new Uint8Array(),
  ocspUrls,
  crlUrls: [],
  deltaCrlUrls: [],
});

describe("whom to ask", () => {
  const open = service();
  it("[CE33] an address in a certificate counts only where its protocol, host and port are a configured service's", () => {
    const urlsOf = (...named: readonly string[]) => servicesFor([open], "ocsp", missing(named), "aa").map(({ url }) => url);
    expect(urlsOf("http://ocsp.example/other")).toEqual(["http://ocsp.example/other", "http://ocsp.example/"]);
    for (const strange of [
      "https://ocsp.example/",
      "http://ocsp.example:8080/",
      "http://elsewhere.example/",
      "http://ocsp.example.elsewhere.example/",
      "http://169.254.169.254/latest",
      "http://user:pass@ocsp.example/x",
      "file:///etc/passwd",
      "http://ocsp.example/#part",
      "ldap://ocsp.example/",
      "not a url",
    ])
      expect(urlsOf(strange)).toEqual(["http://ocsp.example/"]);
  });

  it("[CE33] a service of this issuer comes alone; one of another issuer is not asked", () => {
    const own = service({ url: "http://own.example/", issuerSha256: "aa" });
    const other = service({ url: "http://other.example/", issuerSha256: "bb" });
    expect(servicesFor([open, own, other], "ocsp", missing([]), "aa")).toEqual([own]);
    expect(servicesFor([open, other], "ocsp", missing(["http://other.example/"]), "aa")).toEqual([open]);
    expect(servicesFor([own], "crl", missing([]), "aa")).toEqual([]);
  });
});

describe("a host that fails", () => {
  it("[CE36] is left alone for a random part of a bound that doubles, up to five minutes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failures, part) => {
        const { retryAt } = afterFailure({ failures, retryAt: 0, isProbing: false }, 1_000, part, defaultBackOff);
        const bound = Math.min(defaultBackOff.maxMs, defaultBackOff.firstMs * 2 ** failures);
        expect(retryAt - 1_000).toBeGreaterThanOrEqual(failures + 1 >= defaultBackOff.openAfter ? defaultBackOff.firstMs : 0);
        expect(retryAt - 1_000).toBeLessThanOrEqual(bound);
      }),
    );
    const pauses = [0.1, 0.5, 0.9].map((part) => afterFailure({ ...freshHost, failures: 3 }, 0, part, defaultBackOff).retryAt);
    expect(new Set(pauses).size).toBe(3);
  });

  it("[CE36] five times in a row opens the circuit; then one request at a time tries whether it is back", () => {
    let state = freshHost;
    for (let failure = 0; failure < 5; failure += 1) {
      expect(circuitOf(state, state.retryAt, defaultBackOff)).toBe("closed");
      state = afterFailure(state, state.retryAt, 0.5, defaultBackOff);
    }
    expect([circuitOf(state, state.retryAt - 1, defaultBackOff), admit(state, state.retryAt - 1, defaultBackOff)]).toEqual(["open", null]);
    const probing = admit(state, state.retryAt, defaultBackOff);
    if (probing === null) throw new Error("one probe goes");
    expect([circuitOf(probing, state.retryAt, defaultBackOff), admit(probing, state.retryAt, defaultBackOff)]).toEqual(["half-open", null]);
    expect(afterFailure(probing, state.retryAt, 0.5, defaultBackOff)).toMatchObject({ failures: 6, isProbing: false });
  });

  it("[CE36] is told to the others when it is back; a resting one is not asked at all", async () => {
    let now = 0;
    let recovered = 0;
    let requests = 0;
    let healthy = false;
    const http: HttpPort = () => {
      requests += 1;
      return Promise.resolve(healthy ? ok({ kind: "body", bytes: new Uint8Array(), etag: null, lastModified: null }) : err("timeout"));
    };
    const counters = createCounters();
    const caller = createCaller({
      http,
      now: () => now,
      random: () => Uint8Array.of(255, 0, 0, 0),
      counters,
      onRecovered: () => (recovered += 1),
    });
    const ask = { method: "GET" as const, contentType: null, accept: "*/*", body: null, etag: null, lastModified: null, sizeBytesMax: 10 };
    const call = () => caller.call(service(), ask, () => ok(1));
    expect(await call()).toMatchObject({ error: { fault: "timeout", host: "ocsp.example" } });
    expect(await call()).toMatchObject({ error: { fault: "resting" } });
    expect(requests).toBe(1);
    // What is wrong with one kind of service says nothing about another on the same host.
    expect(await caller.call(service({ kind: "crl" }), ask, () => ok(1))).toMatchObject({ error: { fault: "timeout" } });
    now += 1_000;
    healthy = true;
    expect([await call(), recovered]).toEqual([ok(1), 1]);
    expect(counters.all()[0]).toMatchObject({ fetches: 2, failures: { timeout: 1, resting: 1 }, lastSuccessAt: 1_000 });
  });
});

describe("asking at once", () => {
  it("[CE36] no more than so many requests are under way, and each gets its turn", async () => {
    const limited = createLimiter(3);
    const gates: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const done = Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        limited(async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise<void>((resolve) => gates.push(resolve));
          running -= 1;
          if (index % 4 === 0) throw new Error("it failed");
        }).catch(() => undefined),
      ),
    );
    for (let opened = 0; opened < 20; opened += 1) {
      while (gates.length === 0) await Promise.resolve();
      gates.shift()?.();
    }
    await done;
    expect([most, running]).toEqual([3, 0]);
  });

  it("[CE36] one flight serves all who ask for the same while it is under way", async () => {
    const flights = createFlights<number>();
    let flown = 0;
    const gate = Promise.withResolvers<void>();
    const fly = () =>
      flights("key", async () => {
        flown += 1;
        await gate.promise;
        return flown;
      });
    const both = Promise.all([fly(), fly()]);
    gate.resolve();
    expect([await both, await fly()]).toEqual([[1, 1], 2]);
  });
});

it("[CE35] the next attempt comes later each time, never before a resting host, never after the 24 hours", () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 20].map((attempts) => nextAttemptAt(attempts, 0, null, dayMs) / 1_000);
  expect(pauses).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
  expect(nextAttemptAt(1, 0, 40_000, dayMs)).toBe(40_000);
  expect(nextAttemptAt(9, dayMs - 1_000, null, dayMs)).toBe(dayMs);
});

it("[CE35] every fault of a service has its sentence in Kazakh, Russian and English, which names the service", () => {
  for (const language of ["kk", "ru", "en"] as const) {
    const sentences = fetchFaults.map((fault) => unreachedWords({ kind: "ocsp", host: "ocsp.example", fault }, null)[language]);
    expect(new Set(sentences).size).toBe(fetchFaults.length);
    expect(sentences.every((sentence) => sentence.includes("(ocsp.example): "))).toBe(true);
  }
});

describe("the operator's file", () => {
  const read = (content: unknown) => {
    const path = join(folder, "evidence.json");
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return readEvidenceFile(path);
  };
  const file = (...services: readonly object[]) => ({ format: "beket/evidence/1", services });

  it("[CE33] names services with their limits; the demo writes such a file", () => {
    const found = read(
      file({ kind: "ocsp", url: "http://ocsp.example" }, { kind: "crl", url: "https://crl.example/a.crl", timeoutMs: 700 }),
    );
    expect(found).toMatchObject({ value: [{ url: "http://ocsp.example/", timeoutMs: 10_000, issuerSha256: null }, { timeoutMs: 700 }] });
    expect(read(evidenceFileText("http://127.0.0.1:8095", "ab".repeat(32)))).toMatchObject({
      value: [{ kind: "ocsp" }, { kind: "crl" }, { kind: "delta-crl" }, { kind: "tsp", issuerSha256: null }],
    });
  });

  it("[CE33] with a fault is one line that names the place", () => {
    for (const wrong of [
      file({ kind: "ocsp", url: "ftp://ocsp.example" }),
      file({ kind: "ocsp", url: "http://user:pass@ocsp.example" }),
      file({ kind: "ocsp", url: "http://ocsp.example", more: 1 }),
      file({ kind: "ocsp", url: "http://ocsp.example", timeoutMs: 1 }),
    ])
      expect(read(wrong)).toMatchObject({ ok: false, error: expect.stringMatching(/^\S+evidence\.json: not as expected at services\.0/) });
    const twice = { kind: "ocsp", url: "http://ocsp.example" };
    expect(read(file(twice, twice))).toMatchObject({ error: expect.stringContaining("service 2 is an earlier one again") });
    expect(read("{")).toMatchObject({ ok: false });
    expect(readEvidenceFile(join(folder, "absent.json"))).toMatchObject({ error: expect.stringContaining("cannot be read") });
  });
});
