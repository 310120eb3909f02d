import { OrganisationView, organisationRoutes } from "@beket/api";
import { parseBin, parseIin } from "@beket/domain";
import { useState } from "preact/hooks";
import { count, dateTime, say } from "../../i18n/index.ts";
import { Badge, Button, Card, Field, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed } from "../parts/basics.tsx";
import { organisationWords as w } from "../words/organisations.ts";

/** One organisation: what is known of it, who says so, and what it may apply for. */
export function OnePanel() {
  const { api, timeZone } = useAuthority();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [view, setView] = useState<OrganisationView | null>(null);
  const find = async (): Promise<void> => {
    const bin = typed.replaceAll(/[\s-]/g, "");
    const isNumber = parseBin(bin).ok || parseIin(bin).ok;
    setWrong(!isNumber);
    setView(null);
    if (!isNumber) return;
    setBusy(true);
    const answer = await api.call(organisationRoutes.one, OrganisationView, { body: { bin } });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setView(answer.value);
  };
  return (
    <div class="stack">
      <p class="soft">{say(w.oneLead)}</p>
      <form
        class="row base-find"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void find();
        }}
      >
        <Field
          label={say(w.bin)}
          value={typed}
          code
          inputMode="numeric"
          maxLength={20}
          error={isWrong ? say(w.binWrong) : null}
          onInput={setTyped}
        />
        <Button type="submit" kind="primary" icon="search" busy={busy} testId="find-organisation">
          {say(w.find)}
        </Button>
      </form>
      {failure === null ? null : <CallFailed failure={failure} />}
      {view === null ? null : (
        <div aria-live="polite" data-testid="organisation">
          {view.refused === null ? null : (
            <Notice tone="bad">{say(w.wasRefused(view.refused.by, dateTime(view.refused.at, timeZone.value), view.refused.reason))}</Notice>
          )}
          {view.known === null ? <Notice tone="warn">{say(w.unknown)}</Notice> : <Known view={view} known={view.known} />}
        </div>
      )}
    </div>
  );
}

function Known({ view, known }: { readonly view: OrganisationView; readonly known: NonNullable<OrganisationView["known"]> }) {
  const { timeZone } = useAuthority();
  const may = view.ledgers.map(({ ledger, rule }) => `${say(w.ledgers[ledger])} (${rule})`).join(", ");
  const source = `${say(w.sources[known.source])}${known.by === null ? "" : `, ${known.by}`}, ${dateTime(known.at, timeZone.value)}`;
  const facts: readonly (readonly [string, string])[] = [
    [say(w.bin), view.bin],
    [say(w.oked), known.oked],
    [say(w.secondary), known.okedSecondary.join(" ") || "—"],
    [say(w.headcount), count(known.headcount)],
    [say(w.kato), known.kato ?? "—"],
    [say(w.headKnown), say(known.headKnown ? w.yes : w.no)],
    ...(known.headOffice === null ? [] : ([[say(w.headOffice), `${known.headOffice.bin} ${known.headOffice.name ?? ""}`]] as const)),
    ...(known.branches === 0 ? [] : ([[say(w.branches), count(known.branches)]] as const)),
    [say(w.source), source],
    ...(known.ground === null ? [] : ([[say(w.ground), known.ground]] as const)),
    [say(w.mayApply), may === "" ? say(w.mayNot) : may],
  ];
  return (
    <Card title={known.name}>
      <p>
        <Badge tone={known.status === "active" ? "good" : "bad"}>{say(w.statuses[known.status])}</Badge>
      </p>
      <dl class="facts">{facts.map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}</dl>
    </Card>
  );
}
