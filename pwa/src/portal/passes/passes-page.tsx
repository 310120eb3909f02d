import type { PassesReply, PrintedPass } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import type { StatusKey } from "../../text/status-code.ts";
import { Button, Choice, Notice } from "../../ui/index.ts";
import type { CallFailure, Central } from "../adapters/central.ts";
import { CallFailed, Heading, Working } from "../parts/parts.tsx";
import { PassPaper } from "./pass-paper.tsx";
import "./passes.css";
import { passWords as w } from "./words.ts";

type Loaded = Pick<PassesReply, "next" | "total"> & { readonly passes: readonly PrintedPass[] };

/** The passes of an application, as they are printed. Signed by central when they are asked for, and kept nowhere. */
export function PassesPage(props: {
  readonly central: Pick<Central, "passes">;
  readonly at: StatusKey;
  readonly timeZone: string;
  readonly onBack: () => void;
}) {
  const [loaded, setLoaded] = useState<Loaded>({ passes: [], next: null, total: 0 });
  const [state, setState] = useState<"loading" | "ready" | CallFailure>("loading");
  const [layout, setLayout] = useState<"one" | "eight">("eight");
  const { passes, next, total } = loaded;
  const load = async (after: number | null): Promise<void> => {
    setState("loading");
    const reply = await props.central.passes({ id: props.at.id, secret: props.at.secret, after });
    if (!reply.ok) return setState(reply.error);
    const earlier = after === null ? [] : passes;
    setLoaded({ passes: [...earlier, ...reply.value.passes], next: reply.value.next, total: reply.value.total });
    setState("ready");
  };
  useEffect(() => void load(null), []);
  return (
    <div class="stack">
      <div class="stack no-print">
        <Heading lead={say(w.lead)}>{say(w.title)}</Heading>
        <div class="row">
          <Button icon="back" onClick={props.onBack}>
            {say(w.back)}
          </Button>
          <Choice
            label={say(w.layout)}
            items={(["eight", "one"] as const).map((value) => ({ value, name: say(w.layouts[value]) }))}
            value={layout}
            onChange={setLayout}
          />
          <Button kind="primary" icon="print" disabled={passes.length === 0} onClick={() => print()} testId="print-passes">
            {say(w.print)}
          </Button>
        </div>
        {state === "loading" ? <Working>{say(w.loading)}</Working> : null}
        {typeof state === "string" ? null : <CallFailed failure={state} onRetry={() => void load(next)} />}
        {state === "ready" && total === 0 ? <Notice tone="warn" title={say(w.none)} /> : null}
        {total > passes.length && state === "ready" ? (
          <div class="row">
            <span class="soft">{say(w.shown(passes.length, total))}</span>
            <Button size="small" onClick={() => void load(next)}>
              {say(w.more)}
            </Button>
          </div>
        ) : null}
      </div>
      <div class={`passes passes-${layout}`}>
        {passes.map((pass) => (
          <PassPaper key={pass.at} pass={pass} timeZone={props.timeZone} />
        ))}
      </div>
    </div>
  );
}
