import { useRef, useState } from "preact/hooks";
import type { Answer, CallFailure } from "../adapters/central.ts";
import { useCentre } from "../context.ts";
import { afterAnswer, idFor, type Unsure } from "../model/send-id.ts";

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
  const kept = useRef<Unsure>(null);
  const go = async (input: I): Promise<T | null> => {
    const sent = idFor(kept.current, JSON.stringify(input), newId);
    kept.current = sent;
    setState({ kind: "sending" });
    const answer = await send(sent.id, input);
    kept.current = afterAnswer(sent, answer);
    setState(answer.ok ? { kind: "done", value: answer.value } : { kind: "failed", failure: answer.error });
    return answer.ok ? answer.value : null;
  };
  return { state, go, reset: () => setState({ kind: "idle" }) };
}
