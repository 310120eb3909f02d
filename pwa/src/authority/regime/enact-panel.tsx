import { actRoutes, ActView, type ActList } from "@beket/api";
import { fateNames, permitFates, type PermitFate } from "@beket/domain";
import { useState } from "preact/hooks";
import { count, language, say } from "../../i18n/index.ts";
import { Button, Field, Notice, SelectField } from "../../ui/index.ts";
import { civilClockOf, civilDateOf } from "../../portal/model/civil-date.ts";
import { momentOf } from "../acts/proposal.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed } from "../parts/basics.tsx";
import { actWords, proposeWords } from "../words/acts.ts";
import { regimeWords as w } from "../words/regime.ts";

type Props = {
  readonly draft: string;
  readonly revision: number;
  readonly disabled: boolean;
  readonly list: ActList | null;
  readonly onProposed: (act: string) => void;
};

/** When the draft comes in force, what happens to the permits until then, and what organisations read before it. */
export function EnactPanel({ draft, revision, disabled, list, onProposed }: Props) {
  const { api, newId, now, timeZone } = useAuthority();
  const zone = timeZone.value;
  const leadMs = list?.leadMs ?? 0;
  const authorities = (list?.authorities ?? []).filter(({ may }) => may.includes("regime"));
  const [authority, setAuthority] = useState("");
  const [permits, setPermits] = useState<PermitFate>("keep");
  // The next midnight that leaves the time: cut-overs are meant to be at a day's beginning.
  const [day, setDay] = useState(() => civilDateOf(now.value + 86_400_000, zone));
  const [time, setTime] = useState("00:00");
  const [ground, setGround] = useState("");
  const [notice, setNotice] = useState({ kk: "", ru: "", en: "" });
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const chosen = authorities.some((one) => one.authority === authority) ? authority : (authorities[0]?.authority ?? "");
  const moment = momentOf(day, time, zone);
  const isMomentWrong = moment === null || moment < now.value + leadMs;
  const words = [notice.kk, notice.ru, notice.en].map((text) => text.trim());
  const first = words.find((text) => text !== "");
  const send = async (): Promise<void> => {
    setTried(true);
    if (moment === null || isMomentWrong || ground.trim() === "") return;
    const said = first === undefined ? null : { kk: words[0] || first, ru: words[1] || first, en: words[2] || first };
    const deed = { kind: "regime", draft, revision, permits, effectiveFrom: moment };
    const answer = await api.call(actRoutes.acts, ActView, {
      body: { act: newId(), authority: chosen, ground: ground.trim(), notice: said, deed },
    });
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onProposed(answer.value.act);
  };
  if (list !== null && authorities.length === 0) return <Notice tone="warn">{say(proposeWords.noAuthority)}</Notice>;
  return (
    <section class="stack" data-testid="enact">
      <div class="act-fields">
        <SelectField
          label={say(proposeWords.authority)}
          value={chosen}
          options={authorities.map((one) => ({ value: one.authority, name: one.authority }))}
          onChange={setAuthority}
        />
        <SelectField
          label={say(w.fate)}
          value={permits}
          options={permitFates.map((value) => ({ value, name: fateNames[value][language.value] }))}
          onChange={setPermits}
        />
        <Field
          label={say(w.moment)}
          type="date"
          value={day}
          min={civilDateOf(now.value, zone)}
          hint={say(w.momentHint(count(Math.ceil(leadMs / 60_000))))}
          error={tried && isMomentWrong ? say(w.late) : null}
          onInput={setDay}
        />
        <Field label={say(proposeWords.time)} type="time" value={time} hint={civilClockOf(now.value, zone)} onInput={setTime} />
      </div>
      <fieldset class="act-fields">
        <legend>{say(w.notice)}</legend>
        {(["kk", "ru", "en"] as const).map((code) => (
          <Field key={code} label={code} value={notice[code]} maxLength={200} onInput={(text) => setNotice({ ...notice, [code]: text })} />
        ))}
      </fieldset>
      <Field
        label={say(actWords.ground)}
        hint={say(actWords.groundHint)}
        error={tried && ground.trim() === "" ? say(actWords.groundMissing) : null}
        value={ground}
        maxLength={500}
        onInput={setGround}
      />
      {failure === null ? null : <CallFailed failure={failure} />}
      <div class="row">
        <Button kind="primary" disabled={disabled} onClick={() => void send()} testId="enact-send">
          {say(w.enact)}
        </Button>
        {disabled ? <span class="soft">{say(w.saveFirst)}</span> : null}
      </div>
    </section>
  );
}
