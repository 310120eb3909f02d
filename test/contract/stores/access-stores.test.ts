import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SqlDatabase } from "@beket/node-kit";
import { expect, it } from "vitest";
import { createAuditStore } from "../../../central/src/adapters/sql-audit.ts";
import { createPortalStore } from "../../../central/src/adapters/sql-portal.ts";
import { createStaffStore } from "../../../central/src/adapters/sql-staff.ts";
import type { StoredPortalSession } from "../../../central/src/features/access/types.ts";
import type { NewView } from "../../../central/src/features/audit/ports.ts";
import type { StoredPasskey } from "../../../central/src/features/staff/types.ts";
import { forEachEngine } from "../../support/engines.ts";
import { hashOf } from "./samples.ts";

const migrated = (sql: SqlDatabase, part: string): SqlDatabase => {
  sql.migrate(part, [readFileSync(join(import.meta.dirname, "../../../central/migrations", part, "001-first.sql"), "utf8")]);
  return sql;
};
const session = (token: string, at: number, code = "p-1"): StoredPortalSession => ({
  tokenSha256: token,
  user: { code, iin: "900101300101", bin: code === "p-1" ? null : "150140000101", capacity: "individual", person: "Сынақбаев Тест" },
  createdAt: at,
  seenAt: at,
});
const key = (credential: string, change: Partial<StoredPasskey> = {}): StoredPasskey => ({
  credential,
  staff: "registrar-1",
  name: "key",
  publicKey: hashOf(credential),
  counter: 4_294_967_295,
  transports: ["internal", "hybrid"],
  synced: true,
  createdAt: 1_795_000_000_000,
  lastUsedAt: null,
  ...change,
});
const view = (position: number, subjects: readonly string[], change: Partial<NewView> = {}): NewView => ({
  position,
  at: 1_795_000_000_000 + position,
  commitment: hashOf(`c${position}`),
  link: hashOf(`l${position}`),
  salt: hashOf(`s${position}`),
  content: `{"n":${position}}`,
  by: "registrar-1",
  what: "roster",
  subjects: subjects.map((text) => hashOf(text)),
  ...change,
});

forEachEngine("sessions of the portal", ({ open }) => {
  it("[AX1] a challenge is taken once, in time, by the browser it was given to", () => {
    const store = createPortalStore(migrated(open(), "access"));
    store.challenge("n1", "b1", 100);
    expect([store.takeChallenge("n1", "b2", 50), store.takeChallenge("n1", "b1", 100), store.takeChallenge("n0", "b1", 50)]).toEqual([
      false,
      false,
      false,
    ]);
    expect([store.takeChallenge("n1", "b1", 99), store.takeChallenge("n1", "b1", 99)]).toEqual([true, false]);
  });

  it("[AX5] a session comes back whole, is kept as long as it is used, and is forgotten after", () => {
    const store = createPortalStore(migrated(open(), "access"));
    store.open(session("t1", 1_000), 8);
    store.open(session("t2", 1_000, "p-2"), 8);
    store.seen("t1", 2_000);
    expect(store.find("t1")).toEqual({ ...session("t1", 1_000), seenAt: 2_000 });
    expect(store.find("t2")).toEqual(session("t2", 1_000, "p-2"));
    store.forget(3_000, 900, 1_500);
    expect([store.find("t1") === null, store.find("t2") === null]).toEqual([false, true]);
  });

  it("[AX10] the oldest of a person's sessions gives way, and all of them end together", () => {
    const store = createPortalStore(migrated(open(), "access"));
    for (const [index, token] of ["a", "b", "c", "d"].entries()) store.open(session(token, index), 3);
    store.open(session("other", 9, "p-2"), 3);
    expect(["a", "b", "c", "d"].map((token) => store.find(token) !== null)).toEqual([false, true, true, true]);
    expect([store.endAll("p-1"), store.find("d"), store.find("other") === null]).toEqual([3, null, false]);
  });

  it("[AX10] whoever signs in now stays in, though the clock was set back", () => {
    const store = createPortalStore(migrated(open(), "access"));
    for (const token of ["a", "b", "c"]) store.open(session(token, 1_000), 3);
    store.open(session("z", 500), 3);
    expect(store.find("z")).not.toBe(null);
    expect(["a", "b", "c"].filter((token) => store.find(token) !== null)).toHaveLength(2);
  });
});

