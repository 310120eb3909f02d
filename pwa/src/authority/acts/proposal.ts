import type { ActProposal } from "@beket/api";
import { err, type massReasons, ok, Uuid, type InstructionCode, type Result, type Trilingual } from "@beket/domain";
import * as v from "valibot";
import { civilTimeMs, dayAfter, isCivilDate } from "../../portal/model/civil-date.ts";
import { linesOf, numbersOf, readSubjects } from "./subjects.ts";

export type ProposableKind = "revocation" | "exemption" | "hold" | "release";
/** What the sheet of a new act holds; times are civil times of the city. */
export type ProposalForm = {
  readonly kind: ProposableKind;
  readonly authority: string;
  readonly ground: string;
  readonly ledgers: "city" | "roadblock" | "both";
  readonly organisation: string;
  readonly activity: string;
  readonly purpose: string;
  readonly application: string;
  readonly area: string;
  readonly reason: (typeof massReasons)[number];
  readonly isLater: boolean;
  readonly day: string;
  readonly time: string;
  readonly notice: Trilingual;
  readonly category: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly cause: "police" | "court" | "health";
  readonly instruction: InstructionCode;
  readonly standing: "provisional" | "confirmed";
  readonly list: string;
};
export type ProposalFault =
  | "ground"
  | "authority"
  | "organisation"
  | "activity"
  | "purpose"
  | "application"
  | "area"
  | "moment"
  | "days"
  | "list"
  | "category";

export const emptyProposal = (authority: string, category: string, today: string): ProposalForm => ({
  kind: "revocation",
  authority,
  ground: "",
  ledgers: "both",
  organisation: "",
  activity: "",
  purpose: "",
  application: "",
  area: "",
  reason: "abuse",
  isLater: false,
  day: today,
  time: "00:00",
  notice: { kk: "", ru: "", en: "" },
  category,
  firstDay: today,
  lastDay: today,
  cause: "police",
  instruction: "turn-back",
  standing: "confirmed",
  list: "",
});

/** A civil time `HH:MM` of a day as the moment it is; null where it is none. */
export function momentOf(day: string, time: string, timeZone: string): number | null {
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(time) ?? [];
  if (!isCivilDate(day) || hour === undefined || minute === undefined) return null;
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(hour) < 24 && Number(minute) < 60 ? civilTimeMs(day, minutes, timeZone) : null;
}

const noticeOf = ({ kk, ru, en }: Trilingual): Trilingual | null => {
  const first = [kk, ru, en].map((text) => text.trim()).find((text) => text !== "");
  // Words in one language are better than none in the others.
  return first === undefined ? null : { kk: kk.trim() || first, ru: ru.trim() || first, en: en.trim() || first };
};
const alwaysWindow = { days: 127, fromMinute: 0, toMinute: 1440 };

/** The proposal as central takes it, or every field that is not filled in correctly. */
export function proposalOf(form: ProposalForm, act: string, timeZone: string): Result<ActProposal, readonly ProposalFault[]> {
  const faults: ProposalFault[] = [];
  if (form.ground.trim() === "") faults.push("ground");
  if (form.authority === "") faults.push("authority");
  const deed = deedOf(form, timeZone, faults);
  if (deed === null || faults.length > 0) return err(faults);
  return ok({
    act,
    authority: form.authority,
    ground: form.ground.trim(),
    notice: form.kind === "revocation" ? noticeOf(form.notice) : null,
    deed,
  });
}

function deedOf(form: ProposalForm, timeZone: string, faults: ProposalFault[]): ActProposal["deed"] | null {
  switch (form.kind) {
    case "revocation":
      return revocationOf(form, timeZone, faults);
    case "release": {
      const numbers = [...numbersOf(form.list)];
      if (numbers.length === 0) faults.push("list");
      return { kind: "release", numbers };
    }
    case "exemption":
    case "hold": {
      const { subjects, faults: lines, tooMany } = readSubjects(linesOf(form.list));
      const validFrom = momentOf(form.firstDay, "00:00", timeZone);
      const validTo = isCivilDate(form.lastDay) ? momentOf(dayAfter(form.lastDay), "00:00", timeZone) : null;
      if (subjects.length === 0 || lines.length > 0 || tooMany) faults.push("list");
      if (validFrom === null || validTo === null || validTo <= validFrom) faults.push("days");
      if (form.kind === "exemption" && form.category === "") faults.push("category");
      if (validFrom === null || validTo === null) return null;
      const common = { subjects: [...subjects], validFrom, validTo };
      if (form.kind === "exemption")
        return { kind: "exemption", ...common, category: form.category, window: alwaysWindow, places: { kind: "everywhere" } };
      const { cause, instruction, standing } = form;
      return { kind: "hold", ...common, cause, instruction, standing };
    }
  }
}

function revocationOf(form: ProposalForm, timeZone: string, faults: ProposalFault[]): ActProposal["deed"] | null {
  const optional = (field: "organisation" | "activity" | "purpose" | "application" | "area", pattern: RegExp): string | null => {
    const text = form[field].trim();
    if (text !== "" && !pattern.test(text)) faults.push(field);
    return text === "" ? null : text;
  };
  const code = /^[a-z0-9][a-z0-9-]{0,39}$/;
  const organisation = optional("organisation", /^\d{12}$/);
  const activity = optional("activity", /^\d{2,5}$/);
  const purpose = optional("purpose", code);
  const area = optional("area", code);
  const application = form.application.trim() === "" ? null : v.safeParse(Uuid, form.application.trim());
  if (application?.success === false) faults.push("application");
  const effectiveFrom = form.isLater ? momentOf(form.day, form.time, timeZone) : null;
  if (form.isLater && effectiveFrom === null) faults.push("moment");
  const both: ("city" | "roadblock")[] = ["city", "roadblock"];
  const ledgers = form.ledgers === "both" ? both : [form.ledgers];
  return {
    kind: "revocation",
    filter: { ledgers, organisation, activity, purpose, application: application?.success === true ? application.output : null, area },
    reason: form.reason,
    effectiveFrom,
  };
}
