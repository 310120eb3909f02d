import type { ComponentChildren, Ref } from "preact";
import "./button.css";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonProps = {
  readonly children: ComponentChildren;
  readonly onClick?: () => void;
  readonly kind?: "primary" | "secondary" | "quiet" | "danger";
  readonly size?: "small" | "normal" | "main";
  readonly icon?: IconName;
  readonly type?: "button" | "submit";
  readonly disabled?: boolean;
  /** Work is under way: the button keeps its place and focus but does nothing. */
  readonly busy?: boolean;
  readonly wide?: boolean;
  /** Only the icon is painted; `children` is its name. */
  readonly iconOnly?: boolean;
  readonly pressed?: boolean;
  readonly testId?: string;
  readonly buttonRef?: Ref<HTMLButtonElement>;
};

export function Button(props: ButtonProps) {
  const { kind = "secondary", size = "normal", busy = false, disabled = false, wide = false, iconOnly = false } = props;
  const classes = ["button", `button-${kind}`, `button-${size}`, wide ? "button-wide" : "", iconOnly ? "button-icon-only" : ""];
  return (
    <button
      type={props.type ?? "button"}
      class={classes.filter(Boolean).join(" ")}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      aria-pressed={props.pressed}
      data-testid={props.testId}
      ref={props.buttonRef ?? null}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else props.onClick?.();
      }}
    >
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      <span class={iconOnly ? "unseen" : "button-words"}>{props.children}</span>
    </button>
  );
}
