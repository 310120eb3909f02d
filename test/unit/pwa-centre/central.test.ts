import { describe, expect, it } from "vitest";
import { createCentral } from "../../../pwa/src/centre/adapters/central.ts";
import { createCentre, createSigned } from "../../../pwa/src/centre/context.ts";
import { replyOf, uuid } from "./samples.ts";

type Sent = { readonly url: string; readonly method: string; readonly body: string };
const session = {
  staff: "sanvrach-1",
  roles: ["health-officer"],
  laboratory: null,
  method: "passphrase",
  expiresAt: 1,
  csrf: "0".repeat(64),
} as const;

/** A central that answers the same to everything, or nothing at all. */
function answering(answer: (url: string) => Response | Error) {
  const sent: Sent[] = [];
  let signedOut = 0;
  const central = createCentral({
    fetch: async (url, init) => {
      sent.push({ url, method: init.method ?? "GET", body: typeof init.body === "string" ? init.body : "" });
      const said = answer(url);
      if (said instanceof Error) throw said;
      return said;
    },
    csrf: () => null,
    language: () => "kk",
    onSignedOut: () => {
      signedOut += 1;
    },
  });
  return { central, sent, signedOut: () => signedOut };
}
const refused = (status: number, code: string): Response =>
  Response.json({ type: "about:blank", title: "Кіру қажет", status, code }, { status });

describe("calls to central", () => {
  it("[CA19] nothing that names a person, case, tube or reason is in an address", async () => {
    const { central, sent } = answering(() => Response.json(null));
    const reason = "Ерлан Сынақовпен байланысу";
    await central.signIn({ staff: "sanvrach-1", passphrase: "sary arqa 2020" });
    await central.actOnHold({ id: uuid(1), case: uuid(2), action: "release", reason });
    await central.openPerson({ person: uuid(3), reason });
    await central.orderResult({ id: uuid(4), test: uuid(5), specimen: "TB-4107", result: "negative" });
    await central.export({ format: "fhir", from: 1, to: 2, post: "bp-01", reason });
    await central.assign({ id: uuid(6), crew: "crew-01", sites: ["m-1"], sectors: [] });
    for (const { url, method } of sent) {
      expect(method).toBe("POST");
      expect(url).not.toMatch(/0190|TB-|%D0|sanvrach|\?/);
    }
    expect(sent).toHaveLength(6);
    expect(sent.filter(({ body }) => body.includes(reason))).toHaveLength(3);
  });

  it("[CA19] a reply that is not the contract's is unreadable, whatever its status", async () => {
    const { central } = answering(() => Response.json({ panel: "flow", rows: [] }));
    expect(await central.panel("flow", null)).toEqual({ ok: false, error: { kind: "unreadable", status: 200 } });
    const html = answering(() => new Response("<html>", { status: 502 }));
    expect(await html.central.holds()).toEqual({ ok: false, error: { kind: "unreadable", status: 502 } });
    const good = answering(() => Response.json(replyOf("nodes", [])));
    expect((await good.central.panel("nodes", null)).ok).toBe(true);
  });

  it("[CA20] only central's own word that nobody is signed in ends the session", async () => {
    const out = answering(() => refused(401, "staff.not-signed-in"));
    await out.central.holds();
    expect(out.signedOut()).toBe(1);
    for (const answer of [refused(403, "staff.role-missing"), new Response("", { status: 502 }), new TypeError("network")]) {
      const other = answering(() => answer);
      await other.central.holds();
      expect(other.signedOut()).toBe(0);
    }
  });

  it("[CA20] a question about the session that was not answered is neither yes nor no", async () => {
    let answer: Response | Error = new TypeError("network");
    const { central } = answering(() => answer);
    const signed = createSigned();
    const centre = createCentre({ central, signed, timers: { now: () => 0, after: () => () => undefined }, newId: () => uuid(1) });
    await centre.ask();
    expect(signed.value).toEqual({ kind: "asking", failure: { kind: "network" } });
    answer = refused(401, "staff.not-signed-in");
    await centre.ask();
    expect(signed.value).toEqual({ kind: "out", ended: false });
    answer = Response.json(session);
    await centre.ask();
    expect(signed.value).toEqual({ kind: "in", session });
  });

  it("[CA20] what central refuses keeps its words; a file keeps its safe name", async () => {
    const { central } = answering(() => refused(409, "health.case-closed"));
    expect(await central.actOnHold({ id: uuid(1), case: uuid(2), action: "release", reason: "abc" })).toEqual({
      ok: false,
      error: { kind: "problem", code: "health.case-closed", title: "Кіру қажет", status: 409 },
    });
    const named = (disposition: string) =>
      answering(() => new Response("{}", { headers: { "content-disposition": disposition } })).central.export({
        format: "csv",
        from: 1,
        to: 2,
        post: null,
        reason: "abc",
      });
    const good = await named('attachment; filename="border-tests.csv"');
    expect(good.ok && good.value.name).toBe("border-tests.csv");
    const bad = await named('attachment; filename="../../etc/x"');
    expect(bad.ok && bad.value.name).toBeNull();
  });
});
