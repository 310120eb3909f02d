import "./choice.css";
import { Icon, type IconName } from "./icon.tsx";

export type ChoiceItem<T extends string> = { readonly value: T; readonly name: string; readonly icon?: IconName; readonly lang?: string };

/** One of a few, all visible: a radio group that looks like a switch. `label` names the group. */
export function Choice<T extends string>(props: {
  readonly label: string;
  readonly items: readonly ChoiceItem<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly size?: "small" | "main";
}) {
  const { size = "small" } = props;
  return (
    <div class={`choice choice-${size}`} role="group" aria-label={props.label}>
      {props.items.map((item) => (
        <button
          key={item.value}
          type="button"
          class="choice-item"
          lang={item.lang}
          aria-pressed={item.value === props.value}
          data-value={item.value}
          onClick={() => props.onChange(item.value)}
        >
          {item.icon === undefined ? null : <Icon name={item.icon} />}
          <span>{item.name}</span>
        </button>
      ))}
    </div>
  );
}
