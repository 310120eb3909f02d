import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openUploads } from "../../../central/src/adapters/uploads.ts";
import { inventedBin, ndjson, openDesk, row } from "./support.ts";

const serials = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => row(from + at));

it("[TB7] a program that is killed in the middle of an import has changed nothing, and the next start takes its rows away", async () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-killed-"));
  const before = openDesk({ folder });
  await before.importBytes(ndjson(serials(1, 50)));
  await before.close(true);
  const file = join(folder, "next.ndjson");
  writeFileSync(file, ndjson(serials(40, 6_000)));
  let kills = 0;
  for (const turns of [1, 14, 17]) {
    const child = Bun.spawn([process.execPath, join(import.meta.dirname, "kill-import.ts"), join(folder, "registry.db"), file], {
      stdout: "pipe",
    });
    let said = "";
    for await (const chunk of child.stdout) {
      said += new TextDecoder().decode(chunk);
      if (said.split("\n").length > turns) break;
    }
    child.kill(9);
    await child.exited;
    kills += said.includes("ended") ? 0 : 1;
    const after = openDesk({ folder });
    expect(after.base.organisation(inventedBin(2))).not.toBeNull();
    expect(after.base.organisation(inventedBin(4_000))).toBeNull();
    expect(after.desk.reply()).toMatchObject({ present: { rows: 49 }, running: null });
    expect(after.desk.reply().history[0]?.state).toBe("stopped");
    await after.desk.idle();
    const left = after.database.prepare<{ rows: number }>("select count(*) as rows from organisation_row").get();
    expect(left?.rows).toBe(49);
    await after.close(true);
  }
  expect(kills).toBe(3);
  rmSync(folder, { recursive: true });
});

it("[TB7] files that a stop left behind are taken away at the start, and a body that is cut or too large leaves none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-uploads-"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "left"), "x");
  const uploads = openUploads(folder);
  expect(readdirSync(folder)).toEqual([]);
  const body = (text: string, cut = false) =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(text));
        if (cut) controller.error(new Error("gone"));
        else controller.close();
      },
    });
  expect(await uploads.save("a", body("12345"), 4)).toEqual({ ok: false, error: "too-large" });
  expect(await uploads.save("a", body("12", true), 4)).toEqual({ ok: false, error: "cut" });
  expect(readdirSync(folder)).toEqual([]);
  const saved = await uploads.save("a.csv", body("1234"), 4);
  if (!saved.ok) throw new Error(saved.error);
  expect([saved.value.source.sizeBytes, await saved.value.sha256()]).toEqual([
    4,
    new Bun.CryptoHasher("sha256").update("1234").digest("hex"),
  ]);
  expect(new TextDecoder().decode(await saved.value.source.read(1, 3))).toBe("23");
  await saved.value.done();
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
