import { organisationRoutes, type ImportView } from "@beket/api";
import { count, say } from "../../i18n/index.ts";
import { Badge, Icon, type Tone } from "../../ui/index.ts";
import { faultWords, importStateNames, organisationWords as w } from "../words/organisations.ts";

const tones: Readonly<Partial<Record<ImportView["state"], Tone>>> = { present: "good", refused: "bad", stopped: "warn" };
export const StateBadge = ({ view }: { readonly view: ImportView }) => (
  <Badge tone={tones[view.state] ?? "plain"}>{say(importStateNames[view.state])}</Badge>
);

const shownMax = 8;

/** What a file has, and what it does to the base. */
export function ImportFacts({ view }: { readonly view: ImportView }) {
  const { difference } = view;
  const facts: readonly (readonly [string, number])[] = [
    [say(w.rows), view.rows],
    [say(w.branches), view.branches],
    [say(w.faults), view.faults],
    ...(difference === null
      ? []
      : ([
          [say(w.wouldNew), difference.new],
          [say(w.wouldGone), difference.gone],
          [say(w.wouldChange), difference.changed],
          [say(w.wouldLose), difference.livePermits],
        ] as const)),
  ];
  return (
    <dl class="facts base-facts">
      {facts.map(([name, value]) => (
        <div key={name} class="base-fact">
          <dt>{name}</dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The first faults in words, and the whole list as a file. Neither holds anything of the rows. */
export function ImportFaults({ view }: { readonly view: ImportView }) {
  const { refusal, firstFaults, faults } = view;
  if (refusal === null && faults === 0) return null;
  const place = (line: number | null, column: string | null): string =>
    [line === null ? null : say(w.line(count(line))), column === null ? null : say(w.column(column))]
      .filter((part) => part !== null)
      .join(", ");
  return (
    <div class="stack" data-testid="import-faults">
      {refusal === null ? null : (
        <p>
          <strong>{say(faultWords(refusal.code))}</strong> {place(refusal.line, refusal.column)}
        </p>
      )}
      {firstFaults.length === 0 ? null : (
        <ul>
          {firstFaults.slice(0, shownMax).map(({ line, column, code }, at) => (
            <li key={`${at} ${line ?? 0}`}>
              {place(line, column)}: {say(faultWords(code))}
            </li>
          ))}
          {faults > shownMax ? <li class="soft">{say(w.moreFaults(count(faults - shownMax)))}</li> : null}
        </ul>
      )}
      {faults === 0 ? null : (
        <p>
          <a
            class="button button-secondary button-small"
            href={organisationRoutes.importFaults(view.id)}
            download
            data-testid="faults-file"
          >
            <Icon name="file" />
            {say(w.faultList)}
          </a>
        </p>
      )}
    </div>
  );
}
