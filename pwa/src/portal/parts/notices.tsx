import type { NoticesReply } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { dateTime, language, say } from "../../i18n/index.ts";
import { Notice } from "../../ui/index.ts";
import type { Central } from "../adapters/central.ts";
import { frame } from "../words/frame.ts";

const askAgainMs = 10 * 60_000;

/** What the authority announces: new rules and their moment. Shown above everything; nobody has to sign in to read it. */
export function Notices({ central, timeZone }: { readonly central: Central; readonly timeZone: string }) {
  const [reply, setReply] = useState<NoticesReply | null>(null);
  useEffect(() => {
    // Without an answer the last one stays: a notice is no reason to stop the work.
    const ask = (): void => void central.notices().then((told) => (told.ok ? setReply(told.value) : undefined));
    ask();
    const timer = setInterval(ask, askAgainMs);
    return () => clearInterval(timer);
  }, [central]);
  if (reply === null || reply.notices.length === 0) return null;
  return (
    <div class="notices no-print" role="region" aria-label={say(frame.notices)}>
      {reply.notices.map((notice) => (
        <Notice
          key={notice.notice}
          tone="warn"
          title={say(
            notice.kind === "regime"
              ? frame.newRules(dateTime(notice.effectiveFrom, timeZone))
              : frame.massRevocation(dateTime(notice.effectiveFrom, timeZone)),
          )}
          live="polite"
          testId="notice"
        >
          {notice.text === null ? null : <p>{notice.text[language.value]}</p>}
        </Notice>
      ))}
    </div>
  );
}
