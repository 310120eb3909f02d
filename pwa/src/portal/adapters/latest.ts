/**
 * Runs at most one write at a time and skips to the newest value: keystrokes come faster than a disk. The result of the last
 * write is told; every value handed in is written or replaced by a newer one.
 */
export function latestOnly<T>(write: (value: T) => Promise<boolean>, told: (kept: boolean) => void): (value: T) => void {
  let next: { readonly value: T } | null = null;
  let running = false;
  const run = async (): Promise<void> => {
    running = true;
    while (next !== null) {
      const { value } = next;
      next = null;
      told(await write(value));
    }
    running = false;
  };
  return (value) => {
    next = { value };
    if (!running) void run();
  };
}
