import { count, language, say } from "../../i18n/index.ts";
import { Brand, Icon, LanguageSwitch } from "../../ui/index.ts";
import { deskWords } from "../words/desk.ts";
import { lineWords } from "../words/line.ts";
import { laneText, useApp } from "./context.ts";
import "./top-bar.css";

/** Where this is, whether the laptop hears us, and how much it still has to hear. Always on the screen. */
export function TopBar() {
  const { screen } = useApp();
  const { post, session, link, counts, referrals, damaged } = screen;
  const lane = post.value?.lanes.find((candidate) => candidate.lane === session.value?.lane);
  const open = referrals.value?.length ?? 0;
  const { waiting, rejected } = counts.value;
  const isLinked = link.value !== "away";
  return (
    <header class="top">
      <div class="top-row">
        <div class="top-where">
          <Brand name={say(lineWords.appName)} />
          <span class="top-post">
            <span class="top-name">{post.value?.name[language.value] ?? ""}</span>
            {lane === undefined ? null : <span class="top-lane">{laneText(lane)}</span>}
          </span>
        </div>
        {session.value === null ? (
          <LanguageSwitch />
        ) : (
          <nav class="top-tools">
            <button type="button" class="tool" data-testid="open-referrals" onClick={() => (screen.sheet.value = "referrals")}>
              <Icon name="people" />
              <span class="tool-count">{count(open)}</span>
              <span class="tool-name">{say(deskWords.referrals)}</span>
            </button>
            <button
              type="button"
              class={rejected + damaged.value > 0 ? "tool tool-bad" : waiting > 0 ? "tool tool-warn" : "tool"}
              data-testid="unsent"
              data-waiting={waiting}
              data-rejected={rejected}
              onClick={() => (screen.sheet.value = "outbox")}
            >
              <Icon name="outbox" />
              <span class="tool-count">{count(waiting)}</span>
              <span class="unseen">{say(deskWords.unsent(waiting))}</span>
              {rejected > 0 ? <span class="tool-extra">! {count(rejected)}</span> : null}
            </button>
            <button
              type="button"
              class={isLinked ? "tool" : "tool tool-warn"}
              data-testid="link"
              data-link={link.value}
              onClick={() => (screen.sheet.value = "menu")}
            >
              <Icon name={isLinked ? "link" : "unlink"} />
              <span class="tool-name">{say(isLinked ? deskWords.linked : deskWords.alone)}</span>
              <Icon name="menu" />
              <span class="unseen">{say(deskWords.menu)}</span>
            </button>
          </nav>
        )}
      </div>
      <div class="stripe" />
    </header>
  );
}
