import type { ComponentChildren } from "preact";
import { say } from "../../i18n/index.ts";
import { Button, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { calls, frame } from "../words/frame.ts";

export { Heading } from "../../centre/parts/basics.tsx";

export function Working({ children }: { readonly children?: ComponentChildren }) {
  return (
    <div class="working" role="status">
      <span class="working-bar" aria-hidden="true" />
      <span>{children ?? say(frame.loading)}</span>
    </div>
  );
}

export const callText = (failure: CallFailure): string => (failure.kind === "problem" ? failure.title : say(calls[failure.kind]));

export function CallFailed({ failure, onRetry }: { readonly failure: CallFailure; readonly onRetry?: () => void }) {
  return (
    <Notice tone="bad" live="assertive" testId="call-failed">
      <p>{callText(failure)}</p>
      {failure.kind === "problem" && failure.detail !== null ? <p class="soft">{failure.detail}</p> : null}
      {onRetry === undefined ? null : (
        <div class="row">
          <Button size="small" icon="refresh" onClick={onRetry}>
            {say(frame.retry)}
          </Button>
        </div>
      )}
    </Notice>
  );
}
