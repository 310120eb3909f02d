import type { ComponentChildren } from "preact";
import "./surface.css";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "plain" | "good" | "warn" | "bad";

export function Card({
  title,
  children,
  quiet = false,
}: {
  readonly title?: string;
  readonly children: ComponentChildren;
  readonly quiet?: boolean;
}) {
  return (
    <section class={quiet ? "card card-quiet" : "card"}>
      {title === undefined ? null : <h2 class="card-title">{title}</h2>}
      {children}
    </section>
  );
}

const noticeIcons = { plain: "info", good: "check", warn: "alert", bad: "alert" } as const satisfies Record<Tone, IconName>;

/** A message in the flow of the page. `live` announces it: `assertive` only for what stops the work. */
export function Notice(props: {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children?: ComponentChildren;
  readonly live?: "polite" | "assertive";
  readonly testId?: string;
}) {
  const { tone = "plain", live } = props;
  return (
    <div
      class={`notice notice-${tone}`}
      role={live === undefined ? undefined : live === "assertive" ? "alert" : "status"}
      data-testid={props.testId}
    >
      <Icon name={noticeIcons[tone]} />
      <div class="notice-body">
        {props.title === undefined ? null : <p class="notice-title">{props.title}</p>}
        {props.children}
      </div>
    </div>
  );
}

export function Badge({
  tone = "plain",
  icon,
  children,
}: {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}) {
  return (
    <span class={`badge badge-${tone}`}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </span>
  );
}
