import type { ApplicationView } from "@beket/api";
import { ledgerName } from "@beket/domain";
import { useEffect, useState } from "preact/hooks";
import { dateTime, language, say } from "../../i18n/index.ts";
import { Badge, Button, Card, Field } from "../../ui/index.ts";
import type { CallFailure, Central } from "../adapters/central.ts";
import type { Keep, KeptApplication } from "../adapters/keep.ts";
import { readStatusCode, type StatusKey } from "../../text/status-code.ts";
import { ApplicationAnswer } from "../parts/application-view.tsx";
import { lazyPart } from "../parts/lazy.tsx";
import { CallFailed, Heading, Working } from "../parts/parts.tsx";
import { passWords } from "../passes/words.ts";
import { result, status as w } from "../words/result.ts";

const PassesPage = lazyPart(() => import("../passes/passes-page.tsx").then((part) => part.PassesPage));

type Opened =
  | { readonly kind: "none" }
  | { readonly kind: "opening"; readonly key: StatusKey }
  | { readonly kind: "opened"; readonly key: StatusKey; readonly view: ApplicationView }
  | { readonly kind: "failed"; readonly key: StatusKey; readonly failure: CallFailure };

type Props = {
  readonly central: Central;
  readonly keep: Keep;
  readonly timeZone: string;
  readonly onRevoke: (view: ApplicationView) => void;
};

function Kept(props: {
  readonly kept: readonly KeptApplication[];
  readonly timeZone: string;
  readonly onOpen: (key: StatusKey) => void;
  readonly onForget: (id: string) => void;
}) {
  return (
    <Card title={say(w.here)}>
      <p class="small soft">{say(props.kept.length === 0 ? w.none : w.noNames)}</p>
      <ul class="kept-list">
        {props.kept.map((one) => (
          <li key={one.id} class="kept-item">
            <div>
              <p class="kept-name">{ledgerName(one.ledger, language.value)}</p>
              <p class="small soft">
                {dateTime(one.sentAt, props.timeZone)} · {say(w.rows(one.rows))}
              </p>
            </div>
            <Badge>{say(result.heading[one.state])}</Badge>
            <div class="row">
              <Button size="small" onClick={() => props.onOpen(one)} testId="open-kept">
                {say(w.open)}
              </Button>
              <Button size="small" kind="quiet" icon="trash" iconOnly onClick={() => props.onForget(one.id)}>
                {say(w.forget)}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Applications sent before: from this browser's list, or by a code from any other. */
export function StatusSection({ central, keep, timeZone, onRevoke }: Props) {
  const [kept, setKept] = useState<readonly KeptApplication[]>([]);
  const [text, setText] = useState("");
  const [passes, setPasses] = useState(false);
  const [wrong, setWrong] = useState(false);
  const [opened, setOpened] = useState<Opened>({ kind: "none" });
  useEffect(() => void keep.applications().then(setKept), [keep]);

  const open = async (key: StatusKey): Promise<void> => {
    setOpened({ kind: "opening", key });
    const reply = await central.status(key.id, key.secret);
    if (!reply.ok) return setOpened({ kind: "failed", key, failure: reply.error });
    setOpened({ kind: "opened", key, view: reply.value });
    const known = kept.find(({ id }) => id === key.id);
    if (known !== undefined) await keep.keepApplication({ ...known, state: reply.value.state });
    setKept(await keep.applications());
  };
  /** The page stays as it is while it is asked, and when nobody answers. */
  const refresh = async (key: StatusKey): Promise<void> => {
    const reply = await central.status(key.id, key.secret);
    if (reply.ok) setOpened((before) => (before.kind === "opened" && before.key.id === key.id ? { ...before, view: reply.value } : before));
  };
  const forget = async (id: string): Promise<void> => {
    await keep.dropApplication(id);
    setKept(await keep.applications());
  };

  if (opened.kind === "opened" && passes)
    return <PassesPage central={central} at={opened.key} timeZone={timeZone} onBack={() => setPasses(false)} />;
  if (opened.kind === "opened")
    return (
      <div class="stack">
        <Heading key="opened">{say(result.heading[opened.view.state])}</Heading>
        <ApplicationAnswer view={opened.view} timeZone={timeZone} nameOf={() => null} onRefresh={() => void refresh(opened.key)} />
        <div class="row no-print">
          <Button icon="back" onClick={() => setOpened({ kind: "none" })}>
            {say(w.back)}
          </Button>
          {opened.view.permits.some((permit) => permit.state === "active") ? (
            <Button icon="qr" onClick={() => setPasses(true)} testId="to-passes">
              {say(passWords.open)}
            </Button>
          ) : null}
          {opened.view.permits.some((permit) => permit.state === "active") ? (
            <Button kind="quiet" icon="minus" onClick={() => onRevoke(opened.view)}>
              {say(result.toRevoke)}
            </Button>
          ) : null}
        </div>
      </div>
    );
  return (
    <div class="stack">
      <Heading key="list">{say(w.heading)}</Heading>
      <Card>
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const key = readStatusCode(text);
            setWrong(key === null);
            if (key !== null) void open(key);
          }}
        >
          <Field
            label={say(w.code)}
            hint={say(w.codeHint)}
            error={wrong ? say(w.codeInvalid) : null}
            value={text}
            maxLength={140}
            onInput={setText}
          />
          <div class="row">
            <Button kind="primary" type="submit" icon="search" busy={opened.kind === "opening"} testId="open-code">
              {say(w.open)}
            </Button>
          </div>
        </form>
        {opened.kind === "opening" ? <Working>{say(w.opening)}</Working> : null}
        {opened.kind === "failed" ? <CallFailed failure={opened.failure} onRetry={() => void open(opened.key)} /> : null}
      </Card>
      <Kept
        kept={kept}
        timeZone={timeZone}
        onOpen={(key) => void open({ id: key.id, secret: key.secret })}
        onForget={(id) => void forget(id)}
      />
    </div>
  );
}
