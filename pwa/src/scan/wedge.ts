import { assert, type CodeRead, readCode } from "@beket/domain";
import { putBack, type FieldMemory, rememberField, typeInto } from "./wedge-fields.ts";
import { idleWedge, silenceMs, type WedgeConfig, wedgeDefaults, type WedgeEvent, type WedgeStep, wedgeStep } from "./wedge-step.ts";

export type WedgeListener = {
  readonly onScan: (scan: CodeRead) => void;
  /** A code that was read and not taken: the same one again, or longer than any code of ours. */
  readonly onRejected?: (why: "same" | "too-long") => void;
  /** While false every key goes its way, as without a listener. */
  readonly isOn?: () => boolean;
  readonly config?: Partial<WedgeConfig>;
};

const fieldsMax = 8;
/** A timer this late waited behind other work; the keys that came meanwhile stand in the queue behind it. */
const lateMs = 30;

/**
 * Hears a barcode scanner that works as a keyboard, anywhere on the page and under any keyboard layout; returns what ends it.
 *
 * The scanner is set to a US keyboard. Its keys reach neither the focused field nor a button; the two that came before it was clear
 * that no person types are taken back. Keys of a person pass untouched.
 */
export function listenWedge(target: Window, listener: WedgeListener): () => void {
  const config: WedgeConfig = { ...wedgeDefaults, ...listener.config };
  assert(config.suspectChars >= 2, "one key alone has no speed");
  let state = idleWedge;
  let timer: number | null = null;
  let fields: readonly FieldMemory[] = [];
  let fieldsOf: number | null = null;

  function perform({ effects }: WedgeStep): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case "undo":
          for (const field of fields) putBack(field);
          break;
        case "give-back":
          typeInto(fields.at(-1)?.element ?? target.document.activeElement, effect.text);
          break;
        case "rejected":
          listener.onRejected?.(effect.why);
          break;
        case "scan":
          // Characters that came by another way than a key (an Alt code) may have landed since.
          for (const field of fields) putBack(field);
          listener.onScan(readCode(effect.text));
          break;
      }
    }
  }
  function wait(): void {
    if (timer !== null) target.clearTimeout(timer);
    const ms = silenceMs(state, config);
    timer = ms === null ? null : target.setTimeout(onTimer, ms + 1, target.performance.now() + ms);
  }
  function onTimer(dueAt: number): void {
    const at = target.performance.now();
    timer = at - dueAt > lateMs ? target.setTimeout(() => step({ kind: "silence", at }), 0) : null;
    if (timer === null) step({ kind: "silence", at });
  }
  function step(event: WedgeEvent): boolean {
    const next = wedgeStep(state, event, config);
    state = next.state;
    perform(next);
    const startedAt = (state.burst ?? state.lead)?.startedAt ?? null;
    if (fieldsOf !== startedAt) fields = [];
    fieldsOf = startedAt;
    if (event.kind !== "up" || state.burst !== null) wait();
    return next.swallow;
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (listener.isOn?.() === false || !event.isTrusted) return;
    const before = state.burst;
    const { code, key, repeat, shiftKey: shift, ctrlKey: ctrl, altKey: alt, metaKey: meta, timeStamp: at } = event;
    if (step({ kind: "down", at, code, key, repeat, shift, ctrl, alt, meta, altGraph: event.getModifierState("AltGraph") })) stop(event);
    // A choice list follows the first letters and tells nobody beforehand.
    if (before === null && state.burst !== null && target.document.activeElement instanceof HTMLSelectElement)
      remember(target.document.activeElement);
  }
  function onKeyUp(event: KeyboardEvent): void {
    if (event.isTrusted && step({ kind: "up", at: event.timeStamp, code: event.code })) stop(event);
  }
  function onBeforeInput(event: InputEvent): void {
    if (!event.isTrusted || state.burst === null) return;
    if (state.burst.isScan && event.cancelable) stop(event);
    else remember(event.target);
  }
  function remember(element: EventTarget | null): void {
    const known = fields.some((field) => field.element === element);
    const memory = known || fields.length >= fieldsMax ? null : rememberField(element);
    if (memory !== null) fields = [...fields, memory];
  }

  // First of all listeners and before the page's own, so that a swallowed key is a key nobody saw.
  target.addEventListener("keydown", onKeyDown, { capture: true });
  target.addEventListener("keyup", onKeyUp, { capture: true });
  target.addEventListener("beforeinput", onBeforeInput, { capture: true });
  return () => {
    target.removeEventListener("keydown", onKeyDown, { capture: true });
    target.removeEventListener("keyup", onKeyUp, { capture: true });
    target.removeEventListener("beforeinput", onBeforeInput, { capture: true });
    if (timer !== null) target.clearTimeout(timer);
  };
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
