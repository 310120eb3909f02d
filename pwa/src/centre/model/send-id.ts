import type { Result } from "@beket/domain";
import type { CallFailure } from "../adapters/central.ts";

/** What was sent under an id and has no sure answer yet. */
export type Unsure = { readonly id: string; readonly text: string } | null;

/** The id of the next try: that of an unanswered one with the same content, so that central counts both once; else a new one. */
export function idFor(unsure: Unsure, text: string, newId: () => string): NonNullable<Unsure> {
  return unsure?.text === text ? unsure : { id: newId(), text };
}

/** Central's word ends the matter, also a refusal; silence and an unreadable answer do not. */
export const afterAnswer = (sent: NonNullable<Unsure>, answer: Result<unknown, CallFailure>): Unsure =>
  answer.ok || answer.error.kind === "problem" ? null : sent;
