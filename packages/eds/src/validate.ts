import { parseSignedData } from "./cms/signed-data.ts";
import { defaultLimits, type Limits, type ValidationInput } from "./input.ts";
import { noteDocument } from "./policy/note-document.ts";
import { createLedger, type Ledger } from "./report/ledger.ts";
import type { ValidationReport } from "./report/types.ts";
import { assert } from "./result.ts";
import { collectEvidence, evidenceFits } from "./validate/collect-evidence.ts";
import { createContext } from "./validate/context.ts";
import { judgeSigner } from "./validate/judge-signer.ts";
import { readTimestamps, timestampsFit, type TimestampReading } from "./validate/read-timestamps.ts";
import { reportOf } from "./validate/report.ts";

/**
 * Validates a national signature in the sense of ETSI EN 319 102-1: a pure function of its input. It never throws on
 * what comes from outside, and fails closed: TOTAL_PASSED is said only when every check of every signer held.
 */
export const validateSignature = (input: ValidationInput): ValidationReport => {
  const { validationTimeMs, receivedAtMs = validationTimeMs } = input;
  assert(Number.isSafeInteger(validationTimeMs) && Number.isSafeInteger(receivedAtMs), "times in milliseconds");
  const limits: Limits = { ...defaultLimits, ...input.limits };
  const ledger = createLedger(input.policy);
  const parsed = parseSignedData(input.cms, {
    bytesMax: limits.cmsBytesMax,
    depthMax: limits.derDepthMax,
    nodesMax: limits.derNodesMax,
  });
  if (!parsed.ok) {
    ledger.note(parsed.error.code, false, { why: parsed.error.why });
    return reportOf(input, [], ledger.checks());
  }
  const data = parsed.value;
  ledger.note("eds.cms.malformed", true);
  ledger.note("eds.cms.no-signer", data.signerInfos.length > 0);
  ledger.note("eds.cms.version", data.version === data.versionDue, { version: `${data.version}`, due: `${data.versionDue}` });
  const tooLarge = (what: string): ValidationReport => {
    ledger.note("eds.cms.too-large", false, { what });
    return reportOf(input, [], ledger.checks());
  };
  if (data.signerInfos.length > limits.signersMax) return tooLarge("signers");
  if (!timestampsFit(data, input, limits)) return tooLarge("time-stamps");
  const timestamps = readTimestamps(data, input, limits);
  if (timestamps.bySigner.some(({ length }) => length > limits.timestampsMax)) return tooLarge("time-stamps");
  const embedded = collectEvidence(data, timestamps);
  if (!evidenceFits(embedded, limits)) return tooLarge("evidence");
  ledger.note("eds.cms.too-large", true);
  noteDocument({ content: data.content ?? input.document, policy: input.policy, validationTimeMs, ledger });
  noteStrays(timestamps.strays, ledger);
  const context = createContext({ input, limits, data, timestamps, embedded });
  const judged = data.signerInfos.map((signer, index) => judgeSigner(context, signer, index));
  return reportOf(input, judged, ledger.checks());
};

/** The signature of `validateSignature`, for those who hand it on as a port. */
export type ValidateSignature = typeof validateSignature;

/** A time-stamp that was handed in for this message, and is over none of its signatures. */
const noteStrays = (strays: readonly TimestampReading[], ledger: Ledger): void => {
  for (const stray of strays) {
    const isToken = stray.kind === "token";
    const why = isToken ? "over no signature of this message" : stray.why;
    ledger.note(isToken ? "eds.timestamp.imprint-differs" : "eds.timestamp.malformed", false, { token: stray.sha256, why });
  }
};
