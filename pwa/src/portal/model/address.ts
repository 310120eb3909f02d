/** Where the page is. An address holds the name of a section, or the random name of a draft; nothing of people. */
export type Place =
  | { readonly kind: "apply" | "status" | "revoke" | "office" | "consents" | "small" }
  | { readonly kind: "draft" | "sign"; readonly draft: string };

const plain = ["apply", "status", "revoke", "office", "consents", "small"] as const;
const uuid = /^#\/(draft|sign)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The place of an address; whatever else stands there is the application form. */
export function placeOf(hash: string): Place {
  const [, kind, draft] = uuid.exec(hash) ?? [];
  if (draft !== undefined) return { kind: kind === "sign" ? "sign" : "draft", draft };
  return { kind: plain.find((one) => hash === `#/${one}`) ?? "apply" };
}

export const hashOf = (place: Place): string => ("draft" in place ? `#/${place.kind}/${place.draft}` : `#/${place.kind}`);

/** Which entry of the navigation a place belongs to. */
export const sections = ["apply", "status", "revoke", "office"] as const;
export type Section = (typeof sections)[number];
export const sectionOf = (place: Place): Section =>
  place.kind === "status" || place.kind === "revoke" ? place.kind : place.kind === "apply" || place.kind === "small" ? "apply" : "office";
