import type { ApplicationDraft, RevocationDraft } from "@beket/api";
import { applicationDocumentBytes, Uuid, type ApplicationDocument, type RevocationDocument } from "@beket/domain";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { draftToRequest } from "../../../pwa/src/portal/model/draft.ts";
import { checkApplication, checkRevocation } from "../../../pwa/src/portal/signing/document-check.ts";
import { bin, digest, documentOf, filled, nowMs, prepared, sha256 } from "./fixtures.ts";

const asked: ApplicationDraft = draftToRequest(filled, { ledger: "roadblock", purpose: "supply" }, "Asia/Almaty");
const faultOf = async (document: ApplicationDocument): Promise<string> => {
  const check = await checkApplication(prepared(document), asked, digest);
  return check.kind === "ok" ? "ok" : check.fault;
};

describe("what may be signed", () => {
  it("[PO8] central's document with its own digest, over what the form says", async () => {
    const reply = prepared(documentOf(asked));
    const check = await checkApplication(reply, asked, digest);
    if (check.kind !== "ok") throw new Error(check.fault);
    expect(check.document.text).toBe(reply.document ?? "");
    expect(check.document.sha256).toBe(sha256(check.document.text));
    expect(Buffer.from(check.document.base64, "base64").toString()).toBe(check.document.text);
    expect(check.document.sizeBytes).toBe(Buffer.byteLength(check.document.text));
  });

  it("[PO8] another digest stops the signing, be it of one changed character", async () => {
    const reply = prepared(documentOf(asked));
    const changed = { ...reply, document: (reply.document ?? "").replace("Ахметова", "Ахметоба") };
    expect(await checkApplication(changed, asked, digest)).toEqual({ kind: "fault", fault: "hash-differs" });
    expect(await checkApplication({ ...reply, document: "{}", sha256: sha256("{}") }, asked, digest)).toEqual({
      kind: "fault",
      fault: "not-a-document",
    });
    expect(await checkApplication({ ...reply, document: "x", sha256: sha256("x") }, asked, digest)).toEqual({
      kind: "fault",
      fault: "not-a-document",
    });
    expect(await checkApplication(reply, asked, () => null)).toEqual({ kind: "fault", fault: "no-digest" });
  });

  it("[PO8] a document that says something else than the form is never signed", async () => {
    const document = documentOf(asked);
    const [person, vehicle] = document.rows;
    if (person?.kind !== "person" || vehicle === undefined) throw new Error("two rows");
    const others: readonly ApplicationDocument[] = [
      { ...document, ledger: "city" },
      { ...document, purpose: "shift" },
      { ...document, validTo: document.validTo + 60_000 },
      { ...document, window: { ...document.window, days: 1 } },
      { ...document, places: { kind: "posts", posts: ["rb-01"] } },
      { ...document, applicant: { kind: "organisation", bin: "950341000052", name: "ЖШС «Көкжиек»" } },
      { ...document, rows: [person] },
      { ...document, rows: [{ ...person, surname: "Сейтова" }, vehicle] },
      { ...document, rows: [person, vehicle, { kind: "vehicle", plate: "777AAA02", country: "KAZ", description: "", group: null }] },
    ];
    expect(await faultOf(document)).toBe("ok");
    for (const other of others) expect(await faultOf(other)).toBe("content-differs");
  });

  it("[PO8] a revocation is proved in the same way", async () => {
    const request: RevocationDraft = { bin, numbers: ["R7K2-94QX", "R1B3-77AA"], reason: "vehicle-sold", effectiveAt: nowMs };
    const document: RevocationDocument = {
      type: "beket/revocation/1",
      revocation: v.parse(Uuid, "01a2043d-11c8-7545-a3b1-1ca9fc952e4c"),
      applicant: { kind: "organisation", bin, name: "ЖШС «Сарқырама»" },
      ledger: "roadblock",
      permits: ["R1B3-77AA", "R7K2-94QX"],
      reason: "vehicle-sold",
      note: null,
      effectiveFrom: nowMs,
      nonce: "ab".repeat(16),
      origin: "http://127.0.0.1:8080",
      createdAt: nowMs,
    };
    const checkOf = async (changed: RevocationDocument): Promise<string> => {
      const text = new TextDecoder().decode(applicationDocumentBytes(changed));
      const check = await checkRevocation({ document: text, sha256: sha256(text), readable: null, faults: [] }, request, digest);
      return check.kind === "ok" ? "ok" : check.fault;
    };
    expect(await checkOf(document)).toBe("ok");
    expect(await checkOf({ ...document, permits: ["R7K2-94QX"] })).toBe("content-differs");
    expect(await checkOf({ ...document, permits: ["R7K2-94QX", "R1B3-77AB"] })).toBe("content-differs");
    expect(await checkOf({ ...document, reason: "other" })).toBe("content-differs");
    expect(await checkOf({ ...document, effectiveFrom: nowMs + 1 })).toBe("content-differs");
  });
});
