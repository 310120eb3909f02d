import type { SignerInfo } from "../cms/signer-info.ts";
import type { Trust } from "../path/judge-types.ts";
import { checkCatalogue } from "../report/codes.ts";
import { isWaiting } from "../report/indication.ts";
import { createLedger, type Ledger, type Verdict } from "../report/ledger.ts";
import type { Check, TimestampReport } from "../report/types.ts";
import { judgeTimestamp } from "../tsp/judge-timestamp.ts";
import type { TimestampCode } from "../tsp/timestamp-codes.ts";
import type { Certificate } from "../x509/certificate.ts";
import { nameOids, valuesOf } from "../x509/name.ts";
import type { Context } from "./context.ts";
import type { TimestampReading } from "./read-timestamps.ts";

/** A time-stamp of one signature with what it is worth. */
export type JudgedTimestamp = {
  readonly reading: TimestampReading;
  readonly verdict: Verdict;
  /** Why it proves nothing; absent where it proves its time. */
  readonly code?: TimestampCode;
  readonly checks: readonly Check[];
  readonly authority?: Certificate;
  readonly trust?: Trust;
};

/** True when nothing but evidence is missing, which may still come. */
export const isWaitingTimestamp = ({ verdict }: JudgedTimestamp): boolean => isWaiting(verdict.subIndication);

/** Judges the time-stamps of one signer, each by itself. */
export const judgeTimestamps = (
  context: Context,
  signer: SignerInfo,
  readings: readonly TimestampReading[],
): readonly JudgedTimestamp[] => {
  const { pool, judge, input } = context;
  return readings.map((reading) => {
    if (reading.kind === "malformed") return faulty(context, { reading, checks: [] }, "eds.timestamp.malformed", { why: reading.why });
    const judgement = judgeTimestamp({
      token: reading.token,
      tokenSha256: reading.sha256,
      stamped: signer.signature,
      pool,
      judge,
      validationTimeMs: input.validationTimeMs,
      ...(input.receivedAtMs !== undefined && { receivedAtMs: input.receivedAtMs }),
    });
    return { reading, ...judgement };
  });
};

const faulty = (
  { input }: Context,
  judged: Omit<JudgedTimestamp, "verdict">,
  code: TimestampCode,
  detail: Readonly<Record<string, string>>,
): JudgedTimestamp => {
  const ledger = createLedger({ ...input.policy, reactions: {} });
  ledger.note(code, false, detail);
  const { indication, subIndication } = checkCatalogue[code];
  return { ...judged, verdict: { indication, subIndication, reason: code }, code, checks: [...judged.checks, ...ledger.checks()] };
};

/** The same time-stamp beside the certificate that signed: a signature is not older than its certificate, EN 319 102-1 5.5.4. */
export const besideSigner = (context: Context, judged: JudgedTimestamp, certificate: Certificate): JudgedTimestamp => {
  if (judged.code !== undefined || judged.reading.kind !== "token") return judged;
  const { genTimeMs, accuracyMs = 0 } = judged.reading.token.info;
  if (genTimeMs + accuracyMs >= certificate.notBeforeMs) return judged;
  return faulty(context, judged, "eds.timestamp.order", { why: "before the signer's certificate" });
};

/**
 * Notes what the time-stamps mean for their signature. A bad one is refused, or passed over where the policy says so; it never proves
 * a time. `absent` is about those that hold.
 */
export const noteTimestamps = (timestamps: readonly JudgedTimestamp[], ledger: Ledger): void => {
  for (const { reading, code, checks } of timestamps) {
    if (code === undefined) continue;
    const because = checks.find((check) => check.status === "failed" || check.status === "indeterminate")?.code;
    ledger.note(code, false, { token: reading.sha256, ...(because !== undefined && because !== code && { because }) });
  }
  ledger.note(
    "eds.timestamp.absent",
    timestamps.some(({ code }) => code === undefined),
  );
};

export const timestampReportOf = (judged: JudgedTimestamp): TimestampReport => {
  const { reading, verdict, checks, authority, trust } = judged;
  const info = reading.kind === "token" ? reading.token.info : undefined;
  const path = trust?.path;
  const onPath = path ? [...path.certificates, path.anchor.certificate] : authority ? [authority] : [];
  const authorityName = authority && valuesOf(authority.subject, nameOids.commonName)[0];
  return {
    ...verdict,
    embedded: reading.embedded,
    ...(info && { genTimeMs: info.genTimeMs, policyOid: info.policyOid }),
    tokenSha256: reading.sha256,
    ...(authorityName !== undefined && { authorityName }),
    pathSha256: onPath.map(({ sha256 }) => sha256),
    statuses: trust?.statuses ?? [],
    checks,
  };
};
