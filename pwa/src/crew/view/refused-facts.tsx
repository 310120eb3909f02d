import { siteFaultCodes, siteFaultText, type SiteFact } from "@beket/domain";
import { language, say } from "../../i18n/index.ts";
import type { OutboxRecord } from "../../outbox/record.ts";
import { Button, Notice } from "../../ui/index.ts";
import { claimWords } from "../words/claims.ts";
import { evidenceFull } from "../state/sending.ts";
import { useApp } from "./context.ts";

const nameOfKind = (kind: SiteFact["kind"] | undefined): string => say(claimWords.facts[kind ?? "evidence"]);

/** What a record of the outbox is about, with the site's name. */
export function useRecordName(): (record: OutboxRecord) => string {
  const { screen } = useApp();
  return (record) => {
    const site = screen.sites.value.get(record.group)?.site.name ?? record.group;
    return `${nameOfKind(record.kind === "evidence" ? undefined : screen.stated.value.get(record.id)?.fact.kind)}: ${site}`;
  };
}

/** Why the node refused it and what to do, in one sentence. */
export function reasonOf(code: string | null): string {
  if (code === evidenceFull) return say(claimWords.evidenceFull);
  const fault = siteFaultCodes.find((each) => code === `site.${each}`);
  return fault === undefined ? say(claimWords.otherReason(code ?? "")) : siteFaultText(fault, language.value);
}

/** Facts about a site that the node refused: why, and what can be done. Work is never put away. */
export function RefusedFacts({ site }: { readonly site: string }) {
  const { screen, field } = useApp();
  const refused = screen.outbox.value.records.filter(({ group, state }) => group === site && state === "rejected");
  return (
    <>
      {refused.map((record) => (
        <Notice key={record.id} tone="bad" title={say(claimWords.refusedTitle)} live="polite" testId="refused-fact">
          <p>
            <strong>{nameOfKind(record.kind === "evidence" ? undefined : screen.stated.value.get(record.id)?.fact.kind)}.</strong>{" "}
            {reasonOf(record.code)}
          </p>
          <div class="row">
            <Button icon="refresh" onClick={() => void field.retryRecord(record.id)}>
              {say(claimWords.sendAgain)}
            </Button>
            <PutAway id={record.id} />
          </div>
        </Notice>
      ))}
    </>
  );
}

/** Only what is worth nothing once refused: a claim or a judgement. The record of work stays until somebody takes it. */
export function PutAway({ id }: { readonly id: string }) {
  const { screen, field, telling } = useApp();
  const kind = screen.stated.value.get(id)?.fact.kind;
  if (kind !== "site-claim" && kind !== "site-validation") return null;
  return (
    <Button
      icon="cross"
      testId="put-away"
      onClick={() => void Promise.resolve(field.putAwayRecord(id)).then((gone) => gone?.ok === true && telling.forget(id))}
    >
      {say(claimWords.putAway)}
    </Button>
  );
}
