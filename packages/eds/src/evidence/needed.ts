import { bytesEqual } from "../bytes/bytes.ts";
import type { OcspInput, ValidationInput } from "../input.ts";
import type { ValidationReport } from "../report/types.ts";
import { assert } from "../result.ts";
import { validateSignature } from "../validate.ts";
import { isSameData } from "./same-data.ts";

/** The evidence beside the message that a verdict needs. */
export type NeededEvidence = {
  readonly intermediates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsp: readonly OcspInput[];
  readonly timestamps: readonly Uint8Array[];
};

const kinds = ["crls", "ocsp", "intermediates", "timestamps"] as const;

/** Validations spent on leaving single items out, when what decided is more than what was relied on. */
const triesMax = 32;

/**
 * The part of an input's evidence with which the same report is reached again: what the report says it rests on, and where a refusal
 * rests on more (a list whose signature is wrong, a certificate that took a name) that too. It is proved by validating again, so a
 * bundle never promises what it does not hold. `report` must be the report of `input`.
 */
export const neededEvidence = (input: ValidationInput, report: ValidationReport): NeededEvidence => {
  const suffices = (evidence: NeededEvidence): boolean => isSameData(validateSignature({ ...input, ...evidence }), report);
  const used = usedOf(input, report);
  if (suffices(used)) return used;
  const { intermediates, crls, ocsp = [], timestamps = [] } = input;
  let kept: NeededEvidence = { intermediates, crls, ocsp, timestamps };
  assert(suffices(kept), "the report of this input");
  for (const kind of kinds) {
    const fewer: NeededEvidence = { ...kept, [kind]: used[kind] };
    if (suffices(fewer)) kept = fewer;
  }
  let tries = 0;
  for (const kind of kinds) {
    for (const item of kept[kind]) {
      if (isIn<unknown>(item, used[kind]) || tries >= triesMax) continue;
      tries += 1;
      const fewer: NeededEvidence = { ...kept, [kind]: kept[kind].filter((one) => one !== item) };
      if (suffices(fewer)) kept = fewer;
    }
  }
  return kept;
};

const isIn = <T>(item: T, items: readonly T[]): boolean => items.some((one) => isSameData(one, item));

/** What was handed in and is among what the report rests on, in the order of the input. */
const usedOf = (input: ValidationInput, { evidence }: ValidationReport): NeededEvidence => {
  const among = (items: readonly Uint8Array[], used: readonly Uint8Array[]): readonly Uint8Array[] =>
    items.filter((item) => used.some((one) => bytesEqual(one, item)));
  return {
    intermediates: among(input.intermediates, evidence.certificates),
    crls: among(input.crls, evidence.crls),
    ocsp: (input.ocsp ?? []).filter((item) => isIn(item, evidence.ocsp)),
    timestamps: among(input.timestamps ?? [], evidence.timestamps),
  };
};
