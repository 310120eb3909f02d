import { simpleReport, type SimpleReport, type SimpleSignature, type SimpleTimestamp, type ValidationReport } from "@beket/eds";
import { faultLines, holderLines, line, missingLines, statusLines } from "./parts.ts";
import { labels, numbered, policyWords, remarks } from "./phrases.ts";
import { moment, plain, type Reader } from "./reader.ts";

const tokens = ({ indication, subIndication }: Pick<SimpleReport, "indication" | "subIndication">): string =>
  `[${indication}${subIndication === undefined ? "" : ` / ${subIndication}`}]`;

const isKnownPolicy = (id: string): id is keyof typeof policyWords => Object.hasOwn(policyWords, id);

/** What was asked for: the policy in words, where it is one of this command's. */
const policyText = ({ id, version, production }: SimpleReport["policy"], { language }: Reader): string => {
  const words = isKnownPolicy(id) ? ` (${policyWords[id][language]})` : "";
  return `${id}${words}, ${numbered.version(version)[language]}${production ? "" : `; ${remarks.testsToo[language]}`}`;
};

const timestampLines = (stamp: SimpleTimestamp, number: number, reader: Reader): readonly string[] => {
  const { language } = reader;
  const at = stamp.at === undefined ? remarks.unreadable[language] : moment(stamp.at.ms, reader);
  const service = stamp.authorityName === undefined ? "" : `; ${labels.service[language]}: ${stamp.authorityName}`;
  const holds = stamp.indication === "TOTAL_PASSED" ? remarks.timeProved[language] : remarks.provesNothing[language];
  return [
    `${line("  ", `${labels.timestamp[language]} ${number}`, `${at}${service}; ${holds}`)}  ${tokens(stamp)}`,
    ...(stamp.reason === undefined ? [] : [line("    ", labels.reason[language], stamp.reason.words)]),
    ...statusLines(stamp.statuses, "    ", "serviceStatus", reader),
    ...faultLines(stamp.faults, "    ", reader),
  ];
};

/** A signature that states a time after the one at which it is proved to have existed is not to be believed about its time. */
const statedTime = ({ claimedSigningTime, bestSignatureTime }: SimpleSignature, reader: Reader): readonly string[] => {
  if (claimedSigningTime === undefined) return [];
  const { language } = reader;
  const remark = claimedSigningTime.ms > bestSignatureTime.ms ? remarks.laterThanProved[language] : remarks.provesNothing[language];
  return [line("  ", labels.statedTime[language], `${moment(claimedSigningTime.ms, reader)} (${remark})`)];
};

/** A signature that waits for its time-stamp's evidence was judged at the time which that would prove. */
const asOf = ({ timestamps, subIndication }: SimpleSignature, { language }: Reader): string =>
  subIndication === "TRY_LATER" && timestamps.length > 0 ? "" : ` ${remarks.atProvedTime[language]}`;

const signatureLines = (signature: SimpleSignature, count: number, anchor: string | undefined, reader: Reader): readonly string[] => {
  const { language } = reader;
  const { signer, bestSignatureTime: best, timestamps } = signature;
  return [
    "",
    `${numbered.signature(signature.index + 1, count)[language]}. ${signature.words}  ${tokens(signature)}`,
    ...(signature.reason === undefined ? [] : [line("  ", labels.reason[language], signature.reason.words)]),
    ...(signer === undefined
      ? [`  ${remarks.signerUnknown[language]}`]
      : holderLines(signer, labels[signer.proved ? "proved" : "claimed"][language], reader)),
    line("  ", labels.provedTime[language], `${remarks.notLater[language]} ${moment(best.ms, reader)} (${best.words})`),
    ...statedTime(signature, reader),
    line("  ", labels.kind[language], signature.levelWords),
    ...timestamps.flatMap((stamp, index) => timestampLines(stamp, index + 1, reader)),
    ...(signer === undefined ? [] : statusLines(signature.statuses, "  ", "signerStatus", reader, asOf(signature, reader))),
    ...(anchor === undefined ? [] : [line("  ", labels.anchor[language], anchor)]),
    ...faultLines(signature.faults, "  ", reader),
  ];
};

/** The report as it is read out: the verdict and why, then of each signature who, when, by what evidence, and what is not in order. */
export const reportText = (report: ValidationReport, reader: Reader): string => {
  const { language } = reader;
  const simple = simpleReport(report, language);
  const anchors = report.signatures.map(({ pathSha256, statuses }) => (statuses.length === 0 ? undefined : pathSha256.at(-1)));
  const lines = [
    `${simple.words}  ${tokens(simple)}`,
    ...(simple.reason === undefined ? [] : [line("", labels.reason[language], simple.reason.words)]),
    ...(simple.waits ? [remarks.mayStillPass[language]] : []),
    ...(simple.indication === "INDETERMINATE" && !simple.waits ? [remarks.notAccepted[language]] : []),
    ...missingLines(report.missing, reader),
    line("", labels.judgedAt[language], moment(simple.validationTime.ms, reader)),
    line("", labels.policy[language], policyText(simple.policy, reader)),
    line("", labels.standard[language], "ETSI EN 319 102-1"),
    ...faultLines(simple.faults, "", reader),
    ...simple.signatures.flatMap((signature, index) => signatureLines(signature, simple.signatures.length, anchors[index], reader)),
  ];
  return `${lines.join("\n")}\n`;
};

/** What a bundle was made for. */
export const askedForText = (
  policy: SimpleReport["policy"],
  whom: { readonly bin?: string; readonly iin?: string },
  reader: Reader,
): string => {
  const { language } = reader;
  const numbers = [
    ...(whom.bin === undefined ? [] : [`${labels.bin[language]} ${whom.bin}`]),
    ...(whom.iin === undefined ? [] : [`${labels.iin[language]} ${whom.iin}`]),
  ];
  return `${line("", labels.askedFor[language], plain([policyText(policy, reader), ...numbers].join("; ")))}\n`;
};
