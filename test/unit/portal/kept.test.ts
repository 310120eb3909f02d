import { err, ok, type Result } from "@beket/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createApi } from "../../../pwa/src/calls/api.ts";
import { createApplyStore } from "../../../pwa/src/portal/adapters/apply-store.ts";
import { createCentral, type CallFailure, type Central } from "../../../pwa/src/portal/adapters/central.ts";
import type { Keep, KeptApplication } from "../../../pwa/src/portal/adapters/keep.ts";
import { createRosterDesk } from "../../../pwa/src/portal/adapters/roster-desk.ts";
import { latestOnly } from "../../../pwa/src/portal/adapters/latest.ts";
import { readStatusCode, statusCode } from "../../../pwa/src/text/status-code.ts";
import { bin, digest, documentOf, filled, nowMs, prepared, regime, reply, view } from "./fixtures.ts";

const hex = (length: number) => fc.string({ unit: fc.constantFrom(..."0123456789abcdef".split("")), minLength: length, maxLength: length });

describe("the status code", () => {
  const keys = fc.tuple(hex(32), hex(64)).map(([id, secret]) => ({
    id: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
    secret,
  }));

  it("[PO16] is 77 signs that give id and secret again, however they are typed", () => {
    fc.assert(
      fc.property(keys, (key) => {
        const code = statusCode(key);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{7}-){10}[0-9A-HJKMNP-TV-Z]{7}$/);
        expect(readStatusCode(code)).toEqual(key);
        expect(readStatusCode(` ${code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l")}\n`)).toEqual(key);
      }),
    );
  });

  it("[PO16] anything else is not a code", () => {
    const code = statusCode({ id: view().id, secret: "0f".repeat(32) });
    for (const wrong of ["", code.slice(1), `${code}0`, code.replace(/.$/, "U"), `Z${code.slice(1, -1)}1`])
      expect(readStatusCode(wrong)).toBeNull();
  });
});

describe("writes", () => {
  it("[PO17] while one write runs only the newest waits, and the last is told", async () => {
    const written: number[] = [];
    const told: boolean[] = [];
    const gates: (() => void)[] = [];
    const keep = latestOnly<number>(
      (value) => {
        written.push(value);
        return new Promise((resolve) => gates.push(() => resolve(value !== 9)));
      },
      (done) => told.push(done),
    );
    for (let value = 1; value <= 9; value += 1) keep(value);
    gates[0]?.();
    await Bun.sleep(0);
    gates[1]?.();
    await Bun.sleep(0);
    expect(written).toEqual([1, 9]);
    expect(told).toEqual([true, false]);
  });
});

type Kept = { readonly keep: Keep; readonly applications: KeptApplication[]; readonly log: string[] };
function memoryKeep(): Kept {
  const applications: KeptApplication[] = [];
  const log: string[] = [];
  const done = (what: string) => () => {
    log.push(what);
    return Promise.resolve(true);
  };
  const keep: Keep = {
    draft: () => Promise.resolve(null),
    keepDraft: done("keep-draft"),
    dropDraft: done("drop-draft"),
    unsent: () => Promise.resolve(null),
    keepUnsent: done("keep-unsent"),
    dropUnsent: done("drop-unsent"),
    applications: () => Promise.resolve(applications),
    keepApplication: (application) => {
      applications.push(application);
      return Promise.resolve(true);
    },
    dropApplication: () => Promise.resolve(true),
  };
  return { keep, applications, log };
}

function store(submit: () => Promise<Result<ReturnType<typeof view>, CallFailure>>) {
  const sent: string[] = [];
  const unused = () => Promise.resolve(err({ kind: "network" as const }));
  const central: Central = {
    regime: () => Promise.resolve(ok({ regime })),
    places: unused,
    checkOrganisation: () => Promise.resolve(ok(reply)),
    prepare: (request) => Promise.resolve(ok(prepared(documentOf(request)))),
    submit: (submission) => {
      sent.push(submission.document);
      return submit();
    },
    status: unused,
    passes: unused,
    notices: unused,
    exempt: unused,
    prepareRevocation: unused,
    revoke: unused,
  };
  const kept = memoryKeep();
  const sign = () => Promise.resolve({ kind: "signed", cms: "MIIB" } as const);
  const roster = createRosterDesk(() => ({ post: () => undefined }));
  const apply = createApplyStore({ central, keep: kept.keep, roster, sign, digest, now: () => nowMs, language: () => "kk" });
  return { apply, kept, sent };
}

const settle = (): Promise<void> => Bun.sleep(20);
async function toSignature({ apply }: ReturnType<typeof store>): Promise<void> {
  await apply.start();
  await settle();
  apply.send({ kind: "edited", draft: filled });
  await settle();
  for (let step = 0; step < 3; step += 1) apply.send({ kind: "next", nowMs });
  await settle();
  apply.send({ kind: "signing", round: null, event: { kind: "sign-pressed" } });
  await settle();
}

describe("an application from start to answer", () => {
  it("[PO18] what the browser lists holds no name, identifier, plate or organisation", async () => {
    const under = store(() => Promise.resolve(ok(view())));
    await toSignature(under);
    expect(under.apply.state.value.step).toBe("result");
    expect(under.kept.applications).toEqual([
      { id: view().id, secret: "0f".repeat(32), ledger: "roadblock", sentAt: nowMs, rows: 2, state: "issued" },
    ]);
    const text = JSON.stringify(under.kept.applications);
    for (const personal of [bin, "Ахметова", "871008401427", "123ABC02", "123 АВС 02"]) expect(text).not.toContain(personal);
  });

  it("[PO14] the signed bytes are kept before they are sent and dropped after the answer", async () => {
    let answers = 0;
    const under = store(() => Promise.resolve(answers++ === 0 ? err({ kind: "network" as const }) : ok(view())));
    await toSignature(under);
    expect(under.apply.state.value.signing.kind).toBe("unsent");
    expect(under.kept.log.filter((what) => what !== "keep-draft")).toEqual(["keep-unsent"]);
    under.apply.send({ kind: "signing", round: null, event: { kind: "send-again" } });
    await settle();
    expect(under.sent[0]).toBe(under.sent[1] ?? "");
    expect(under.kept.log.filter((what) => what !== "keep-draft")).toEqual(["keep-unsent", "keep-unsent", "drop-unsent", "drop-draft"]);
  });

  it("[PO16] secrets and identifiers travel in bodies, never in addresses", async () => {
    const asked: { readonly url: string; readonly body: unknown }[] = [];
    const fetcher = (url: string, init: RequestInit) => {
      asked.push({ url, body: init.body });
      return Promise.resolve(Response.json({ type: "urn:beket:problem:x", title: "x", status: 404, code: "x" }, { status: 404 }));
    };
    const session = { headers: () => ({}), signedOutCode: "portal.not-signed-in", onSignedOut: () => undefined };
    const central = createCentral(createApi({ fetch: fetcher, language: () => "ru", ...session }));
    expect(await central.status(view().id, "0f".repeat(32))).toMatchObject(err({ kind: "problem", code: "x", title: "x", status: 404 }));
    await central.checkOrganisation(bin);
    expect(asked.map(({ url }) => url)).toEqual(["/api/v1/applications/status", "/api/v1/organisations/check"]);
    expect(asked.map(({ body }) => JSON.parse(String(body)))).toEqual([{ id: view().id, secret: "0f".repeat(32) }, { bin }]);
  });
});
