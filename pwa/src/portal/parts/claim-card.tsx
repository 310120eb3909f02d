import { language, say } from "../../i18n/index.ts";
import { Card, Field, Notice, SelectField } from "../../ui/index.ts";
import type { ApplyState, Organisation } from "../model/apply.ts";
import type { Draft } from "../model/draft.ts";
import { offered } from "../model/terms.ts";
import { activityName } from "../words/activities.ts";
import { organisation as w } from "../words/organisation.ts";

/** Of an applicant that the base does not know, or does not tell about: the activity it claims. Central or a registrar checks it. */
export function ClaimCard(props: {
  readonly known: Extract<Organisation, { kind: "known" }>;
  readonly state: ApplyState;
  readonly edit: (draft: Draft) => void;
}) {
  const { reply } = props.known;
  const { draft } = props.state;
  const claims = reply.claims ?? [];
  const sole = reply.standing === "sole-proprietor";
  const chosen = claims
    .filter(({ okedPrefix }) => draft.activity.startsWith(okedPrefix))
    .toSorted((a, b) => b.okedPrefix.length - a.okedPrefix.length)[0];
  const isWhole = offered(reply, draft.activity).ledgers.length > 0;
  const isWrong = draft.activity.length >= 5 || (props.state.termsShown && draft.activity !== "");
  return (
    <Card>
      <Notice
        tone={sole ? "good" : "warn"}
        title={say(sole ? w.soleProprietor : w.pending)}
        live="polite"
        testId={sole ? "standing-may-apply" : "standing-pending"}
      >
        <p>{say(sole ? w.soleText : w.pendingText)}</p>
      </Notice>
      <div class="claim">
        <SelectField
          label={say(w.claim)}
          hint={say(w.claimHint)}
          value={chosen?.okedPrefix ?? ""}
          options={[
            { value: "", name: say(w.chooseClaim) },
            ...claims.map(({ okedPrefix }) => ({ value: okedPrefix, name: activityName(okedPrefix, language.value) })),
          ]}
          onChange={(activity) => props.edit({ ...draft, activity })}
        />
        {chosen === undefined ? null : (
          <Field
            label={say(w.oked)}
            hint={say(w.okedHint(chosen.okedPrefix))}
            error={isWhole || !isWrong ? null : say(w.okedWrong)}
            value={draft.activity}
            inputMode="numeric"
            maxLength={5}
            code
            onInput={(activity) => props.edit({ ...draft, activity })}
          />
        )}
        {sole || !isWhole ? null : (
          <Field
            label={say(w.claimName)}
            value={draft.organisationName}
            maxLength={200}
            onInput={(organisationName) => props.edit({ ...draft, organisationName })}
          />
        )}
      </div>
    </Card>
  );
}
