import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, Notice } from "../../ui/index.ts";
import { calls, frame } from "../words/frame.ts";
import { Working } from "./parts.tsx";

/** A part whose code is fetched when it is first shown; a failed fetch is told, and tried again on request. */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): (props: P) => ReturnType<typeof Working> {
  let kept: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [state, setState] = useState<"loading" | "failed" | "ready">(kept === null ? "loading" : "ready");
    useEffect(() => {
      if (state !== "loading") return;
      load().then(
        (part) => {
          kept = part;
          setState("ready");
        },
        () => setState("failed"),
      );
    }, [state]);
    if (state === "loading") return <Working>{say(frame.working)}</Working>;
    if (kept === null)
      return (
        <Notice tone="bad" live="assertive">
          <p>{say(calls.network)}</p>
          <Button size="small" icon="refresh" onClick={() => setState("loading")}>
            {say(frame.retry)}
          </Button>
        </Notice>
      );
    const Part = kept;
    return <Part {...props} />;
  };
}
