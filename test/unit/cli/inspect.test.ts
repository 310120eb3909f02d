import { describe, expect, it } from "vitest";
import { runCommand } from "../../support/run-command.ts";

const validIin =
  "871008401447 760212350620 800416300257 680503450037 800416100254 680503250034 791028302728 061211600012 251112401047 700911204362 900101123102 850415300302".split(
    " ",
  );
const validBin = "940140000385 950341000052 961141000023 070941024691".split(" ");
const invalid = "900101123103 950315300123 821214240092".split(" ");

const inspect = async (text: string | Uint8Array): Promise<readonly Record<string, unknown>[]> => {
  const done = await runCommand(["inspect"], text);
  expect(done.code).toBe(0);
  return done.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
};

describe("beket inspect", () => {
  it("[CL2] agrees with the published numbers", async () => {
    const lines = await inspect([...validIin, ...validBin, ...invalid].join("\n"));
    expect(lines.slice(0, validIin.length)).toEqual(
      validIin.map((value) => ({ kind: "iin", valid: true, normalised: value, reason: null })),
    );
    expect(lines.slice(validIin.length, -invalid.length)).toEqual(
      validBin.map((value) => ({ kind: "bin", valid: true, normalised: value, reason: null })),
    );
    expect(lines.slice(-invalid.length)).toEqual(
      invalid.map(() => ({ kind: "iin", valid: false, normalised: null, reason: expect.any(String) })),
    );
  });

  it("[CL2] normalises plates typed with Cyrillic look-alikes and as cameras read them", async () => {
    const lines = await inspect("123аВС02\n12302ABC\r\nH 444 501\nA123BCE\n");
    expect(lines.map((line) => line["normalised"])).toEqual(["123ABC02", "123ABC02", "H444501", "A123BCE"]);
  });

  it("[CL2] answers every line once, also empty, endless and binary ones", async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode(`\n${"9".repeat(100_000)}\n`),
      0xff,
      0xfe,
      0x00,
      10,
      ...new TextEncoder().encode("871008401447"),
    ]);
    const lines = await inspect(bytes);
    expect(lines.map((line) => line["valid"])).toEqual([false, false, false, true]);
  });
});

describe("the command", () => {
  it("[CL1] lists its commands", async () => {
    const done = await runCommand(["--help"]);
    expect(done.code).toBe(0);
    for (const command of ["start", "central", "edge", "bridge", "inspect", "eds validate"]) expect(done.stdout).toContain(command);
  });

  it("[CL1] names an unknown command in one line", async () => {
    const done = await runCommand(["frobnicate"]);
    expect(done).toMatchObject({ code: 3, stdout: "" });
    expect(done.stderr.trimEnd().split("\n")).toHaveLength(1);
    const group = await runCommand(["trust"]);
    expect(group).toMatchObject({ code: 3, stderr: expect.stringContaining('"beket trust add", "beket trust list"') });
  });

  it.each(["central", "edge", "bridge"])("[CL4] %s names all faults of its configuration at once", async (program) => {
    const done = await runCommand([program, "--port", "99999", "--no-such-thing"]);
    expect(done.code).toBe(2);
    expect(done.stderr).toContain("port");
    expect(done.stderr).toContain("no-such-thing");
    expect(done.stderr.trimEnd().split("\n").length).toBeGreaterThan(2);
  });
});
