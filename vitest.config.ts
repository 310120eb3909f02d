import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Bun imports a migration as text by itself; vite has to be told.
const sqlAsText = {
  name: "sql-as-text",
  transform: (code: string, id: string) => (id.endsWith(".sql") ? { code: `export default ${JSON.stringify(code)};`, map: null } : null),
};

// Projects are cut by what they need: nothing, real brokers, seeds and time, a browser with real processes.
// vitest's default pool of forked processes fails under Bun; threads work.
// vitest leaves one core to itself, which on two is half of the machine.
const maxWorkers = Math.max(2, availableParallelism());
const project = (name: string, timeoutMs: number, group = {}) => ({
  plugins: [sqlAsText],
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    pool: "threads" as const,
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    maxWorkers,
    ...group,
  },
});

export default defineConfig({
  test: {
    // After the others, two at a time: each starts a city of its own on free ports, and mostly waits.
    projects: [
      project("unit", 60_000),
      project("contract", 120_000),
      project("sim", 300_000),
      project("e2e", 600_000, { maxWorkers: 2, sequence: { groupOrder: 1 } }),
    ],
  },
});
