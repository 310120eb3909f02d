import { ledgers, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Code, Count, Hex32 } from "./common.ts";
import { organisationStatuses } from "./provisioning.ts";

/** The tax authority's base at central: for registrars and administrators. A number of an organisation is never in a path. */
export const organisationRoutes = {
  /** GET: `BaseReply`. */
  base: "/api/v1/authority/organisations/base",
  /** POST: the file itself as the body, its name in `x-beket-file` (URI-encoded); `?dry-run=1` only reports. 202 `ImportView`. */
  imports: "/api/v1/authority/organisations/imports",
  /** GET: `ImportView`, also while it runs. DELETE: stops one that runs. */
  import: (id: number) => `/api/v1/authority/organisations/imports/${id}`,
  /** GET: rows that were left out, as CSV: line, column, code. */
  importFaults: (id: number) => `/api/v1/authority/organisations/imports/${id}/faults.csv`,
  /** POST `RollBackRequest`: the base before the present one is the present one again. `BaseReply`. */
  rollBack: "/api/v1/authority/organisations/roll-back",
  /** GET: `PendingReply`. */
  pending: "/api/v1/authority/organisations/pending",
  /** POST `PendingConfirmation` or `PendingRefusal`: `OrganisationView`. */
  confirm: "/api/v1/authority/organisations/pending/confirm",
  refuse: "/api/v1/authority/organisations/pending/refuse",
  /** POST `{ bin }`: `OrganisationView`; audited. */
  one: "/api/v1/authority/organisations/one",
} as const;
/** Carries the name of an uploaded file, URI-encoded. */
export const fileNameHeader = "x-beket-file";

export const importStates = [
  /** Rows are being read beside the present base. */
  "reading",
  /** Compared with the present base. */
  "comparing",
  /** It is the base now. */
  "present",
  /** It was the base before the present one: a roll-back makes it the base again. */
  "previous",
  /** It was the base once and its rows are gone. */
  "retired",
  /** A dry run: reported, never the base. */
  "dry-run",
  /** Too many faulty rows, or not a table at all. */
  "refused",
  /** The same file is the base already. */
  "unchanged",
  /** Somebody stopped it, or the program ended. */
  "stopped",
] as const;
export type ImportState = (typeof importStates)[number];
const FileName = v.pipe(v.string(), v.maxLength(200));
const Note = v.pipe(v.string(), v.maxLength(500));

/** What a file does, or would do, to the base. `livePermits` are those of organisations that are gone or no longer active. */
export const BaseDifference = v.strictObject({ new: Count, gone: Count, changed: Count, livePermits: Count });
export type BaseDifference = v.InferOutput<typeof BaseDifference>;
export const ImportFault = v.strictObject({
  line: v.nullable(Count),
  column: v.nullable(Code),
  code: Code,
});
/** A row that was left out: its line in the file, the column and why. Never its content. */
export type ImportFault = v.InferOutput<typeof ImportFault>;
export const ImportView = v.strictObject({
  id: Count,
  state: v.picklist(importStates),
  isDryRun: v.boolean(),
  file: FileName,
  /** Staff code; `operator`, `start`. */
  by: Code,
  startedAt: TimeMs,
  finishedAt: v.nullable(TimeMs),
  /** Null until it was read whole. */
  sha256: v.nullable(Hex32),
  /** `csv`, `xlsx` or `ndjson`; null where the file was none. */
  format: v.nullable(v.picklist(["csv", "xlsx", "ndjson"])),
  progress: v.strictObject({ bytesRead: Count, bytesTotal: Count }),
  /** Rows that were taken. */
  rows: Count,
  branches: Count,
  faults: Count,
  firstFaults: v.pipe(v.array(ImportFault), v.maxLength(100)),
  /** Why the whole was refused: of the table's reader, `too-many-faults`, `no-rows`, `column-missing`. */
  refusal: v.nullable(ImportFault),
  difference: v.nullable(BaseDifference),
});
export type ImportView = v.InferOutput<typeof ImportView>;
export const BaseReply = v.strictObject({
  /** Null: no base yet. */
  present: v.nullable(ImportView),
  /** Null: there is nothing to roll back to. */
  previous: v.nullable(ImportView),
  running: v.nullable(ImportView),
  /** Newest first. */
  history: v.pipe(v.array(ImportView), v.maxLength(50)),
  rollBacks: v.pipe(v.array(v.strictObject({ at: TimeMs, by: Code, reason: Note, from: Count, to: Count })), v.maxLength(20)),
  /** Organisations that registrars have added. */
  added: Count,
  live: v.nullable(
    v.strictObject({
      host: v.pipe(v.string(), v.maxLength(300)),
      circuit: v.picklist(["closed", "open", "half-open"]),
      asked: Count,
      failed: Count,
      lastSuccessAt: v.nullable(TimeMs),
    }),
  ),
});
export type BaseReply = v.InferOutput<typeof BaseReply>;
export const RollBackRequest = v.strictObject({ present: Count, reason: v.pipe(Note, v.minLength(3)) });
export type RollBackRequest = v.InferOutput<typeof RollBackRequest>;

