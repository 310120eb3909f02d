/** An expected failure is a value. Broken invariants are thrown by `assert` instead. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const failure = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** Throws when the caller broke the contract of a function. Never used for what comes from outside. */
export function assert(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${why}`);
}
