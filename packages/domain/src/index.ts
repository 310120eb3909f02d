export * from "./result.ts";
export * from "./limits.ts";
export * from "./codes.ts";
export * from "./language.ts";
export * from "./subject/types.ts";
export * from "./subject/parsed.ts";
export { checkDigit } from "./subject/check-digit.ts";
export { squash, type Squashed } from "./subject/characters.ts";
export { iinKey, parseIin } from "./subject/iin.ts";
export { isTestIdentity, isTestOrganisation } from "./subject/test-identities.ts";
export { binKey, parseBin, schemeOfDigits } from "./subject/bin.ts";
export { isNormalPlate, parsePlate, plateKey } from "./subject/plate.ts";
export {
  defaultPlatePatterns,
  plateLetters,
  type PlatePattern,
  plateRegions,
  standardPlatePatterns,
  weakPlatePatterns,
} from "./subject/plate-patterns.ts";
export { documentKey, parseDocument } from "./subject/document.ts";
export { mrzCheckDigit, parseMrz } from "./subject/mrz.ts";
export { isNormalKey, parseSubject } from "./subject/parse-subject.ts";
export { neighbours } from "./subject/neighbours.ts";
export { type CodeRead, isZoneLine, readCode, symbologies, type Symbology } from "./scan/aim.ts";
export * from "./records/types.ts";
export { decodeRecord, encodeRecord, recordCodecVersion, type RecordError } from "./records/codec.ts";
export { isActiveAt, type RecordSummary, recordSummary } from "./records/standing.ts";
export * from "./regime/types.ts";
export { type CivilDate, civilDate, type CivilTime, civilTime, isInWindow } from "./regime/civil-time.ts";
export { activityRuleFor, permitCap, regimeAt } from "./regime/rules.ts";
export { type RegimeChange, regimeDifference, secondPersonFrom } from "./regime/difference.ts";
export * from "./acts/types.ts";
export { type ActLine, deedOf, describeAct } from "./acts/describe.ts";
export { actKindNames, fateNames, massReasonNames } from "./acts/words.ts";
export { parseRegime, type RegimeFault, regimeFaultCodes, validateRegime } from "./regime/faults.ts";
export * from "./decision/types.ts";
export { decide } from "./decision/decide.ts";
export * from "./events/envelope.ts";
export * from "./events/line.ts";
export * from "./events/health.ts";
export * from "./events/sites.ts";
export * from "./events/post-life.ts";
export * from "./events/codec.ts";
export { formatAge, formatDate, formatDateTime, formatEnd, formatMinute, formatWindow } from "./words/format.ts";
export { instructionText, ledgerName, outcomeWord, schemeName, subjectErrorText } from "./words/names.ts";
export type { ReasonText } from "./words/reason-text.ts";
export { type ReasonContext, reasonSentence } from "./words/reasons.ts";
export { travellerReason, type TravellerReason, travellerReasons } from "./words/traveller.ts";
export { checkSign, signCount, signOf } from "./numbers/signs.ts";
export { passCode, readPassCode, readRecordNumber, readStopNumber, stopNumber } from "./numbers/numbers.ts";
export { type CanonicalError, canonicalJson } from "./canonical/canonical-json.ts";
export * from "./applications/types.ts";
export {
  applicationDocumentBytes,
  parseApplicationDocument,
  parseChangeDocument,
  parseConsentDocument,
  parseRevocationDocument,
  parseWithdrawalDocument,
  rosterCount,
} from "./applications/documents.ts";
export { type DocumentError, lenderOf, rowName } from "./applications/faults.ts";
export { type DocumentLine, describeApplication } from "./applications/describe.ts";
export { type RosterIdentifier, rosterFaults, rosterIdentifier } from "./applications/roster.ts";
export { type InspectedLine, inspectLine } from "./inspect/inspect-line.ts";
export * from "./border/rules.ts";
export * from "./border/types.ts";
export { type Border, type BorderOptions, createBorder } from "./border/border.ts";
export {
  type AnswerOption,
  answersFault,
  formOf,
  type PersonFacts,
  questionsOf,
  type Selection,
  selectionOf,
  textOf,
} from "./border/form.ts";
export { ageYears, personFactsOf } from "./border/person-facts.ts";
export { type Contact, contactsOf } from "./border/contacts.ts";
export { type Due, dueList } from "./border/due-list.ts";
export { isPositive } from "./border/check-test.ts";
export { borderFaultText } from "./border/words-faults.ts";
export { borderWarningText } from "./border/words-warnings.ts";
export * from "./sites/types.ts";
export * from "./holds/types.ts";
export * from "./holds/hold-step.ts";
export type { StatedSiteFact } from "./sites/facts.ts";
export { claimMsMost } from "./sites/claims.ts";
export { cleanMsOf } from "./sites/completions.ts";
export { type CleanedSite, emptySiteState, overlaySite, resolveSite } from "./sites/resolve-site.ts";
export { claimStandingAt, expiringFrom, holderAt, lookOf } from "./sites/look.ts";
export { siteFactAgeMsMost, siteFault, siteFaultCodes, type SiteFactContext, type SiteFaultCode } from "./sites/site-fault.ts";
export { siteFaultText } from "./sites/fault-words.ts";
export { areaM2Of, lengthM, positionsOf, reachM, trackCoveragePercent } from "./sites/geometry.ts";
export {
  parsePlanFeatures,
  type PlanFeatureFault,
  planFeatureFaultCodes,
  type PlanFeatureFaultCode,
  type PlanFeatures,
} from "./sites/plan-features.ts";
