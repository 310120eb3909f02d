import {
  parseCertificate,
  type MissingEvidence,
  type SimpleEvidence,
  type SimpleFault,
  type SimpleSigner,
  type SimpleStatus,
} from "@beket/eds";
import { labels, numbered, remarks } from "./phrases.ts";
import { moment, plain, type Reader } from "./reader.ts";

/** `label: value`, indented. What a certificate says is made plain here, and nowhere forgotten. */
export const line = (indent: string, label: string, value: string): string => `${indent}${label}: ${plain(value)}`;

type Holder = Omit<SimpleSigner, "proved">;

/** Who a certificate names, and the certificate by number, issuer and validity. */
export const holderLines = (holder: Holder, label: string, reader: Reader): readonly string[] => {
  const { language } = reader;
  const { commonName, iin, bin, organisation, roleWords, serialNumber, issuerName, notBeforeMs, notAfterMs } = holder;
  const organisationParts = [organisation, bin === undefined ? undefined : `${labels.bin[language]} ${bin}`];
  const ofOrganisation = organisationParts.filter((part) => part !== undefined).join(", ");
  return [
    line("  ", label, commonName === "" ? "?" : commonName),
    ...(iin === undefined ? [] : [line("    ", labels.iin[language], iin)]),
    ...(ofOrganisation === "" ? [] : [line("    ", labels.organisation[language], ofOrganisation)]),
    line("    ", labels.role[language], roleWords.length === 0 ? remarks.none[language] : roleWords.join("; ")),
    line("    ", labels.serial[language], serialNumber),
    line("    ", labels.issuer[language], issuerName ?? "?"),
    line("    ", labels.validity[language], `${moment(notBeforeMs, reader)} – ${moment(notAfterMs, reader)}`),
  ];
};

const evidenceText = (evidence: SimpleEvidence, reader: Reader): string => {
  const { language } = reader;
  const { words, crlNumber, signedBy, thisUpdate, nextUpdate } = evidence;
  return [
    crlNumber === undefined ? words : `${words} № ${crlNumber}`,
    `${labels.of[language]}: ${moment(thisUpdate.ms, reader)}`,
    ...(nextUpdate === undefined ? [] : [`${labels.next[language]}: ${moment(nextUpdate.ms, reader)}`]),
    ...(signedBy === undefined ? [] : [`${labels.signedBy[language]}: ${signedBy}`]),
  ].join("; ");
};

const statusText = ({ words, revokedAt, revocationReason, reasonWords }: SimpleStatus, reader: Reader): string => {
  const { language } = reader;
  const since = revokedAt === undefined ? [] : [`${labels.since[language]}: ${moment(revokedAt.ms, reader)}`];
  const isSaid = reasonWords === undefined || revocationReason === "certificateHold";
  const why = isSaid ? [] : [`${labels.reason[language].toLowerCase()}: ${reasonWords}`];
  return [words, ...since, ...why].join("; ");
};

/** The status of every certificate of a path, and by what list or answer of what date. */
export const statusLines = (
  statuses: readonly SimpleStatus[],
  indent: string,
  first: keyof typeof labels,
  reader: Reader,
  when = "",
): readonly string[] => {
  const { language } = reader;
  if (statuses.length === 0) return [line(indent, labels[first][language], remarks.statusNotChecked[language])];
  return statuses.flatMap((status, index) => [
    line(indent, `${labels[index === 0 ? first : "authorityStatus"][language]}${when}`, statusText(status, reader)),
    ...status.evidence.map((one) =>
      line(`${indent}  `, labels[status.status === "unknown" ? "seen" : "by"][language], evidenceText(one, reader)),
    ),
  ]);
};

const factText = (fault: SimpleFault, reader: Reader): string => {
  const facts = fault.facts.map((fact) => `${fact.words}: ${fact.kind === "time" ? moment(fact.ms, reader) : fact.text}`);
  return facts.length === 0 ? "" : ` (${facts.join("; ")})`;
};

const isNote = ({ status }: SimpleFault): boolean => status === "warned" || status === "informed";

/** What does not hold, and apart from it what is only told; each with what was found, its code and its clause. */
export const faultLines = (faults: readonly SimpleFault[], indent: string, reader: Reader): readonly string[] => {
  const { language } = reader;
  const listed = (label: string, some: readonly SimpleFault[]): readonly string[] =>
    some.length === 0
      ? []
      : [
          `${indent}${label}:`,
          ...some.map((fault) => `${indent}  - ${fault.words}${plain(factText(fault, reader))} [${fault.code}; ${fault.clause}]`),
        ];
  return [
    ...listed(
      labels.faults[language],
      faults.filter((fault) => !isNote(fault)),
    ),
    ...listed(labels.notes[language], faults.filter(isNote)),
  ];
};

const commonName = "2.5.4.3";

/** What would have to be handed in, and where the certificates say that it is. */
export const missingLines = (missing: readonly MissingEvidence[], { language }: Reader): readonly string[] =>
  missing.map(({ certificate, ocspUrls, crlUrls, deltaCrlUrls }) => {
    const attributes = parseCertificate(certificate)?.subject.attributes ?? [];
    // The name alone: identity numbers stand beside it in a subject.
    const whose = attributes.find(({ oid }) => oid === commonName)?.value ?? "?";
    const urls = [...new Set([...ocspUrls, ...crlUrls, ...deltaCrlUrls])];
    const where = urls.length === 0 ? "" : `; ${labels.addresses[language]}: ${urls.join(" ")}`;
    return line("", labels.missing[language], `${numbered.missing(whose)[language]}${where}`);
  });
