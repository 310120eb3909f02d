import type { ComponentChildren } from "preact";
import { Icon, type IconName, type Tone } from "../../ui/index.ts";

/** One number that is read from across the room, with what it is made of. */
export function Tile(props: {
  readonly name: string;
  readonly value: string;
  readonly note?: string | null;
  readonly icon: IconName;
  readonly tone?: Tone;
  readonly children?: ComponentChildren;
  readonly testId: string;
}) {
  const { tone = "plain", note = null } = props;
  return (
    <div class={`tile tile-${tone}`} data-testid={`tile-${props.testId}`}>
      <dt class="tile-name">
        <Icon name={props.icon} />
        {props.name}
      </dt>
      <dd class="tile-value">{props.value}</dd>
      {note === null ? null : (
        <dd class="tile-note small">
          {tone === "warn" || tone === "bad" ? <Icon name="alert" /> : null}
          <span>{note}</span>
        </dd>
      )}
      {props.children === undefined ? null : <dd class="tile-more">{props.children}</dd>}
    </div>
  );
}