const Number12 = v.pipe(v.string(), v.regex(/^[0-9]{12}$/));
const Oked = v.pipe(v.string(), v.regex(/^[0-9]{5}$/));
const OrganisationName = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
/** An organisation that applied and is not in the base. */
export const PendingView = v.strictObject({
  bin: Number12,
  /** As its application says. */
  name: v.pipe(v.string(), v.maxLength(300)),
  activity: v.nullable(Oked),
  since: TimeMs,
  applications: Count,
  /** What the live source said of it; null: not asked or no answer. */
  live: v.nullable(v.picklist(["unknown-there", "failed"])),
});
export type PendingView = v.InferOutput<typeof PendingView>;
export const PendingReply = v.strictObject({ pending: v.pipe(v.array(PendingView), v.maxLength(1_000)), more: v.boolean() });
export type PendingReply = v.InferOutput<typeof PendingReply>;
export const PendingConfirmation = v.strictObject({
  bin: Number12,
  name: OrganisationName,
  oked: Oked,
  okedSecondary: v.pipe(v.array(Oked), v.maxLength(50)),
  headcount: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
  /** What it rests on: the letter, the decree, the certificate of registration. */
  ground: v.pipe(Note, v.minLength(3)),
});
export type PendingConfirmation = v.InferOutput<typeof PendingConfirmation>;
export const PendingRefusal = v.strictObject({ bin: Number12, reason: v.pipe(Note, v.minLength(3)) });
export type PendingRefusal = v.InferOutput<typeof PendingRefusal>;

/** Who says that the organisation is there: the imported base, the live source, or a registrar. */
export const organisationSources = ["tax", "live", "registrar"] as const;
export type OrganisationSource = (typeof organisationSources)[number];
/** One organisation as the base knows it; the head's IIN is not told, only whether it is known. */
export const OrganisationView = v.strictObject({
  bin: Number12,
  /** Null: nobody knows it. */
  known: v.nullable(
    v.strictObject({
      name: OrganisationName,
      oked: Oked,
      okedSecondary: v.pipe(v.array(Oked), v.maxLength(50)),
      headcount: Count,
      status: v.picklist(organisationStatuses),
      kato: v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{9}$/))),
      headKnown: v.boolean(),
      headOffice: v.nullable(
        v.strictObject({ bin: Number12, name: v.nullable(OrganisationName), status: v.nullable(v.picklist(organisationStatuses)) }),
      ),
      branches: Count,
      source: v.picklist(organisationSources),
      /** Staff code of the registrar who added it. */
      by: v.nullable(Code),
      ground: v.nullable(Note),
      /** When the source said so. */
      at: TimeMs,
    }),
  ),
  /** A registrar has said no. */
  refused: v.nullable(v.strictObject({ by: Code, at: TimeMs, reason: Note })),
  ledgers: v.pipe(v.array(v.strictObject({ ledger: v.picklist(ledgers), rule: Code })), v.maxLength(2)),
});
export type OrganisationView = v.InferOutput<typeof OrganisationView>;
