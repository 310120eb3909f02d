/**
 * The database cannot be reached, or stopped to answer: what was asked for did not happen, but where `isOutcomeUnknown` says that the
 * connection ended while a commit was under way. The same request may be made again.
 */
export type StoreUnavailableError = Error & { readonly code: "store-unavailable"; readonly isOutcomeUnknown: boolean };

export function storeUnavailable(why: string, isOutcomeUnknown = false): StoreUnavailableError {
  return Object.assign(new Error(why), { code: "store-unavailable" as const, isOutcomeUnknown });
}

export const isStoreUnavailable = (thrown: unknown): thrown is StoreUnavailableError =>
  thrown instanceof Error && "code" in thrown && thrown.code === "store-unavailable";
