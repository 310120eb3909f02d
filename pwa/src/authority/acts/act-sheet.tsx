import { actRoutes, ActView, type SignedSubmission } from "@beket/api";
import { actKindNames, describeAct, type AuthorityAct, type Regime } from "@beket/domain";
import { useEffect, useRef, useState } from "preact/hooks";
import { dateTime, language, say } from "../../i18n/index.ts";
import { Button, Dialog, Field, Notice } from "../../ui/index.ts";
import { failureWords } from "../../portal/words/failures.ts";
import type { SignFailure, SignPhase } from "../../portal/signing/failure.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority, useSession } from "../context.ts";
import { CallFailed, Working } from "../parts/basics.tsx";
import { actWords as w } from "../words/acts.ts";
import { ActEffectView, ActHead, ActHistory } from "./act-facts.tsx";
import { base64Of, readDocument, signerHere } from "./sign.ts";

const movingStates: ReadonlySet<ActView["state"]> = new Set(["counting", "checking", "approved", "executing", "awaiting-approval"]);
const lookAgainMs = 1_500;
const signMs = 120_000;

type Props = {
  readonly act: string;
  readonly authorities: readonly { readonly authority: string; readonly bin: string }[];
  readonly inForce: Regime | null;
  readonly onClose: () => void;
  readonly onChanged: () => void;
  /** Another act is opened in its place: the one that undoes it. */
  readonly onOpen: (act: string) => void;
};

/** One act: what it changes, and the step that is this person's to take. */
export function ActSheet(props: Props) {
  const { api, timers } = useAuthority();
  const session = useSession();
  const [view, setView] = useState<ActView | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const route = actRoutes.act(props.act);
  const load = async (): Promise<void> => {
    const answer = await api.call(route, ActView);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setView(answer.value);
  };
  useEffect(() => void load(), [props.act]);
  const isMoving = view === null || movingStates.has(view.state);
  useEffect(() => (isMoving ? timers.after(lookAgainMs, () => void load()) : undefined), [view, isMoving]);
  const state = view?.state;
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== state && before.current !== undefined) props.onChanged();
    before.current = state;
  }, [state]);
  const post = async (path: string, body?: unknown): Promise<ActView | null> => {
    const answer = await api.call(path, ActView, { method: "POST", ...(body === undefined ? {} : { body }), limitMs: signMs });
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setView(answer.value);
    else await load().then(() => setFailure(answer.error));
    return answer.ok ? answer.value : null;
  };
  return (
    <Dialog title={view === null ? "…" : actKindNames[view.kind][language.value]} side onClose={props.onClose} testId="act-sheet">
      <div class="stack">
        {failure === null ? null : <CallFailed failure={failure} />}
        {view === null ? (
          <Working />
        ) : (
          <>
            <ActHead act={view} />
            <ActEffectView act={view} />
            {view.state === "checking" ? <Notice live="polite">{say(w.evidence)}</Notice> : null}
            {view.readable === null ? null : <Document {...props} view={view} mine={view.proposer === session.staff} post={post} />}
            {view.state === "awaiting-approval" ? <Approve view={view} mine={view.proposer === session.staff} post={post} /> : null}
            <OtherSteps {...props} view={view} mine={view.proposer === session.staff} post={post} />
            <ActHistory act={view} />
          </>
        )}
      </div>
    </Dialog>
  );
}

type Post = (path: string, body?: unknown) => Promise<ActView | null>;
type Part = { readonly view: ActView; readonly mine: boolean; readonly post: Post };

/** The words of the text itself, read by this page once its digest agrees; central's words for whoever approves. */
function Document({ view, mine, post, authorities, inForce }: Props & Part) {
  const [read, setRead] = useState<AuthorityAct | "differs" | null>(null);
  useEffect(() => {
    setRead(null);
    if (view.document !== null) void readDocument(view.document, view.sha256).then((act) => setRead(act ?? "differs"));
  }, [view.document, view.sha256]);
  if (read === "differs") return <Notice tone="bad" title={say(w.differs)} live="assertive" testId="document-differs" />;
  const own = read === null || inForce === null ? null : describeAct(read, language.value, inForce);
  const lines = own ?? view.readable?.[language.value] ?? [];
  return (
    <section class="stack" aria-label={say(w.document)}>
      <h3>{say(w.document)}</h3>
      <dl class="act-list act-lines" data-testid="act-lines">
        {lines.slice(0, 200).map((line, at) => (
          <div key={at} class="act-fact">
            <dt>{line.label}</dt>
            <dd>{line.value}</dd>
          </div>
        ))}
      </dl>
      {view.document === null ? null : (
        <details>
          <summary>{say(w.exact)}</summary>
          <pre class="act-exact">{view.document.slice(0, 20_000)}</pre>
        </details>
      )}
      {view.state === "counted" && mine && own !== null ? (
        <Sign view={view} bin={authorities.find(({ authority }) => authority === view.authority)?.bin ?? ""} post={post} />
      ) : null}
    </section>
  );
}

type Signing =
  | { readonly kind: "idle" }
  | { readonly kind: "asking"; readonly phase: SignPhase; readonly window: string | null; readonly stop: () => void }
  | { readonly kind: "failed"; readonly failure: SignFailure }
  | { readonly kind: "sending" };