forEachEngine("keys of the staff", ({ open }) => {
  it("[AX11] a key comes only with the code in force, and uses it up", () => {
    const store = createStaffStore(migrated(open(), "staff"));
    expect(store.enrol(key("k1"), "code", 10)).toBe(false);
    store.putCode("registrar-1", "old", 100, "administrator-1");
    store.putCode("registrar-1", "code", 100, "administrator-1");
    expect(store.code("registrar-1")).toEqual({ sha256: "code", expiresAt: 100 });
    expect([store.enrol(key("k1"), "old", 10), store.enrol(key("k1"), "code", 100), store.enrol(key("k1"), "code", 99)]).toEqual([
      false,
      false,
      true,
    ]);
    expect([store.code("registrar-1"), store.key("k1")]).toEqual([null, key("k1")]);
    store.putCode("registrar-1", "again", 100, "administrator-1");
    expect([store.enrol(key("k1", { staff: "registrar-2" }), "again", 10), store.code("registrar-1")?.sha256]).toEqual([false, "again"]);
  });

  it("[AX13] a counter moves from the value that was compared, once", () => {
    const store = createStaffStore(migrated(open(), "staff"));
    store.putCode("registrar-1", "code", 100, "operator");
    store.enrol(key("k1", { counter: 7 }), "code", 10);
    expect([store.used("k1", 7, 9, 50), store.used("k1", 7, 10, 51), store.key("k1")?.counter, store.key("k1")?.lastUsedAt]).toEqual([
      true,
      false,
      9,
      50,
    ]);
  });

  it("[AX16] a suspension is kept until it is lifted, with who was first", () => {
    const store = createStaffStore(migrated(open(), "staff"));
    const first = { staff: "watch-1", by: "administrator-1", at: 5, reason: "left" };
    store.suspend(first);
    store.suspend({ ...first, by: "administrator-2", at: 6 });
    expect(store.suspension("watch-1")).toEqual(first);
    store.activate("watch-1");
    expect(store.suspension("watch-1")).toBeNull();
  });

  it("[AX12] a challenge is taken once, for its purpose, in time", () => {
    const store = createStaffStore(migrated(open(), "staff"));
    store.challenge("c", "sign-in", 100, 0);
    store.challenge("c", "step-up registrar-1", 100, 0);
    expect([
      store.takeChallenge("c", "enrol x", 50),
      store.takeChallenge("c", "sign-in", 100),
      store.takeChallenge("c", "sign-in", 99),
    ]).toEqual([false, false, true]);
    expect([store.takeChallenge("c", "sign-in", 99), store.takeChallenge("c", "step-up registrar-1", 99)]).toEqual([false, true]);
  });
});

forEachEngine("the record of views", ({ open }) => {
  it("[AX22] views come back whole, newest first, by filter, by subject and in order", () => {
    const store = createAuditStore(migrated(open(), "audit"));
    store.append((last) => view((last?.position ?? 0) + 1, ["x"]));
    store.append((last) => view((last?.position ?? 0) + 1, ["x", "y"], { by: "registrar-2", what: "case" }));
    store.append((last) => {
      expect(last).toEqual({ position: 2, link: hashOf("l2") });
      return view(3, []);
    });
    const all = { before: null, by: null, what: null, from: null, to: null };
    const positions = (rows: readonly { readonly position: number }[]) => rows.map(({ position }) => position);
    expect(positions(store.page(all, 2))).toEqual([3, 2]);
    expect(positions(store.page({ ...all, before: 3, by: "registrar-1" }, 9))).toEqual([1]);
    expect(positions(store.page({ ...all, what: "case", from: 1_795_000_000_002, to: 1_795_000_000_003 }, 9))).toEqual([2]);
    expect(positions(store.ofSubject(hashOf("x"), 9))).toEqual([2, 1]);
    expect(positions(store.after(1, 9))).toEqual([2, 3]);
    const { by: _by, what: _what, subjects: _subjects, ...stored } = view(1, ["x"]);
    expect(store.after(0, 1)).toEqual([stored]);
  });
});
