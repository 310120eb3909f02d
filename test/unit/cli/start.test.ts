import { createServer } from "node:net";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runCommand } from "../../support/run-command.ts";

it("[CL6] names a taken port with the option that chooses another, and starts nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-start-"));
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const done = await runCommand(["start", "--data", folder, "--portal-port", String(port)]);
  server.close();
  expect(done.code).toBe(2);
  expect(done.stderr).toContain(`port ${port} on 127.0.0.1 is taken; choose another with --portal-port`);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
