import type { ComponentChildren } from "preact";
import { say } from "../../../i18n/index.ts";
import type { Loaded } from "../../adapters/office-store.ts";
import { CallFailed, Working } from "../../parts/parts.tsx";
import { frame } from "../../words/frame.ts";

/** What was asked for, or how it stands with it. */
export function Shown<T>(props: {
  readonly loaded: Loaded<T>;
  readonly onRetry: () => void;
  readonly children: (value: T) => ComponentChildren;
}) {
  const { loaded } = props;
  if (loaded.kind === "known") return <>{props.children(loaded.value)}</>;
  return loaded.kind === "failed" ? (
    <CallFailed failure={loaded.failure} onRetry={props.onRetry} />
  ) : (
    <Working>{say(frame.working)}</Working>
  );
}
