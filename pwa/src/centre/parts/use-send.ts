import { useRef, useState } from "preact/hooks";
import type { Answer, CallFailure } from "../adapters/central.ts";
import { useCentre } from "../context.ts";

export type Sending<T> =
  | { readonly kind: "idle" }
  | { readonly kind: "sending" }
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly failure: CallFailure };

/**
 * Sends something that becomes an event. Until central has answered, the same thing goes with the same id, so that a press after a lost
 * answer counts once; what central refused gets a new one.
 */
export function useSend<I, T>(send: (id: string, input: I) => Answer<T>) {
  const { newId } = useCentre();
  const [state, setState] = useState<Sending<T>>({ kind: "idle" });
  const kept = useRef<{ readonly id: string; readonly text: string } | null>(null);
  const go = async (input: I): Promise<T | null> => {
    const text = JSON.stringify(input);
    if (kept.current?.text !== text) kept.current = { id: newId(), text };
    setState({ kind: "sending" });
    const answer = await send(kept.current.id, input);
    const isUnsure = !answer.ok && answer.error.kind !== "problem";
    if (!isUnsure) kept.current = null;
    setState(answer.ok ? { kind: "done", value: answer.value } : { kind: "failed", failure: answer.error });
    return answer.ok ? answer.value : null;
  };
  return { state, go, reset: () => setState({ kind: "idle" }) };
}
