import type { Certificate } from "../x509/certificate.ts";
import type { GeneralName } from "../x509/general-name.ts";
import type { Subtree } from "../x509/name-constraints.ts";
import { nameOids } from "../x509/name.ts";
import { isSameForm, placeName, type Placement } from "./name-forms.ts";

/** Why a certificate's names do not fit below an authority. */
export type NameFault = "outside" | "unsupported" | "too-many";

/** Comparisons one path may cost: a hostile certificate can bear thousands of subtrees and of names. */
const comparisonsMax = 100_000;

export type NameChecker = { readonly faultOf: (certificate: Certificate, authority: Certificate) => NameFault | undefined };

/**
 * The names that constraints apply to, RFC 5280 4.2.1.10. Stricter than the text: mailboxes of the subject count beside
 * those of subjectAltName, not only in their absence.
 */
const namesOf = ({ subject, subjectAltName }: Certificate): readonly GeneralName[] => [
  ...(subject.attributes.length === 0 ? [] : [{ kind: "directoryName", name: subject } as const]),
  ...subjectAltName,
  ...subject.attributes
    .filter(({ oid }) => oid === nameOids.emailAddress)
    // A mailbox that cannot be read is none, and is placed nowhere.
    .map(({ value = "" }) => ({ kind: "rfc822Name", value }) as const),
];

const placesOf = (name: GeneralName, subtrees: readonly Subtree[]): ReadonlySet<Placement> =>
  new Set(subtrees.map(({ base }) => placeName(name, base)));

/** Compares the names of certificates with the constraints of authorities above them, RFC 5280 6.1.3 (b) and (c). */
export const createNameChecker = (): NameChecker => {
  let comparisons = 0;

  const faultOfName = (name: GeneralName, permitted: readonly Subtree[], excluded: readonly Subtree[]): NameFault | undefined => {
    const ofForm = ({ base }: Subtree): boolean => isSameForm(name, base);
    const [mayBeIn, mayNotBeIn] = [permitted.filter(ofForm), excluded.filter(ofForm)];
    comparisons += permitted.length + excluded.length;
    if (comparisons > comparisonsMax) return "too-many";
    // A minimum or maximum has no meaning in this profile: RFC 5280 4.2.1.10 lets such a certificate be rejected.
    if ([...mayBeIn, ...mayNotBeIn].some(({ bounded }) => bounded)) return "unsupported";
    const excludedPlaces = placesOf(name, mayNotBeIn);
    if (excludedPlaces.has("inside")) return "outside";
    if (excludedPlaces.has("unsure")) return "unsupported";
    if (mayBeIn.length === 0) return undefined;
    const permittedPlaces = placesOf(name, mayBeIn);
    if (permittedPlaces.has("inside")) return undefined;
    return permittedPlaces.has("unsure") ? "unsupported" : "outside";
  };

  return {
    faultOf: (certificate, { nameConstraints }) => {
      if (nameConstraints === undefined) return undefined;
      const faults = namesOf(certificate).flatMap((name) => faultOfName(name, nameConstraints.permitted, nameConstraints.excluded) ?? []);
      return faults.find((fault) => fault === "too-many") ?? faults.find((fault) => fault === "outside") ?? faults[0];
    },
  };
};