function Sign({ view, bin, post }: Omit<Part, "mine"> & { readonly bin: string }) {
  const [signing, setSigning] = useState<Signing>({ kind: "idle" });
  const sign = async (): Promise<void> => {
    const { document } = view;
    if (document === null) return;
    const control = new AbortController();
    const stop = (): void => control.abort();
    setSigning({ kind: "asking", phase: "connecting", window: null, stop });
    const outcome = await signerHere()({
      data: base64Of(document),
      wish: { kind: "head", bin },
      language: language.value,
      signal: control.signal,
      onPhase: (phase) => setSigning((was) => ({ kind: "asking", phase, window: was.kind === "asking" ? was.window : null, stop })),
      onWindow: (window) => setSigning((was) => (was.kind === "asking" ? { ...was, window } : was)),
    });
    // One with the right to sign may sign for an authority: central judges that, not this page.
    const cms = outcome.kind === "signed" ? outcome.cms : outcome.failure.code === "key-employee" ? (outcome.cms ?? null) : null;
    if (cms === null) return setSigning(outcome.kind === "failed" ? { kind: "failed", failure: outcome.failure } : { kind: "idle" });
    setSigning({ kind: "sending" });
    const submission: SignedSubmission = { document, cms };
    await post(actRoutes.sign(view.act), submission);
    setSigning({ kind: "idle" });
  };
  if (signing.kind === "sending") return <Working>{say(w.sending)}</Working>;
  if (signing.kind === "asking")
    return (
      <div class="stack">
        <Working>{say(signing.phase === "connecting" ? w.connecting : w.signing)}</Working>
        {signing.window === null ? null : (
          <p>
            <a href={signing.window} target="_blank" rel="noreferrer" data-testid="simulator-window">
              {say(w.window)}
            </a>
          </p>
        )}
        <div class="row">
          <Button onClick={signing.stop}>{say(w.stop)}</Button>
        </div>
      </div>
    );
  return (
    <div class="stack">
      {signing.kind === "failed" ? (
        <Notice
          tone="bad"
          title={say(failureWords[signing.failure.code].title)}
          live="assertive"
          testId={`sign-failed-${signing.failure.code}`}
        >
          <p>{say(failureWords[signing.failure.code].text)}</p>
        </Notice>
      ) : null}
      <p class="soft">{say(w.signHint)}</p>
      <div class="row">
        <Button kind="primary" icon="sign" onClick={() => void sign()} testId="act-sign">
          {say(w.sign)}
        </Button>
      </div>
    </div>
  );
}

function Approve({ view, mine, post }: Part) {
  const { stepUp, timeZone } = useAuthority();
  const [isCancelled, setCancelled] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const { approval } = view;
  if (approval === null) return null;
  if (mine)
    return (
      <Notice tone="warn" testId="own-act">
        {say(w.ownAct)}
      </Notice>
    );
  const approve = async (): Promise<void> => {
    setBusy(true);
    const said = await stepUp(approval.digest);
    setCancelled(!said.ok && said.error.kind === "cancelled");
    setFailure(said.ok || said.error.kind === "cancelled" ? null : said.error);
    if (said.ok) await post(actRoutes.approve(view.act), { digest: approval.digest, proof: said.value });
    setBusy(false);
  };
  return (
    <section class="stack">
      <p class="soft">{say(w.approveHint)}</p>
      <p>
        {say(w.until)}: {dateTime(approval.until, timeZone.value)}
      </p>
      {isCancelled ? <Notice tone="warn">{say(w.cancelled)}</Notice> : null}
      {failure === null ? null : <CallFailed failure={failure} />}
      <div class="row">
        <Button kind="primary" icon="check" onClick={() => void approve()} disabled={busy} testId="act-approve">
          {say(w.approve)}
        </Button>
      </div>
    </section>
  );
}

function OtherSteps({ view, mine, post, onOpen }: Props & Part) {
  const { newId } = useAuthority();
  const session = useSession();
  const [isUndoing, setUndoing] = useState(false);
  const [ground, setGround] = useState("");
  const [isMissing, setMissing] = useState(false);
  if (!session.roles.includes("registrar")) return null;
  const undo = async (): Promise<void> => {
    setMissing(ground.trim() === "");
    if (ground.trim() === "") return;
    const begun = await post(actRoutes.undo(view.act), { act: newId(), ground: ground.trim() });
    if (begun !== null) onOpen(begun.act);
  };
  const isOpen = ["counting", "counted", "checking", "awaiting-approval"].includes(view.state);
  return (
    <section class="stack">
      {isUndoing ? (
        <>
          <p class="soft">{say(w.undoHint)}</p>
          <Field
            label={say(w.ground)}
            hint={say(w.groundHint)}
            error={isMissing ? say(w.groundMissing) : null}
            value={ground}
            maxLength={500}
            onInput={setGround}
          />
        </>
      ) : null}
      <div class="row">
        {view.state === "counted" && mine ? (
          <Button size="small" icon="refresh" onClick={() => void post(actRoutes.recount(view.act))} testId="act-recount">
            {say(w.recount)}
          </Button>
        ) : null}
        {isOpen ? (
          <Button size="small" icon="cross" onClick={() => void post(actRoutes.withdraw(view.act))} testId="act-withdraw">
            {say(w.withdraw)}
          </Button>
        ) : null}
        {view.state === "done" && view.kind !== "undo" ? (
          <Button size="small" icon="repeat" onClick={() => (isUndoing ? void undo() : setUndoing(true))} testId="act-undo">
            {say(w.undo)}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
