import type { ExportRequest } from "@beket/api";
import { useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, Choice, Dialog, Field, Notice, SelectField } from "../../ui/index.ts";
import { saveFile } from "../adapters/save-file.ts";
import { useCentre } from "../context.ts";
import { exportName, exportRange } from "../model/export.ts";
import { isReason, reasonMax } from "../model/holds.ts";
import { dateText } from "../model/range.ts";
import { CallFailed, TextArea } from "../parts/basics.tsx";
import { useSend } from "../parts/use-send.ts";
import { tables } from "../words/frame.ts";
import { exporting as w, holds } from "../words/health.ts";

const everyPost = "";

/** People's data leave central as a file: for a span, with a reason, and that is audited. */
export function ExportSheet({ onClose }: { readonly onClose: () => void }) {
  const centre = useCentre();
  const zone = centre.timeZone.value;
  const [format, setFormat] = useState<ExportRequest["format"]>("fhir");
  const [first, setFirst] = useState(() => dateText(centre.now.value, zone));
  const [last, setLast] = useState(() => dateText(centre.now.value, zone));
  const [post, setPost] = useState(everyPost);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const range = exportRange(first, last, zone);
  const name = exportName(format, first, last);
  const { state, go } = useSend((_id, input: ExportRequest) => centre.central.export(input));
  const get = async (): Promise<void> => {
    setTried(true);
    if (range === null || !isReason(reason)) return;
    const file = await go({ format, ...range, post: post === everyPost ? null : post, reason: reason.trim() });
    if (file !== null) saveFile(file.name ?? name, file.blob);
  };
  return (
    <Dialog title={say(w.heading)} onClose={onClose} testId="export-sheet">
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void get();
        }}
      >
        <p class="soft">{say(w.lead)}</p>
        <Choice
          label={say(w.format)}
          value={format}
          items={(["fhir", "csv"] as const).map((value) => ({ value, name: say(w.formats[value]) }))}
          onChange={setFormat}
        />
        <div class="pair">
          <Field label={say(w.from)} type="date" value={first} max={last} onInput={setFirst} />
          <Field
            label={say(w.to)}
            type="date"
            value={last}
            min={first}
            onInput={setLast}
            error={tried && range === null ? say(w.days) : null}
          />
        </div>
        <SelectField
          label={say(tables.post)}
          value={post}
          options={[
            { value: everyPost, name: say(tables.allPosts) },
            ...(centre.places.value?.posts ?? []).map(({ post }) => ({ value: post, name: centre.postName(post) })),
          ]}
          onChange={setPost}
        />
        <TextArea
          label={say(holds.reason)}
          hint={say(holds.reasonHint)}
          error={tried && !isReason(reason) ? say(holds.reasonWrong) : null}
          value={reason}
          rows={2}
          maxLength={reasonMax}
          onInput={setReason}
          testId="export-reason"
        />
        {state.kind === "failed" ? <CallFailed failure={state.failure} /> : null}
        {state.kind === "done" ? (
          <Notice tone="good" live="polite" testId="export-done">
            {say(w.done(state.value.name ?? name))}
          </Notice>
        ) : null}
        <div class="row">
          <Button kind="primary" type="submit" icon="file" busy={state.kind === "sending"} testId="export-go">
            {say(w.go)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
