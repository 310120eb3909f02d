/** What the tool's exit codes mean. `eds validate`, `eds path` and `eds revalidate` follow their own table: 0 passed, 1 failed, 2 indeterminate, 3 usage. */
export const exitCode = { done: 0, failed: 1, cannotRun: 2, usage: 3 } as const;
