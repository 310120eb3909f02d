/** vitest's `expect` asks its worker which file it is in. In a page there is no worker: this one stands in before it is loaded. */
export const workerOfPage = { filepath: "", config: {} };

Object.defineProperty(globalThis, "__vitest_worker__", { value: workerOfPage });
