import type { ReasonCode } from "../decision/types.ts";
import type { ReasonText } from "./reason-text.ts";

/** English. Placeholders: see reasons.ts. */
export const reasonsEn: Readonly<Record<ReasonCode, ReasonText>> = {
  "hold-provisional": { cause: "There is a provisional hold{number}.", next: "{instruction}" },
  "hold-confirmed": { cause: "There is a confirmed hold{number}.", next: "{instruction}" },
  "flag-shared-permit": {
    cause: "This permit may be in use at several places at once.",
    next: "Check the identity document and refer to the shift supervisor.",
  },
  "flag-impossible-travel": {
    cause: "Nobody could have come here in that time from the last place passed.",
    next: "Check the identity document and refer to the shift supervisor.",
  },
  "permit-revoked": {
    cause: "The permit{number} was revoked{at}.",
    next: "Do not let pass; give the refusal number. An appeal goes through the organisation that applied.",
  },
  "exemption-revoked": {
    cause: "The exemption{number} was revoked{at}.",
    next: "Do not let pass; give the refusal number. An appeal goes to the authority that exempted.",
  },
  "exemption-valid": { cause: "An exemption{number} is in force{category}.", next: "Let pass." },
  "permit-valid": { cause: "The permit{number} is valid.", next: "Let pass." },
  "group-permit-valid": { cause: "The group permit{number} is valid.", next: "Let pass. Spot-check the people on board if needed." },
  "covered-by-vehicle": { cause: "Passes on the vehicle's permit.", next: "Let pass." },
  "category-on-sight": { cause: "A document supports the claimed category{category}.", next: "Let pass." },
  "category-refer": {
    cause: "The shift supervisor decides on this category{category}.",
    next: "Refer to the shift supervisor together with the document.",
  },
  "category-document-missing": {
    cause: "No document supports the claimed category{category}.",
    next: "Ask for the document, mark it and check again. If there is none, refer to the shift supervisor.",
  },
  "category-unknown": { cause: "This category is not in force at this post.", next: "Choose another category, or check by permit." },
  "category-wrong-direction": {
    cause: "This category is not in force in this direction{category}.",
    next: "Check the direction. If it is right, check by permit.",
  },
  "permit-expired": {
    cause: "The permit{number} has expired{at}.",
    next: "Do not let pass. The organisation must apply again on the portal.",
  },
  "permit-not-yet-valid": { cause: "The permit{number} is not in force yet{at}.", next: "Do not let pass. Say when it begins." },
  "permit-wrong-day": {
    cause: "The permit{number} does not hold on this day of the week.",
    next: "Do not let pass. Say which days it allows.",
  },
  "permit-wrong-hours": { cause: "The permit{number} does not hold at this hour.", next: "Do not let pass. Say which hours it allows." },
  "permit-wrong-place": { cause: "The permit{number} does not hold at this post.", next: "Do not let pass. Say where it holds." },
  "permit-members-missing": {
    cause: "The permit{number} is for a group that travels together, and not all are here.",
    next: "Check the other members too. If they are not here, do not let pass.",
  },
  "group-over-headcount": {
    cause: "There are more people than the group permit{number} allows.",
    next: "Count the people again. When the extra ones have left, check again.",
  },
  "exemption-expired": {
    cause: "The exemption{number} has expired{at}.",
    next: "Do not let pass. The authority that exempted can renew it.",
  },
  "exemption-not-yet-valid": { cause: "The exemption{number} is not in force yet{at}.", next: "Do not let pass. Say when it begins." },
  "exemption-wrong-place": { cause: "The exemption{number} does not hold at this post.", next: "Do not let pass. Say where it holds." },
  "exemption-wrong-hours": {
    cause: "The exemption{number} does not hold on this day or at this hour.",
    next: "Do not let pass. Say which times it allows.",
  },
  absent: {
    cause: "No permit was issued for this number.",
    next: "Compare the number with the document. If it is right, do not let pass and give the refusal number.",
  },
  "absent-replica-stale": {
    cause: "No permit was found, but the data are old{age}.",
    next: "Do not refuse: refer to the shift supervisor.",
  },
  "absent-replica-incomplete": {
    cause: "No permit was found, but the data are not fully loaded.",
    next: "Do not refuse: refer to the shift supervisor.",
  },
  "no-replica": {
    cause: "This device has no register of permits.",
    next: "Do not refuse: check on another tablet or refer to the shift supervisor.",
  },
  "unverified-identifier": {
    cause: "The seventh digit of the IIN is 0: such a number must be compared with the document.",
    next: "Look at the document, mark it as seen and check again.",
  },
  "record-unreadable": {
    cause: "A record of this number could not be read by this device.",
    next: "Refer to the shift supervisor: it may be a hold. Ask for the device to be updated.",
  },
  "trailer-alone": {
    cause: "Only the trailer's plate was read, not the vehicle's.",
    next: "Read the vehicle's front plate and check again.",
  },
  "country-mismatch": {
    cause: "This number exists, but another country issued it.",
    next: "Check the country on the document or plate and enter it again. If it is right, refer to the shift supervisor.",
  },
};
