import { ledgers, SubjectKey, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { ApplicationView } from "./central.ts";
import { AppealState, RefusalRecord } from "./citizen.ts";
import { Code, Uuid } from "./common.ts";

/** The registrar's desk for appeals; registrars decide, auditors read. */
export const appealRoutes = {
  /** GET `?state=open|decided` → `AppealList`, oldest open first. */
  appeals: "/api/v1/authority/appeals",
  /** GET → `AppealCase`; every view is audited. */
  appeal: (appeal: string) => `/api/v1/authority/appeals/${appeal}`,
  /** POST `AppealDecision` → `AppealCase`. */
  decision: (appeal: string) => `/api/v1/authority/appeals/${appeal}/decision`,
} as const;

/** What is to be put right when an appeal is upheld against the record; it is proposed, another act carries it out. */
export const corrections = ["none", "tell-organisation", "tell-post", "reissue-permit", "correct-base"] as const;
const Words = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(1_000));
export const AppealDecision = v.strictObject({
  outcome: v.picklist(["upheld", "overturned"]),
  /** To the person. */
  answer: Words,
  correction: v.picklist(corrections),
  /** To colleagues; null: none. */
  note: v.nullable(Words),
});
export type AppealDecision = v.InferOutput<typeof AppealDecision>;

const row = {
  ...AppealState.entries,
  kind: v.picklist(["refusal", "application"]),
  post: v.nullable(Code),
  /** When what it is against happened. */
  about: TimeMs,
};
export const AppealRow = v.strictObject(row);
export type AppealRow = v.InferOutput<typeof AppealRow>;
export const AppealList = v.strictObject({ appeals: v.pipe(v.array(AppealRow), v.maxLength(500)), asOf: TimeMs });
export type AppealList = v.InferOutput<typeof AppealList>;

export const AppealCase = v.strictObject({
  ...row,
  text: v.pipe(v.string(), v.maxLength(500)),
  phone: v.nullable(v.pipe(v.string(), v.maxLength(16))),
  correction: v.nullable(v.picklist(corrections)),
  note: v.nullable(v.pipe(v.string(), v.maxLength(1_000))),
  decidedBy: v.nullable(Code),
  /** Of a refusal whose look-up has come: what was read, the verdict, and whether central decides the same today from the same rows. */
  stop: v.nullable(
    v.strictObject({
      lookup: Uuid,
      officer: v.nullable(Code),
      lane: v.nullable(Code),
      subjects: v.pipe(
        v.array(
          v.strictObject({
            role: v.picklist(["driver", "passenger", "vehicle", "trailer"]),
            key: SubjectKey,
            readBy: v.pipe(v.array(v.picklist(["keypad", "camera", "scanner", "document"])), v.maxLength(4)),
          }),
        ),
        v.maxLength(80),
      ),
      outcome: v.nullable(v.picklist(["ALLOW", "REFER", "DENY"])),
      replay: v.picklist(["agreed", "differing", "not-replayable"]),
      regimeVersion: v.pipe(v.number(), v.integer()),
      registryVersion: v.nullable(v.pipe(v.number(), v.integer())),
      dataAgeMs: v.nullable(v.pipe(v.number(), v.integer())),
    }),
  ),
  refusal: v.nullable(v.strictObject({ reasons: RefusalRecord.entries.reasons, outcome: RefusalRecord.entries.outcome })),
  application: v.nullable(
    v.strictObject({
      id: Uuid,
      ledger: v.picklist(ledgers),
      organisation: v.nullable(v.pipe(v.string(), v.maxLength(300))),
      reasons: ApplicationView.entries.reasons,
      permits: v.pipe(
        v.array(
          v.strictObject({
            number: v.nullable(v.pipe(v.string(), v.maxLength(16))),
            state: Code,
            code: v.nullable(v.pipe(v.string(), v.maxLength(80))),
          }),
        ),
        v.maxLength(100),
      ),
    }),
  ),
});
export type AppealCase = v.InferOutput<typeof AppealCase>;
