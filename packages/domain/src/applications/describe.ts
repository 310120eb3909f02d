import type { Language } from "../language.ts";
import type { Places } from "../records/types.ts";
import type { Regime } from "../regime/types.ts";
import { formatDateTime, formatEnd, formatWindow } from "../words/format.ts";
import { ledgerName, schemeName } from "../words/names.ts";
import { type Label, labels, revocationReasonWords, words } from "./describe-words.ts";
import { lenderOf } from "./faults.ts";
import type {
  Applicant,
  ApplicationGroup,
  ApplicationRow,
  ChangedTerms,
  ChangeDocument,
  PersonIdentity,
  RosterCount,
  SignedDocument,
} from "./types.ts";

/** One line of a document as a person reads it before signing. */
export type DocumentLine = { readonly label: string; readonly value: string };

/**
 * Every field of a document that carries meaning, as lines for the person who is about to sign it, in the document's order. Only the
 * nonce and the type are left out: what is signed is what was read.
 */
export function describeApplication(document: SignedDocument, language: Language, regime: Regime): readonly DocumentLine[] {
  const say = speaker(language, regime);
  const foot = [say.line("portal", document.origin), say.line("created", say.time(document.createdAt))];
  return [...body(document, say), ...foot];
}

type Speaker = ReturnType<typeof speaker>;
function speaker(language: Language, regime: Regime) {
  const line = (label: Label, value: string): DocumentLine => ({ label: labels[label][language], value });
  const time = (ms: number): string => formatDateTime(ms, regime.timeZone, language);
  const end = (ms: number): string => formatEnd(ms, regime.timeZone, language);
  const identity = (one: PersonIdentity): string =>
    one.scheme === "iin" ? `${schemeName("iin", language)} ${one.value}` : `${one.value} (${one.country})`;
  const row = (one: ApplicationRow): string => {
    const lender = lenderOf(one);
    const lent = lender === null ? [] : [`${words[one.kind === "vehicle" ? "owner" : "employer"][language]} ${lender}`];
    const group = one.group === null ? [] : [`${labels.group[language].toLowerCase()} ${one.group}`];
    const own =
      one.kind === "vehicle" ? [plateText(one), one.description] : [`${one.surname} ${one.given}`, identity(one.identity), one.job];
    return [...own, ...lent, ...group].filter((part) => part !== "").join(", ");
  };
  const group = (one: ApplicationGroup): string =>
    `${one.group}: ${one.headcount === null ? words.together[language] : `${one.headcount} ${words.people[language]}`}`;
  const count = ({ persons, vehicles }: RosterCount): string =>
    `${words.personsCount[language]}: ${persons}, ${words.vehiclesCount[language]}: ${vehicles}`;
  const places = (one: Places): string => {
    if (one.kind === "everywhere") return words.everywhere[language];
    return `${words[one.kind][language]}: ${(one.kind === "posts" ? one.posts : one.areas).join(", ")}`;
  };
  const terms = (one: ChangedTerms): readonly DocumentLine[] => [
    line("from", time(one.validFrom)),
    line("to", end(one.validTo)),
    line("window", formatWindow(one.window, language)),
    line("places", places(one.places)),
  ];
  const purpose = (code: string): DocumentLine =>
    line("purpose", regime.purposes.find((one) => one.purpose === code)?.name[language] ?? code);
  const applicant = (one: Applicant): DocumentLine =>
    one.kind === "organisation"
      ? line("organisation", `${one.name}, ${schemeName("bin", language)} ${one.bin}`)
      : line("proprietor", `${one.name}, ${schemeName("iin", language)} ${one.iin}`);
  const ledger = (one: "city" | "roadblock"): DocumentLine => line("ledger", ledgerName(one, language));
  const reason = (one: ChangeDocument["reason"]): readonly DocumentLine[] =>
    one === null ? [] : [line("reason", revocationReasonWords[one][language])];
  const unchanged = words.unchanged[language];
  return { line, time, end, identity, row, group, count, terms, purpose, applicant, ledger, reason, unchanged };
}

const plateText = ({ plate, country }: { readonly plate: string; readonly country: string }): string => `${plate} (${country})`;

function body(document: SignedDocument, say: Speaker): readonly DocumentLine[] {
  switch (document.type) {
    case "beket/application/1":
      return [
        say.line("number", document.application),
        say.applicant(document.applicant),
        say.ledger(document.ledger),
        say.purpose(document.purpose),
        say.line("activity", document.activity),
        ...say.terms(document),
        ...document.groups.map((group) => say.line("group", say.group(group))),
        ...document.rows.map((row) => say.line(row.kind, say.row(row))),
      ];
    case "beket/change/1":
      return changeBody(document, say);
    case "beket/consent/1":
      return [
        say.line("consent", document.consent),
        say.applicant(document.applicant),
        say.line("lentTo", document.to),
        say.line("from", say.time(document.validFrom)),
        say.line("to", say.end(document.validTo)),
        ...document.persons.map((one) => say.line("person", say.identity(one))),
        ...document.vehicles.map((one) => say.line("vehicle", plateText(one))),
      ];
    case "beket/withdrawal/1":
      return [
        say.line("withdrawal", document.withdrawal),
        say.applicant(document.applicant),
        say.line("consent", document.consent),
        say.line("effective", say.time(document.effectiveFrom)),
      ];
    case "beket/revocation/1":
      return [
        say.line("revocation", document.revocation),
        say.applicant(document.applicant),
        say.ledger(document.ledger),
        ...say.reason(document.reason),
        ...(document.note === null ? [] : [say.line("note", document.note)]),
        say.line("effective", say.time(document.effectiveFrom)),
        ...document.permits.map((permit) => say.line("permit", permit)),
      ];
  }
}

/** Counts first: that is what a head checks. Then what goes, then what comes. */
function changeBody(document: ChangeDocument, say: Speaker): readonly DocumentLine[] {
  const { terms } = document;
  return [
    say.line("change", document.change),
    say.line("number", document.application),
    say.line("revision", String(document.revision)),
    say.applicant(document.applicant),
    say.ledger(document.ledger),
    say.line("before", say.count(document.before)),
    say.line("after", say.count(document.after)),
    say.line("effective", say.time(document.effectiveFrom)),
    ...(terms === null ? [say.line("newTerms", say.unchanged)] : [say.purpose(terms.purpose), ...say.terms(terms)]),
    ...say.reason(document.reason),
    ...document.remove.map((permit) => say.line("removePermit", permit)),
    ...document.groups.map((group) => say.line("group", say.group(group))),
    ...document.add.map((row) => say.line(row.kind === "person" ? "addPerson" : "addVehicle", say.row(row))),
  ];
}
