import { AuditPage, auditRoutes, AuditVerification } from "@beket/api";
import type { SubjectKey } from "@beket/domain";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import fc from "fast-check";
import * as v from "valibot";
import { createAuditStore } from "../../../central/src/adapters/sql-audit.ts";
import { createAudit } from "../../../central/src/features/audit/audit.ts";
import type { View } from "../../../central/src/features/audit/types.ts";
import { inventedIin } from "../central/people.ts";
import { crypto, openTestCentral, passphrase, problemOf, signInStaff } from "../central/support.ts";
import { ask, staffOf, type One } from "./support.ts";

let one: One;
beforeEach(() => {
  one = openTestCentral();
});
afterEach(() => one.close());

const iin: SubjectKey = { scheme: "iin", country: "KAZ", value: inventedIin(5) };
const plate: SubjectKey = { scheme: "plate", country: "KAZ", value: "123ABC02" };
const seen = (change: Partial<View> = {}): View => ({
  by: { kind: "staff", code: "registrar-1" },
  what: "roster",
  subjects: [iin],
  about: "case-7",
  reason: "complaint of a neighbour",
  ...change,
});
const open = () => {
  let next = 1;
  return createAudit({
    store: createAuditStore(one.stores.sql.registry),
    clock: one.clock,
    crypto,
    random: (bytes) => new Uint8Array(bytes).fill(next++),
    secret: new Uint8Array(32).fill(9),
    pause: () => Promise.resolve(),
  });
};
const everything = { before: null, by: null, what: null, from: null, to: null };
const sql = (text: string): void => one.stores.sql.registry.exec(text);

