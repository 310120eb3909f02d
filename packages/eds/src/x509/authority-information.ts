import type { DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { childrenOrThrow, cursorOver, demand, expectTag, oidOf } from "../der/values.ts";
import { generalNameOf } from "./general-name.ts";

/** Where a certificate says its issuer's certificate and its status are to be had. Hints, whoever wrote them. */
export type AuthorityInformation = { readonly ocspUrls: readonly string[]; readonly issuerUrls: readonly string[] };

const methods = { ocsp: "1.3.6.1.5.5.7.48.1", caIssuers: "1.3.6.1.5.5.7.48.2" } as const;
const descriptionsMax = 32;

/** AuthorityInfoAccess, RFC 5280 4.2.2.1. */
export const authorityInformationOf = (node: DerNode): AuthorityInformation => {
  const descriptions = childrenOrThrow(expectTag(node, tags.sequence));
  demand(descriptions.length > 0 && descriptions.length <= descriptionsMax, "a sane number of descriptions");
  const ocspUrls: string[] = [];
  const issuerUrls: string[] = [];
  for (const description of descriptions) {
    const cursor = cursorOver(expectTag(description, tags.sequence));
    const method = oidOf(cursor.take(tags.objectIdentifier));
    const location = generalNameOf(cursor.takeAny());
    cursor.finish();
    if (location.kind !== "uniformResourceIdentifier") continue;
    if (method === methods.ocsp) ocspUrls.push(location.value);
    if (method === methods.caIssuers) issuerUrls.push(location.value);
  }
  return { ocspUrls, issuerUrls };
};
