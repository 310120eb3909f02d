import { ledgerName, parseBin, parseIin, subjectErrorText } from "@beket/domain";
import { language, say } from "../../i18n/index.ts";
import { Badge, Button, Card, Field, Notice } from "../../ui/index.ts";
import type { ApplyStore } from "../adapters/apply-store.ts";
import { binDigits, isWholeBin, mayApply, type ApplyState, type Organisation } from "../model/apply.ts";
import { offered } from "../model/terms.ts";
import { ClaimCard } from "../parts/claim-card.tsx";
import { CallFailed, Heading, Working } from "../parts/parts.tsx";
import { frame } from "../words/frame.ts";
import { organisation as w } from "../words/organisation.ts";

/** What is wrong with the number itself; central may still know it (numbers of the national CA's test keys fail the check digit). */
function numberHint(text: string): string | null {
  const digits = binDigits(text);
  if (digits.length > 12) return say(w.tooLong);
  if (digits !== "" && !/^\d*$/.test(digits)) return subjectErrorText({ code: "bad-character" }, language.value);
  if (digits.length < 12) return null;
  const bin = parseBin(digits);
  if (bin.ok || parseIin(digits).ok) return null;
  return subjectErrorText(bin.error, language.value);
}

function Allowed({ known, state }: { readonly known: Extract<Organisation, { kind: "known" }>; readonly state: ApplyState }) {
  const { reply } = known;
  const regime = state.rules.kind === "known" ? state.rules.regime : null;
  const purposeName = (purpose: string): string => regime?.purposes.find((row) => row.purpose === purpose)?.name[language.value] ?? purpose;
  const sole = reply.standing === "sole-proprietor";
  return (
    <Card>
      <Notice tone="good" title={say(sole ? w.soleProprietor : w.mayApply)} live="polite" testId="standing-may-apply">
        {reply.name === null ? null : <p class="standing-name">{reply.name}</p>}
        <p>{say(sole ? w.soleText : w.headText)}</p>
      </Notice>
      <ul class="offers">
        {reply.ledgers.map((offer) => (
          <li key={offer.ledger} class="offer">
            <h2 class="offer-name">{ledgerName(offer.ledger, language.value)}</h2>
            <p class="row">
              {offer.purposes.map((purpose) => (
                <Badge key={purpose}>{purposeName(purpose)}</Badge>
              ))}
            </p>
            <p class="small soft">{say(w.ground(offer.oked))}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Why the organisation may not apply, and what to do. */
export function Refused({ known }: { readonly known: Extract<Organisation, { kind: "known" }> }) {
  const { standing, name } = known.reply;
  const isRefused = standing === "activity-not-authorised" || standing === "not-active" || standing === "not-in-base";
  const words = isRefused ? w.refused[standing] : w.refused.none;
  return (
    <Notice tone={standing === "not-in-base" ? "warn" : "bad"} title={say(words.title)} live="polite" testId={`standing-${standing}`}>
      {name === null ? null : <p class="standing-name">{name}</p>}
      <p>{say(words.text)}</p>
    </Notice>
  );
}

function Answer({ state, store }: { readonly state: ApplyState; readonly store: ApplyStore }) {
  const { organisation } = state;
  switch (organisation.kind) {
    case "unknown":
      return null;
    case "asking":
      return <Working>{say(w.asking)}</Working>;
    case "failed":
      return <CallFailed failure={organisation.failure} onRetry={() => store.send({ kind: "organisation-wanted" })} />;
    case "known":
      if (!mayApply(organisation)) return <Refused known={organisation} />;
      return organisation.reply.ledgers.length > 0 ? (
        <Allowed known={organisation} state={state} />
      ) : (
        <ClaimCard known={organisation} state={state} edit={(draft) => store.send({ kind: "edited", draft })} />
      );
  }
}

export function OrganisationScreen({
  state,
  store,
  now,
}: {
  readonly state: ApplyState;
  readonly store: ApplyStore;
  readonly now: () => number;
}) {
  const { draft, organisation } = state;
  const digits = binDigits(draft.bin);
  const typing = digits.length > 0 && digits.length < 12 && /^\d+$/.test(digits);
  const isReady = organisation.kind === "known" && offered(organisation.reply, draft.activity).ledgers.length > 0;
  // Central's answer outweighs the check digit.
  const error = organisation.kind === "known" && organisation.reply.standing !== "not-in-base" ? null : numberHint(draft.bin);
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (mayApply(organisation)) store.send({ kind: "next", nowMs: now() });
        else if (isWholeBin(draft.bin)) store.send({ kind: "organisation-wanted" });
      }}
    >
      <Heading lead={say(w.lead)}>{say(w.heading)}</Heading>
      <div class="bin-field">
        <Field
          label={say(w.bin)}
          hint={say(typing ? w.typed(digits.length) : w.binHint)}
          error={error}
          value={draft.bin}
          inputMode="numeric"
          maxLength={20}
          code
          onInput={(bin) => store.send({ kind: "edited", draft: { ...draft, bin } })}
        />
      </div>
      {/* A number that cannot be is told at its field; asking again would not help. */}
      {organisation.kind === "failed" && error !== null ? null : <Answer state={state} store={store} />}
      <div class="row actions">
        <Button
          kind="primary"
          size="main"
          type="submit"
          disabled={!mayApply(organisation) || state.rules.kind !== "known" || !isReady}
          testId="next"
        >
          {say(frame.next)}
        </Button>
      </div>
      {state.rules.kind === "known" && state.rules.regime.smallOrganisations !== undefined ? (
        <Card quiet>
          <h2 class="card-title">{say(w.small)}</h2>
          <p>{say(w.smallText)}</p>
          <p>
            <a href="#/small" class="link-button" data-testid="small-open">
              {say(w.smallOpen)}
            </a>
          </p>
        </Card>
      ) : null}
      <p class="small soft">{say(frame.emergency)}</p>
    </form>
  );
}
