/** The same shape as the domain's, so that callers need not tell them apart. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };
