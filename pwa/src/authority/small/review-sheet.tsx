import { registryRoutes, type SmallReviewList } from "@beket/api";
import { useState } from "preact/hooks";
import { dateTime, say } from "../../i18n/index.ts";
import { Button, Dialog, Field } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed } from "../parts/basics.tsx";
import { smallStates, smallWords as w } from "../words/small.ts";

export type Review = SmallReviewList["reviews"][number];
type Props = {
  readonly review: Review;
  readonly onClose: () => void;
  readonly onDone: (state: "accepted" | "revoked") => void;
};

/** One exemption with whom it names: accepted, or ended with a reason. */
export function ReviewSheet({ review, onClose, onDone }: Props) {
  const { timeZone } = useAuthority();
  const time = (ms: number): string => dateTime(ms, timeZone.value);
  const list = (items: readonly string[]): string => (items.length === 0 ? "—" : items.join(", "));
  return (
    <Dialog title={review.name ?? review.bin} side onClose={onClose} testId="review-sheet">
      <div class="stack">
        <dl class="facts">
          <dt>{say(w.bin)}</dt>
          <dd>{review.bin}</dd>
          <dt>{say(w.persons)}</dt>
          <dd>{list(review.persons)}</dd>
          <dt>{say(w.vehicles)}</dt>
          <dd>{list(review.vehicles)}</dd>
          <dt>{say(w.numbers)}</dt>
          <dd>{list(review.numbers)}</dd>
          <dt>{say(w.issued)}</dt>
          <dd>{time(review.issuedAt)}</dd>
          <dt>{say(w.until)}</dt>
          <dd>{time(review.validTo)}</dd>
          <dt>{say(w.state)}</dt>
          <dd>{say(smallStates[review.state])}</dd>
          {review.by === null ? null : (
            <>
              <dt>{say(w.by)}</dt>
              <dd>{review.by}</dd>
            </>
          )}
          {review.reason === null ? null : (
            <>
              <dt>{say(w.reason)}</dt>
              <dd>{review.reason}</dd>
            </>
          )}
        </dl>
        {review.state === "open" ? <Decide exemption={review.exemption} onDone={onDone} /> : null}
      </div>
    </Dialog>
  );
}

function Decide({ exemption, onDone }: { readonly exemption: string; readonly onDone: Props["onDone"] }) {
  const { api } = useAuthority();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const isShort = reason.trim().length < 3;
  const send = async (state: "accepted" | "revoked"): Promise<void> => {
    setBusy(true);
    const answer =
      state === "accepted"
        ? await api.done(registryRoutes.smallAccept(exemption), { body: {} })
        : await api.done(registryRoutes.smallRevoke(exemption), { body: { reason: reason.trim() } });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onDone(state);
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!busy && !isShort) void send("revoked");
      }}
    >
      {failure === null ? null : <CallFailed failure={failure} />}
      <div class="row">
        <Button kind="primary" busy={busy} onClick={() => (busy ? undefined : void send("accepted"))} testId="accept-small">
          {say(w.accept)}
        </Button>
      </div>
      <Field
        label={say(w.reason)}
        hint={say(w.reasonHint)}
        value={reason}
        maxLength={300}
        error={tried && isShort ? say(w.reasonShort) : null}
        onInput={setReason}
      />
      <div class="row">
        <Button type="submit" kind="danger" busy={busy} testId="revoke-small">
          {say(w.revoke)}
        </Button>
      </div>
    </form>
  );
}
