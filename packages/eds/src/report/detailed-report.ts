import type { SignatureLevel } from "../policy/policy.ts";
import { blockClauses, blockNames, blockOf, type BlockName } from "./blocks.ts";
import { checkWords } from "./check-words.ts";
import type { CheckCode } from "./codes.ts";
import type { Indication, SubIndication } from "./indication.ts";
import { verdictOf } from "./ledger.ts";
import type { Check, SignatureReport, SignerIdentity, TimestampReport, ValidationReport } from "./types.ts";
import { blockWords, conclusionWords, levelWords, statusWords, subIndicationWords } from "./vocabulary.ts";
import { indicationWords, reasonWords, type Sentence } from "./words.ts";

/** One check with its words: what was asked for, its status, and where it does not hold the sentence of its code. */
export type DetailedCheck = Check & { readonly words: Sentence; readonly statusWords: Sentence; readonly sentence?: Sentence };

/** What a building block came to, EN 319 102-1 5.2.1; `NOT_RUN` where an earlier one left nothing to check. */
export type BlockConclusion = {
  readonly conclusion: keyof typeof conclusionWords;
  readonly conclusionWords: Sentence;
  readonly subIndication?: SubIndication;
  readonly reason?: CheckCode;
};

/** One building block with its checks. */
export type BlockReport = BlockConclusion & {
  readonly block: BlockName;
  readonly clause: string;
  readonly words: Sentence;
  readonly checks: readonly DetailedCheck[];
};

type DetailedVerdict = {
  readonly indication: Indication;
  readonly words: Sentence;
  readonly subIndication?: SubIndication;
  readonly subIndicationWords?: Sentence;
  readonly reason?: CheckCode;
  readonly reasonWords?: Sentence;
};

/** One signature time-stamp by the blocks of EN 319 102-1 5.4. */
export type DetailedTimestamp = DetailedVerdict &
  Pick<TimestampReport, "embedded" | "genTimeMs" | "tokenSha256" | "authorityName" | "policyOid" | "pathSha256" | "statuses"> & {
    readonly blocks: readonly BlockReport[];
  };

/** One signature by the blocks of EN 319 102-1 5.3 to 5.5. Milliseconds since 1970 UTC. */
export type DetailedSignature = DetailedVerdict &
  Pick<
    SignatureReport,
    "index" | "claimedSigningTimeMs" | "signatureAlgorithm" | "bestSignatureTimeMs" | "bestSignatureTimeFrom" | "pathSha256" | "statuses"
  > & {
    readonly signer?: SignerIdentity;
    readonly level: SignatureLevel;
    readonly levelWords: Sentence;
    readonly blocks: readonly BlockReport[];
    readonly timestamps: readonly DetailedTimestamp[];
  };

/** Every block and every check, in three languages; plain JSON. */
export type DetailedReport = DetailedVerdict & {
  readonly format: "beket/eds-detailed-report/1";
  readonly waits: boolean;
  /** Milliseconds since 1970 UTC. */
  readonly validationTimeMs: number;
  readonly policy: { readonly id: string; readonly version: number; readonly production: boolean };
  /** SHA-256 of each anchor a path ended at, lower-case hex. */
  readonly trustAnchorsSha256: readonly string[];
  /** Blocks of the message as a whole; those of a signer are below `signatures`. */
  readonly message: readonly BlockReport[];
  readonly signatures: readonly DetailedSignature[];
};

/**
 * The report by the building blocks of EN 319 102-1: what each came to, and each of its checks with code, clause, status, detail and
 * sentence. A pure function of the report; nothing in it is left out. Modelled on the detailed report of EU DSS.
 */
export const detailedReport = (report: ValidationReport): DetailedReport => {
  const { policyId, policyVersion, production, trustAnchorsSha256 } = report.evidence;
  return {
    format: "beket/eds-detailed-report/1",
    ...verdictWith(report),
    waits: report.waits,
    validationTimeMs: report.validationTime,
    policy: { id: policyId, version: policyVersion, production },
    trustAnchorsSha256,
    message: blocksOf(report.checks, ["format-checking"]),
    signatures: report.signatures.map(signatureWith),
  };
};

/** The blocks of basic signature validation, of which every signer has each; those with time come where there is some. */
const signatureBlocks: readonly BlockName[] = blockNames.filter(
  (name) => name !== "timestamp-validation" && name !== "signature-with-time",
);

const verdictWith = (verdict: {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  readonly reason?: CheckCode;
}): DetailedVerdict => {
  const { indication, subIndication, reason } = verdict;
  return {
    indication,
    words: indicationWords[indication],
    ...(subIndication && { subIndication, subIndicationWords: subIndicationWords[subIndication] }),
    ...(reason && { reason, reasonWords: reasonWords[reason] }),
  };
};

const signatureWith = (signature: SignatureReport): DetailedSignature => {
  const { checks, level, timestamps, indication: _indication, subIndication: _sub, reason: _reason, ...facts } = signature;
  return {
    ...verdictWith(signature),
    ...facts,
    level,
    levelWords: levelWords[level],
    blocks: blocksOf(checks, signatureBlocks),
    timestamps: timestamps.map(timestampWith),
  };
};

const timestampWith = (timestamp: TimestampReport): DetailedTimestamp => {
  const { checks, indication: _indication, subIndication: _sub, reason: _reason, ...facts } = timestamp;
  return { ...verdictWith(timestamp), ...facts, blocks: blocksOf(checks, ["timestamp-validation"]) };
};

/** The checks by block: those of `always` in the order of the standard, also where nothing was checked, and any other that has some. */
const blocksOf = (checks: readonly Check[], always: readonly BlockName[]): readonly BlockReport[] =>
  blockNames.flatMap((block) => {
    const own = checks.filter(({ code }) => blockOf(code) === block);
    if (own.length === 0 && !always.includes(block)) return [];
    const report: BlockReport = {
      block,
      clause: blockClauses[block],
      words: blockWords[block],
      ...conclusionOf(own),
      checks: own.map((check) => ({
        ...check,
        words: checkWords[check.code],
        statusWords: statusWords[check.status],
        ...(check.status !== "ok" && { sentence: reasonWords[check.code] }),
      })),
    };
    return [report];
  });

const conclusionByIndication = { TOTAL_PASSED: "PASSED", INDETERMINATE: "INDETERMINATE", TOTAL_FAILED: "FAILED" } as const;

const conclusionOf = (checks: readonly Check[]): BlockConclusion => {
  const { indication, subIndication, reason } = verdictOf(checks);
  const conclusion = checks.length === 0 ? "NOT_RUN" : conclusionByIndication[indication];
  return { conclusion, conclusionWords: conclusionWords[conclusion], ...(subIndication && { subIndication }), ...(reason && { reason }) };
};
