import type { Draft, DraftList, OwnApplications } from "@beket/api";
import { formatDate, ledgerName, type Regime } from "@beket/domain";
import { useEffect, useState } from "preact/hooks";
import { dateTime, language, say } from "../../../i18n/index.ts";
import { Badge, Button, Card, type Tone } from "../../../ui/index.ts";
import { WhoIsHere } from "../../access/who-is-here.tsx";
import type { OfficeStore } from "../../adapters/office-store.ts";
import type { CallFailure } from "../../adapters/central.ts";
import { CallFailed, Heading } from "../../parts/parts.tsx";
import { applicationStateWords, draftKindWords, draftStateWords, office as w } from "../../words/office.ts";
import { Shown } from "./loaded.tsx";
import { PreparersCard } from "./preparers.tsx";

type Application = OwnApplications["applications"][number];
const tones: Readonly<Record<Application["state"], Tone>> = {
  issued: "good",
  "partly-issued": "warn",
  refused: "bad",
  waiting: "warn",
  pending: "warn",
  revoked: "plain",
  expired: "plain",
};
const draftTones: Readonly<Record<Draft["state"], Tone>> = { editing: "plain", ready: "warn", signed: "good", discarded: "plain" };

export type HomeProps = {
  readonly store: OfficeStore;
  readonly regime: Regime;
  readonly now: () => number;
  readonly onDraft: (id: string) => void;
  readonly onSign: (id: string) => void;
};

function Applications({
  value,
  regime,
  onChange,
}: {
  readonly value: OwnApplications;
  readonly regime: Regime;
  readonly onChange: (one: Application) => void;
}) {
  if (value.applications.length === 0) return <p class="soft">{say(w.noApplications)}</p>;
  const purposeName = (code: string): string => regime.purposes.find(({ purpose }) => purpose === code)?.name[language.value] ?? code;
  return (
    <ul class="office-list">
      {value.applications.map((one) => (
        <li key={one.application} class="office-item" data-testid="own-application">
          <div class="office-main">
            <p class="strong">
              {ledgerName(one.ledger, language.value)} · {purposeName(one.purpose)}
            </p>
            <p class="small soft">
              {formatDate(one.validFrom, regime.timeZone, language.value)} – {formatDate(one.validTo - 1, regime.timeZone, language.value)}
              {one.revision === 0 ? null : ` · ${say(w.changes(one.revision))}`}
            </p>
            <p class="small">{say(w.active(one.active.persons, one.active.vehicles))}</p>
          </div>
          <Badge tone={tones[one.state]}>{say(applicationStateWords[one.state])}</Badge>
          {one.active.persons + one.active.vehicles > 0 ? (
            <Button size="small" icon="list" onClick={() => onChange(one)} testId="change-roster">
              {say(w.change)}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Drafts(props: {
  readonly value: DraftList;
  readonly timeZone: string;
  readonly maySign: boolean;
  readonly onOpen: (id: string) => void;
  readonly onSign: (id: string) => void;
  readonly onDiscard: (id: string) => void;
}) {
  const open = props.value.drafts.filter(({ state }) => state === "editing" || state === "ready");
  if (open.length === 0) return <p class="soft">{say(w.noDrafts)}</p>;
  return (
    <ul class="office-list">
      {open.map((one) => (
        <li key={one.draft} class="office-item" data-testid="own-draft">
          <div class="office-main">
            <p class="strong">{one.title === "" ? say(draftKindWords[one.kind]) : one.title}</p>
            <p class="small soft">
              {say(draftKindWords[one.kind])} · {say(w.lastBy(one.preparedBy, dateTime(one.updatedAt, props.timeZone)))}
            </p>
            <p class="small">{say(w.rows(one.count.persons, one.count.vehicles, one.remove))}</p>
          </div>
          <Badge tone={draftTones[one.state]}>{say(draftStateWords[one.state])}</Badge>
          <div class="row">
            {one.state === "ready" && props.maySign ? (
              <Button kind="primary" size="small" icon="sign" onClick={() => props.onSign(one.draft)} testId="sign-draft">
                {say(w.sign)}
              </Button>
            ) : null}
            <Button size="small" onClick={() => props.onOpen(one.draft)} testId="open-draft">
              {say(w.open)}
            </Button>
            <Button
              size="small"
              kind="quiet"
              icon="trash"
              iconOnly
              onClick={() => confirm(say(w.discardAsk)) && props.onDiscard(one.draft)}
            >
              {say(w.discard)}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What the organisation has, and what it is about to have. */
export function OfficeHome({ store, regime, now, onDraft, onSign }: HomeProps) {
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [starting, setStarting] = useState(false);
  const { access, office } = store.deps;
  // What was signed or handed over since shows when somebody comes back.
  useEffect(store.reload, []);
  const day = (): string => formatDate(now(), regime.timeZone, language.value);
  const start = async (application: string | null): Promise<void> => {
    setStarting(true);
    const kind = application === null ? "application" : "change";
    const title = say(application === null ? w.newTitle(day()) : w.changeTitle(day()));
    const made = await office.startDraft({ kind, application, title });
    setStarting(false);
    if (!made.ok) return setFailure(made.error);
    setFailure(null);
    store.reload();
    onDraft(made.value.draft);
  };
  const discard = async (id: string): Promise<void> => {
    const gone = await office.discardDraft(id);
    setFailure(gone.ok ? null : gone.error);
    store.reload();
  };
  return (
    <div class="stack">
      <Heading>{say(w.heading)}</Heading>
      <Card quiet>
        <WhoIsHere access={access} />
      </Card>
      {failure === null ? null : <CallFailed failure={failure} onRetry={store.reload} />}
      <Card title={say(w.drafts)}>
        <Shown loaded={store.drafts.value} onRetry={store.reload}>
          {(value) => (
            <Drafts
              value={value}
              timeZone={regime.timeZone}
              maySign={access.may("sign")}
              onOpen={onDraft}
              onSign={onSign}
              onDiscard={(id) => void discard(id)}
            />
          )}
        </Shown>
        <div class="row">
          <Button kind="primary" icon="plus" busy={starting} onClick={() => void start(null)} testId="new-draft">
            {say(w.newDraft)}
          </Button>
        </div>
      </Card>
      <Card title={say(w.applications)}>
        <Shown loaded={store.applications.value} onRetry={store.reload}>
          {(value) => <Applications value={value} regime={regime} onChange={({ application }) => void start(application)} />}
        </Shown>
        <div class="row">
          <Button size="small" icon="refresh" onClick={store.reload}>
            {say(w.refresh)}
          </Button>
        </div>
      </Card>
      <Card title={say(w.consents)}>
        <Shown loaded={store.consents.value} onRetry={store.reload}>
          {({ given, received }) => {
            const live = (list: typeof given): number => list.filter(({ state }) => state === "active").length;
            return <p>{say(w.consentCounts(live(given), live(received)))}</p>;
          }}
        </Shown>
        <p>
          <a href="#/consents" class="link-button">
            {say(w.toConsents)}
          </a>
        </p>
      </Card>
      {access.may("name-preparers") ? <PreparersCard store={store} /> : null}
    </div>
  );
}
