import { workerOfPage } from "./page-state.ts";
import { expect } from "vitest";

// Takes the place of vitest in a page: its own `expect`, and as much of `describe` and `it` as the tests of pure packages use.
// What is missing here fails the build or the test, never silently.

export { expect };

export type PageTestResult = { readonly name: string; readonly error?: string };
export type PageReport = { readonly results: readonly PageTestResult[]; readonly blocked: readonly string[] };

type Body = (...given: readonly never[]) => unknown;
type Registered = { readonly name: string; readonly run: () => unknown };

const tests: Registered[] = [];
const around: string[] = [];

const titleOf = (name: string, given: readonly unknown[], index: number): string =>
  `${name} (${index}: ${given.map(String).join(", ").slice(0, 60)})`;

/** A row that is an array is the arguments, anything else is the only one; as vitest has it, where every row is an array. */
const argumentsOf = (row: unknown, allArrays: boolean): readonly unknown[] => (allArrays && Array.isArray(row) ? row : [row]);

const eachOf =
  (register: (name: string, run: () => unknown) => void) =>
  (table: readonly unknown[]) =>
  (name: string, body: Body): void => {
    const allArrays = table.every(Array.isArray);
    for (const [index, row] of table.entries()) {
      const given = argumentsOf(row, allArrays);
      register(titleOf(name, given, index), () => Reflect.apply(body, undefined, given));
    }
  };

const registerTest = (name: string, run: () => unknown): void => {
  tests.push({ name: [...around, name].join(" > "), run });
};

const registerSuite = (name: string, run: () => unknown): void => {
  around.push(name);
  const outcome = run();
  around.pop();
  if (outcome instanceof Promise) throw new Error("describe with a promise is not supported in a page");
};

export const it = Object.assign((name: string, body: Body): void => registerTest(name, () => body()), { each: eachOf(registerTest) });
export const describe = Object.assign((name: string, body: Body): void => registerSuite(name, () => body()), {
  each: eachOf(registerSuite),
});

const blocked: string[] = [];
globalThis.document.addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective }) => {
  blocked.push(`${violatedDirective} ${blockedURI}`);
});

/** Runs what was registered, one after the other, and tells the server. */
export const reportTests = async (address: string): Promise<void> => {
  workerOfPage.filepath = address;
  const results: PageTestResult[] = [];
  for (const { name, run } of tests) {
    try {
      await run();
      results.push({ name });
    } catch (error) {
      // A test says by throwing that it failed.
      results.push({ name, error: error instanceof Error ? `${error.message}\n${error.stack ?? ""}`.slice(0, 2000) : String(error) });
    }
  }
  const report: PageReport = { results, blocked };
  await fetch(address, { method: "POST", body: JSON.stringify(report) });
};
