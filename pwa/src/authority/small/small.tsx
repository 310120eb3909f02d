import { registryRoutes, SmallReviewList } from "@beket/api";
import { ledgerName } from "@beket/domain";
import { useEffect, useState } from "preact/hooks";
import { DataTable } from "../../centre/parts/data-table.tsx";
import { dateTime, language, say } from "../../i18n/index.ts";
import { Button, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed, Heading, Working } from "../parts/basics.tsx";
import { smallStates, smallWords as w } from "../words/small.ts";
import { ReviewSheet, type Review } from "./review-sheet.tsx";

/** The sample of exemptions that organisations of a few people were given without a signature. */
export function SmallScreen() {
  const { api, timeZone } = useAuthority();
  const [reviews, setReviews] = useState<readonly Review[] | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [opened, setOpened] = useState<Review | null>(null);
  const [done, setDone] = useState<"accepted" | "revoked" | null>(null);
  const load = async (): Promise<void> => {
    const answer = await api.call(registryRoutes.smallReviews, SmallReviewList);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setReviews(answer.value.reviews);
  };
  useEffect(() => void load(), []);
  const time = (ms: number): string => dateTime(ms, timeZone.value);
  return (
    <>
      <Heading lead={say(w.lead)}>{say(w.title)}</Heading>
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
      {done === null ? null : <Notice tone="good" live="polite" title={say(w[done])} testId="reviewed" />}
      {reviews === null && failure === null ? <Working /> : null}
      {reviews === null ? null : (
        <DataTable
          caption={say(w.caption)}
          headingLevel="none"
          columns={[
            {
              key: "bin",
              name: say(w.bin),
              value: ({ bin }) => bin,
              show: (one) => (
                <Button size="small" kind="quiet" onClick={() => setOpened(one)} testId={`small-${one.exemption}`}>
                  {one.bin}
                </Button>
              ),
            },
            { key: "name", name: say(w.name), value: ({ name }) => name ?? "", show: ({ name }) => name ?? "—" },
            {
              key: "ledger",
              name: say(w.ledger),
              value: ({ ledger }) => ledger,
              show: ({ ledger }) => ledgerName(ledger, language.value),
            },
            { key: "issuedAt", name: say(w.issued), value: ({ issuedAt }) => issuedAt, show: ({ issuedAt }) => time(issuedAt) },
            { key: "validTo", name: say(w.until), value: ({ validTo }) => validTo, show: ({ validTo }) => time(validTo) },
            { key: "state", name: say(w.state), value: ({ state }) => state, show: ({ state }) => say(smallStates[state]) },
          ]}
          rows={reviews}
          rowKey={({ exemption }) => exemption}
          file={{ kind: "rows", name: "small-organisations.csv" }}
          empty={say(w.none)}
          testId="small"
        />
      )}
      {opened === null ? null : (
        <ReviewSheet
          key={opened.exemption}
          review={opened}
          onClose={() => setOpened(null)}
          onDone={(state) => {
            setOpened(null);
            setDone(state);
            void load();
          }}
        />
      )}
    </>
  );
}
