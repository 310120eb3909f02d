import type { ComponentChildren } from "preact";
import { count, language, say } from "../../i18n/index.ts";
import { Brand, Icon, type IconName, LanguageSwitch } from "../../ui/index.ts";
import { fieldWords } from "../words/field.ts";
import { laneText, useField } from "./context.ts";
import "./top-bar.css";

/** One more thing to open from the bar, with how many wait there. */
export function Tool(props: {
  readonly icon: IconName;
  readonly name: string;
  readonly count: number;
  readonly tone?: "warn" | "bad" | undefined;
  readonly onClick: () => void;
  readonly testId: string;
}) {
  return (
    <button
      type="button"
      class={props.tone === undefined ? "tool" : `tool tool-${props.tone}`}
      data-testid={props.testId}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
      <span class="tool-count">{count(props.count)}</span>
      <span class="tool-name">{props.name}</span>
    </button>
  );
}

/** Where this is, whether the laptop hears us, and how much it still has to hear. Always on the screen. */
export function TopBar(props: {
  readonly appName: string;
  readonly onOutbox: () => void;
  readonly onMenu: () => void;
  /** The app's own tools, before the common ones. */
  readonly children?: ComponentChildren;
}) {
  const { post, session, link, counts, damaged } = useField().station;
  const lane = post.value?.lanes.find((candidate) => candidate.lane === session.value?.lane);
  const crew = session.value?.crew ?? null;
  const { waiting, rejected } = counts.value;
  const isLinked = link.value !== "away";
  return (
    <header class="top">
      <div class="top-row">
        <div class="top-where">
          <Brand name={props.appName} />
          <span class="top-post">
            <span class="top-name">{post.value?.name[language.value] ?? ""}</span>
            {post.value === null || lane === undefined ? null : (
              <span class="top-lane">{crew === null ? laneText(post.value, lane) : say(fieldWords.crew(crew.replace(/^crew-/, "")))}</span>
            )}
          </span>
        </div>
        {session.value === null ? (
          <LanguageSwitch />
        ) : (
          <nav class="top-tools">
            {props.children}
            <button
              type="button"
              class={rejected + damaged.value > 0 ? "tool tool-bad" : waiting > 0 ? "tool tool-warn" : "tool"}
              data-testid="unsent"
              data-waiting={waiting}
              data-rejected={rejected}
              onClick={props.onOutbox}
            >
              <Icon name="outbox" />
              <span class="tool-count">{count(waiting)}</span>
              <span class="unseen">{say(fieldWords.unsent(waiting))}</span>
              {rejected > 0 ? <span class="tool-extra">! {count(rejected)}</span> : null}
            </button>
            <button
              type="button"
              class={isLinked ? "tool" : "tool tool-warn"}
              data-testid="link"
              data-link={link.value}
              onClick={props.onMenu}
            >
              <Icon name={isLinked ? "link" : "unlink"} />
              <span class="tool-name">{say(isLinked ? fieldWords.linked : fieldWords.alone)}</span>
              <Icon name="menu" />
              <span class="unseen">{say(fieldWords.menu)}</span>
            </button>
          </nav>
        )}
      </div>
      <div class="stripe" />
    </header>
  );
}
