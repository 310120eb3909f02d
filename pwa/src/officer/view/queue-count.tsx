import { count, say } from "../../i18n/index.ts";
import { Button, Icon } from "../../ui/index.ts";
import { scanWords } from "../words/scan.ts";
import { useApp } from "./context.ts";
import "./queue-count.css";

/** How many vehicles wait: one tap changes it, and a moment later it is told. */
export function QueueCount() {
  const { screen, queue } = useApp();
  const counted = screen.queue.value;
  return (
    <span class="queue" role="group" aria-label={say(scanWords.queue)} data-testid="queue" data-state={counted?.state ?? "none"}>
      <span class="queue-word" aria-hidden="true">
        {say(scanWords.queue)}
      </span>
      <Button kind="quiet" size="small" icon="minus" iconOnly onClick={() => queue.count("fewer")} testId="queue-fewer">
        {say(scanWords.fewer)}
      </Button>
      <span class="queue-count" role="status">
        <Icon name={counted?.state === "told" ? "check" : counted?.state === "kept" ? "outbox" : "car"} />
        <span aria-hidden="true" data-testid="queue-count">
          {counted === null ? "–" : count(counted.waiting)}
        </span>
        <span class="unseen">{say(counted === null ? scanWords.queueNone : scanWords.queueCount(counted.waiting))}</span>
      </span>
      <Button kind="quiet" size="small" icon="plus" iconOnly onClick={() => queue.count("more")} testId="queue-more">
        {say(scanWords.more)}
      </Button>
    </span>
  );
}
