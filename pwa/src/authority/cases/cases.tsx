import { CaseAbout, type CaseAbout as About } from "@beket/api";
import { useState } from "preact/hooks";
import * as v from "valibot";
import { TextArea } from "../../centre/parts/basics.tsx";
import { say } from "../../i18n/index.ts";
import { Button, Card, Field, SelectField } from "../../ui/index.ts";
import { Heading } from "../parts/basics.tsx";
import { abuse, cases as w } from "../words/oversight.ts";
import { CaseSheet } from "./case-sheet.tsx";
import "./cases.css";
import { LegalHolds } from "./legal-holds.tsx";
import { Purges } from "./purges.tsx";

const bys = ["number", "refusal", "submission", "lookup"] as const;
type By = (typeof bys)[number];
export type Asked = { readonly about: About; readonly reason: string };

/** What somebody typed, as the contract has it; null where it cannot be one. */
function aboutOf(by: By, typed: string): About | null {
  const text = typed.trim();
  const number = text.toUpperCase();
  const raw = {
    number: { kind: "number", number },
    refusal: { kind: "refusal", number, post: null },
    submission: { kind: "submission", id: text.toLowerCase() },
    lookup: { kind: "lookup", event: text.toLowerCase() },
  }[by];
  const parsed = v.safeParse(CaseAbout, raw);
  return parsed.success ? parsed.output : null;
}

/** An auditor finds one decision, and says why, before anything of it is shown. */
export function CasesScreen() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [changes, setChanges] = useState(0);
  return (
    <div class="stack">
      <Heading lead={say(w.lead)}>{say(w.title)}</Heading>
      <Card>
        <FindForm onAsk={setAsked} />
      </Card>
      <LegalHolds key={changes} />
      <Purges />
      {asked === null ? null : <CaseSheet asked={asked} onClose={() => setAsked(null)} onHeld={() => setChanges(changes + 1)} />}
    </div>
  );
}

function FindForm({ onAsk }: { readonly onAsk: (asked: Asked) => void }) {
  const [by, setBy] = useState<By>("number");
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const about = aboutOf(by, typed);
  const isShort = reason.trim().length < 3;
  return (
    <form
      class="stack"
      noValidate
      data-testid="case-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (about !== null && !isShort) onAsk({ about, reason: reason.trim() });
      }}
    >
      <div class="filters">
        <SelectField label={say(w.by)} value={by} options={bys.map((value) => ({ value, name: say(w.bys[value]) }))} onChange={setBy} />
        <Field
          label={say(w.key)}
          value={typed}
          code
          autoComplete="off"
          maxLength={40}
          error={tried && about === null ? say(w.keyWrong) : null}
          onInput={setTyped}
        />
      </div>
      <TextArea
        label={say(abuse.why)}
        hint={say(abuse.whyHint)}
        error={tried && isShort ? say(abuse.whyShort) : null}
        value={reason}
        rows={2}
        maxLength={500}
        onInput={setReason}
      />
      <div class="row">
        <Button kind="primary" icon="search" type="submit" testId="case-find">
          {say(w.find)}
        </Button>
      </div>
    </form>
  );
}
