import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../i18n/say.ts";
import { uiWords } from "../i18n/ui-words.ts";
import { Button } from "./button.tsx";
import "./dialog.css";

/** A modal sheet: the browser's own dialog keeps the focus inside and closes on Escape. */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly side?: boolean;
  readonly testId?: string;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Before the first paint, so that a key pressed at once already belongs to the dialog.
  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    if (element !== null && !element.open) element.showModal();
    return () => {
      // It is taken out of the page without being closed, so the browser does not give the focus back by itself.
      if (opener instanceof HTMLElement && opener.isConnected) queueMicrotask(() => opener.focus({ preventScroll: true }));
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={props.side ? "dialog dialog-side" : "dialog"}
      aria-labelledby={titleId}
      data-testid={props.testId}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      // A browser may close it without asking first.
      onClose={props.onClose}
    >
      <header class="dialog-head">
        <h2 id={titleId}>{props.title}</h2>
        <Button kind="quiet" icon="cross" iconOnly onClick={props.onClose}>
          {say(uiWords.close)}
        </Button>
      </header>
      <div class="dialog-body">{props.children}</div>
    </dialog>
  );
}
