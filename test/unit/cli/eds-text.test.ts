import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issueCrl, serialNumberOf, signCms } from "@beket/eds/issue";
import { afterAll, describe, expect, it } from "vitest";
import { moment } from "../../../cli/src/eds/text/reader.ts";
import { createDemoAuthority } from "../../../demo/src/keys/demo-authority.ts";
import { runCommand } from "../../support/run-command.ts";

// The report as an expert reads it out in court: in one language, by the clock on the wall, with the evidence by its dates.

const folder = mkdtempSync(join(tmpdir(), "beket-cli-text-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const hour = 3_600_000;
const now = Math.floor(Date.now() / 1000) * 1000;
const authority = createDemoAuthority(now, random);
const iin = "871008401447";
const head = authority.issue({
  role: "first-head",
  usage: "signing",
  person: { surname: "Абаев", givenName: "Ерлан", iin },
  organisation: { name: "«Сынақ» ЖШС", bin: "940140000385" },
});
const content = new TextEncoder().encode("to be signed");
writeFileSync(path("root.cer"), authority.root.certificate);
writeFileSync(path("issuing.cer"), authority.issuing.certificate);
for (const [index, crl] of authority.crls([], 30).entries()) writeFileSync(path(`list-${index}.crl`), crl);
const signers = [{ certificate: head.certificate, key: head.key, signingTimeMs: now + hour }];
writeFileSync(path("cms"), signCms({ content, detached: false, signers, random }));
const revokedAt = now - 2 * hour;
writeFileSync(
  path("revoked.crl"),
  issueCrl(authority.issuing, {
    thisUpdateMs: now - hour,
    nextUpdateMs: now + hour,
    number: 77,
    revoked: [{ serialNumber: serialNumberOf(head.certificate), revocationMs: revokedAt, reason: "superseded" }],
    random,
  }),
);

const lists = ["--crl", path("list-0.crl"), "--crl", path("list-1.crl")];
const validate = (...more: readonly string[]) =>
  runCommand(["eds", "validate", "--cms", path("cms"), "--trust", path("root.cer"), "--intermediate", path("issuing.cer"), ...more]);

const headings = {
  kk: ["Қолтаңба жарамды.", "Кім қол қойған (дәлелденген): ", "кері қайтарылған сертификаттар тізімі", "Тексерілген сәт: "],
  ru: ["Подпись действительна.", "Кто подписал (доказано): ", "список отозванных сертификатов", "Проверено по состоянию на: "],
  en: ["The signature is valid.", "Signed by (proved): ", "list of revoked certificates", "Judged as of: "],
} as const;

describe("the report of beket eds validate", () => {
  it.each(["kk", "ru", "en"] as const)(
    "[CL15] says in one language who signed, when, and by what list of what date: %s",
    async (language) => {
      const done = await validate(...lists, "--lang", language, "--detailed");
      expect(done).toMatchObject({ code: 0, stderr: "" });
      for (const heading of headings[language]) expect(done.stdout).toContain(heading);
      for (const [other, said] of Object.entries(headings))
        if (other !== language) for (const heading of said) expect(done.stdout).not.toContain(heading);
      expect(done.stdout).toContain(iin);
      expect(done.stdout).toMatch(/№ \d+; .*\(UTC\+05:00\).*\(UTC\+05:00\)/);
      // No programs' words but the codes in brackets, and names.
      const named = /\[[^\]\n]*\]|SHA-256|--\w+|UTC[+\d:]*|[0-9a-f]{20,}|\bany\b|CMS|OCSP|ETSI EN|BEKET|GOST/g;
      const foreign = done.stdout.replaceAll(named, "").match(/[A-Za-z]{3,}.*/g);
      if (language !== "en") expect(foreign).toBeNull();
    },
  );

  it("[CL15] a stated time after the proved one is called so", async () => {
    expect((await validate(...lists, "--lang", "en")).stdout).toMatch(/Time that the signer states: .*later than the proved time/);
  });

  it("[CL15] shows times by the clock of the zone that is asked for, as it was then", async () => {
    const reader = { language: "ru", zone: "Asia/Almaty" } as const;
    expect(moment(Date.parse("2022-09-02T16:53:59Z"), reader)).toBe("2 сентября 2022 г., 22:53:59 (UTC+06:00)");
    expect(moment(Date.parse("2026-09-02T19:53:59Z"), reader)).toBe("3 сентября 2026 г., 00:53:59 (UTC+05:00)");
    expect(moment(Date.parse("2026-09-02T16:53:59Z"), { language: "kk", zone: "UTC" })).toBe("2026 ж. 2 қыркүйек, 16:53:59 (UTC)");
    expect((await validate(...lists, "--zone", "UTC")).stdout).toContain("(UTC)");
    expect(await validate("--zone", "Medeu")).toMatchObject({ code: 3, stderr: expect.stringContaining("--zone") });
  });

  it.each(["01.10.2026", "2026-10-1", "10/01/2026", "2026-02-30", "1 Oct 2026", "2026-10-01 10:00", "2026-10-01T25:00Z"])(
    "[CL14] a moment is ISO 8601 and on the calendar, or nothing is judged: %s",
    async (at) => {
      for (const option of ["--at", "--received"])
        expect(await validate(...lists, option, at)).toMatchObject({ code: 3, stdout: "", stderr: expect.stringContaining(option) });
    },
  );

  it("[CL14] a moment without a zone is UTC, and a receipt is not after the judgement", async () => {
    const judged = async (at: string): Promise<unknown> => JSON.parse((await validate("--at", at, "--json")).stdout);
    const ms = Date.parse("2026-10-01T00:00:00Z");
    for (const at of ["2026-10-01", "2026-10-01T00:00", "2026-10-01T00:00:00Z", "2026-10-01T05:00:00.000+05:00"])
      expect(await judged(at)).toMatchObject({ validationTime: ms });
    const late = await validate("--at", "2026-10-01", "--received", "2026-10-02");
    expect(late).toMatchObject({ code: 3, stdout: "", stderr: expect.stringContaining("--received") });
  });
});