describe("the record of views", () => {
  it("[AX22] a view is there when the call returns: who, when, what, about what, why", () => {
    const audit = open();
    audit.viewed(seen({ subjects: [iin, plate, iin] }));
    expect(open().page(everything)).toEqual({
      entries: [
        {
          position: 1,
          at: one.clock.now(),
          view: {
            by: { kind: "staff", code: "registrar-1" },
            what: "roster",
            subjects: 2,
            about: "case-7",
            reason: "complaint of a neighbour",
          },
        },
      ],
      next: null,
    });
  });

  it("[AX22] no identifier is kept", () => {
    open().viewed(seen({ subjects: [iin, plate] }));
    const tables = ["audit_view", "audit_subject"].flatMap((table) =>
      one.stores.sql.registry.prepare<Record<string, unknown>>(`select * from ${table}`).all(),
    );
    const text = JSON.stringify(tables, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value));
    for (const secret of [iin.value, plate.value]) expect(text).not.toContain(secret);
  });

  it("[AX22] what is inside a transaction that fails is not said to be seen", () => {
    const audit = open();
    const { registry } = one.stores.sql;
    expect(() =>
      registry.transaction(() => {
        audit.viewed(seen());
        throw new Error("the disk refused");
      }),
    ).toThrow("the disk refused");
    expect(audit.page(everything).entries).toEqual([]);
  });

  it("[AX23] the chain holds over any views, in order without a gap", async () => {
    const text = fc.option(fc.string({ maxLength: 400 }), { nil: null });
    const views = fc.array(fc.record({ what: fc.constantFrom("roster", "case", "appeal"), about: text, reason: text }), { maxLength: 12 });
    const audit = open();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(views, async (all) => {
        for (const view of all) audit.viewed(seen(view));
        count += all.length;
        expect(await audit.verify()).toMatchObject({ entries: count, erased: 0, brokenAt: null });
      }),
      { numRuns: 15 },
    );
    expect(count).toBeGreaterThan(10);
  });

  it.each([
    ["a reason that was rewritten", `update audit_view set content = replace(content, 'neighbour', 'colleague') where position = 3`, 3],
    ["a time", "update audit_view set at = at - 1 where position = 2", 2],
    ["one left out", "delete from audit_view where position = 3", 4],
    ["the first left out", "delete from audit_view where position = 1", 2],
    ["another salt", "update audit_view set salt = (select salt from audit_view where position = 4) where position = 5", 5],
    ["a subject that finds it no more", "delete from audit_subject where position = 3", 3],
    [
      "a subject of somebody else",
      "update audit_subject set subject = (select commitment from audit_view where position = 4) where position = 4",
      4,
    ],
    ["another person to find it by", "update audit_view set by_code = 'nobody' where position = 2", 2],
    ["another kind to find it by", "update audit_view set what = 'nothing' where position = 5", 5],
    ["content erased without its salt", "update audit_view set content = null where position = 4", 4],
    [
      "two that changed places",
      "update audit_view set position = 90 where position = 2; update audit_view set position = 2 where position = 3; update audit_view set position = 3 where position = 90",
      2,
    ],
  ])("[AX23] %s is found", async (_, change, brokenAt) => {
    const audit = open();
    for (let at = 0; at < 6; at++) audit.viewed(seen());
    sql(change);
    expect((await audit.verify()).brokenAt).toBe(brokenAt);
  });

  it("[AX23] an end that was cut off is another head than the one the auditor noted", async () => {
    const audit = open();
    for (let at = 0; at < 3; at++) audit.viewed(seen());
    const noted = (await audit.verify()).head;
    sql("delete from audit_view where position = 3");
    const after = await audit.verify();
    expect([after.brokenAt, after.head === noted]).toEqual([null, false]);
  });

  it("[AX23] what was erased at the purge still holds, and says so", async () => {
    const audit = open();
    for (let at = 0; at < 4; at++) audit.viewed(seen());
    const { head } = await audit.verify();
    sql("update audit_view set content = null, salt = null, by_code = null, what = null where position in (1, 3)");
    expect(await audit.verify()).toEqual({ entries: 4, erased: 2, head, brokenAt: null });
    expect(audit.page(everything).entries.map(({ view }) => view === null)).toEqual([false, true, false, true]);
  });

  it("[AX24] filters are by person, kind and time, a page at a time", () => {
    const audit = open();
    for (let at = 0; at < 130; at++) {
      audit.viewed(
        seen({ by: { kind: "staff", code: at % 2 === 0 ? "registrar-1" : "registrar-2" }, what: at % 3 === 0 ? "case" : "roster" }),
      );
      one.move(1_000);
    }
    const first = audit.page(everything);
    expect([first.entries.length, first.entries[0]?.position, first.next]).toEqual([100, 130, 31]);
    const rest = audit.page({ ...everything, before: first.next });
    expect([rest.entries.length, rest.next]).toEqual([30, null]);
    expect(audit.page({ ...everything, by: "registrar-2" }).entries).toHaveLength(65);
    expect(audit.page({ ...everything, by: "registrar-1", what: "case" }).entries).toHaveLength(22);
    const from = one.clock.now() - 10_000;
    expect(audit.page({ ...everything, from, to: from + 5_000 }).entries).toHaveLength(5);
  });

  it("[AX24] the views of one subject are found, and the search stands on the record with its ground", () => {
    const audit = open();
    audit.viewed(seen());
    audit.viewed(seen({ subjects: [plate] }));
    audit.viewed(seen({ subjects: [iin, plate], what: "case" }));
    const found = audit.search(iin, "request 17 of the person", "auditor-1");
    expect(found.entries.map(({ view }) => view?.what)).toEqual(["audit-search", "case", "roster"]);
    expect(found.entries[0]?.view).toMatchObject({ by: { kind: "staff", code: "auditor-1" }, reason: "request 17 of the person" });
  });
});

describe("over HTTP", () => {
  it("[AX24] [AX25] an auditor reads, searches and verifies; nobody else does", async () => {
    const { cookie, session } = await staffOf(await ask(one, "/api/v1/staff/session", { body: { staff: "auditor-1", passphrase } }));
    const as = { cookie, csrf: session.csrf };
    const search = { subject: iin, ground: "request 17 of the person" };
    const found = v.parse(AuditPage, await (await ask(one, auditRoutes.search, { body: search, ...as })).json());
    expect(found.entries).toHaveLength(1);
    const page = v.parse(AuditPage, await (await ask(one, auditRoutes.views, { body: everything, ...as })).json());
    expect(page.entries).toHaveLength(1);
    const verified = v.parse(AuditVerification, await (await ask(one, auditRoutes.verify, { cookie })).json());
    expect(verified).toMatchObject({ entries: 1, brokenAt: null });
    const bent = { subject: { ...iin, value: "ABC" }, ground: "request 17 of the person" };
    expect((await ask(one, auditRoutes.search, { body: bent, ...as })).status).toBe(422);
    expect((await ask(one, auditRoutes.search, { body: { subject: iin, ground: "" }, ...as })).status).toBe(422);
    for (const role of ["registrar", "administrator", "watch", "health-officer"] as const) {
      const other = await signInStaff(one, role);
      expect(await problemOf(await ask(one, auditRoutes.verify, { cookie: other }))).toBe("staff.role-missing");
    }
    expect((await ask(one, auditRoutes.verify)).status).toBe(401);
  });
});
