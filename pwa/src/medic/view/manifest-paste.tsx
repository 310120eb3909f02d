import type { Uuid } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { language, say } from "../../i18n/index.ts";
import { Button, Card, Notice, SelectField } from "../../ui/index.ts";
import { type ManifestPerson, readManifest } from "../model/manifest.ts";
import { likelyLanguage } from "../model/person-draft.ts";
import { deskWords } from "../words/desk.ts";
import { personWords } from "../words/person.ts";
import { countryText, refusalText, useApp, warn } from "./context.ts";
import "./manifest.css";
import { ActBar, PageHead } from "./parts.tsx";

type Good = { readonly line: number; readonly person: ManifestPerson };

/** A whole list at once: what was read is shown line by line before anything is kept, and a line with a fault stays to be mended. */
export function ManifestPaste({ arrival }: { readonly arrival: Uuid | null }) {
  const app = useApp();
  const text = app.draft.value.manifest;
  const opened = arrival === null ? null : app.border.value.arrival(arrival);
  const from = opened?.opened.countryFrom ?? "";
  const manifest = useMemo(() => readManifest(text, from), [text, from]);
  const done = useSignal<number | null>(null);
  const refused = useSignal<readonly { readonly line: number; readonly why: string }[]>([]);
  const good = manifest.rows.flatMap(({ line, read }): readonly Good[] => (read.ok ? [{ line, person: read.value }] : []));
  const bad = manifest.rows.length - good.length;
  const categories = app.rules.value?.rules.categories ?? [];
  const category = app.draft.value.like.category === "" ? (categories[0]?.category ?? "") : app.draft.value.like.category;
  const back = () => app.go({ kind: "arrival", arrival });

  async function register(): Promise<void> {
    if (done.value !== null) return;
    done.value = 0;
    const staff = language.value;
    const results = await app.acts.registerAll(
      arrival,
      good,
      { category, countryFrom: from === "" ? null : from, language: (citizenship) => likelyLanguage(citizenship, staff) },
      (count) => (done.value = count),
    );
    done.value = null;
    refused.value = results.flatMap(({ line, stating }) => (stating.ok ? [] : [{ line, why: refusalText(stating.error) }]));
    const kept = new Set(results.flatMap(({ line, stating }) => (stating.ok ? [line] : [])));
    const first = results.find(({ stating }) => stating.ok && stating.value.length > 0);
    if (first?.stating.ok === true) warn(app, first.stating.value);
    // What was registered leaves the text; what is left is what is to be mended.
    app.set({
      manifest:
        bad + refused.value.length === 0
          ? ""
          : leftOver(
              text,
              manifest.rows.map(({ line }) => line),
              kept,
            ),
    });
    if (bad + refused.value.length === 0) back();
  }

  return (
    <div class="page">
      <PageHead title={say(deskWords.manifestTitle)} onBack={back} />
      <Card>
        <label class="field">
          <span class="field-label">{say(deskWords.manifestTitle)}</span>
          <textarea
            class="field-input manifest-text"
            rows={8}
            maxLength={60_000}
            spellcheck={false}
            autoComplete="off"
            value={text}
            data-testid="manifest"
            onInput={(event) => app.set({ manifest: event.currentTarget.value })}
          />
          <span class="field-hint">{say(deskWords.manifestHint)}</span>
        </label>
        <SelectField
          label={say(personWords.category)}
          value={category}
          options={categories.map((one) => ({ value: one.category, name: say(one.name) }))}
          onChange={(chosen) => app.set({ like: { category: chosen } })}
        />
      </Card>
      {manifest.rows.length === 0 ? null : (
        <Notice tone={bad > 0 ? "warn" : "good"} title={say(deskWords.manifestRows(good.length, bad))} live="polite" testId="manifest-read">
          {bad > 0 ? <p>{say(deskWords.mend)}</p> : null}
        </Notice>
      )}
      {manifest.dropped > 0 ? <Notice tone="warn" title={say(deskWords.manifestDropped(manifest.dropped))} /> : null}
      {refused.value.length > 0 ? (
        <Notice tone="bad" title={say(deskWords.notRegistered(refused.value.length))} live="assertive">
          <ul>
            {refused.value.map(({ line, why }) => (
              <li key={line}>
                {say(deskWords.manifestLine(line))}: {why}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {manifest.rows.length === 0 ? null : (
        <ol class="manifest-rows">
          {manifest.rows.map(({ line, read }) => (
            <li key={line} class={read.ok ? "manifest-row" : "manifest-row manifest-wrong"} data-testid="manifest-row">
              <span class="seat">{read.ok ? (read.value.seat ?? "–") : line}</span>
              {read.ok ? (
                <span class="grow">
                  <strong>{read.value.name}</strong>{" "}
                  <span class="soft small">
                    {[
                      read.value.subject === null ? say(personWords.noDocument) : read.value.subject.value,
                      read.value.citizenship === null ? null : countryText(read.value.citizenship),
                    ]
                      .filter((part) => part !== null)
                      .join(" · ")}
                  </span>
                </span>
              ) : (
                <span class="grow">
                  {say(deskWords.manifestLine(line))}: {say(deskWords.manifestFaults[read.error])}
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      <ActBar>
        {done.value === null ? null : (
          <progress
            class="progress"
            max={good.length}
            value={done.value}
            aria-label={say(deskWords.registering(done.value, good.length))}
          />
        )}
        <Button
          kind="primary"
          size="main"
          wide
          disabled={good.length === 0}
          busy={done.value !== null}
          onClick={() => void register()}
          testId="register-all"
        >
          {say(done.value === null ? deskWords.registerAll(good.length) : deskWords.registering(done.value, good.length))}
        </Button>
      </ActBar>
    </div>
  );
}

/** The lines that were not registered, as they were pasted. Line numbers count the lines that hold anything. */
function leftOver(text: string, lines: readonly number[], kept: ReadonlySet<number>): string {
  const first = lines[0] ?? 1;
  return text
    .split(/\r\n|[\r\n]/)
    .filter((line) => line.replaceAll(/[\s,;]/g, "") !== "")
    .filter((_, index) => index + 1 < first || !kept.has(index + 1))
    .join("\n");
}
