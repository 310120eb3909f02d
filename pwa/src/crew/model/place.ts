/** Which screen is open. It stands in the address after `#`, so that going back and starting again find it; codes of sites only. */
export type Place = { readonly kind: "sites" | "map" | "reviews" } | { readonly kind: "site" | "notice"; readonly site: string };

export function placeOf(hash: string): Place {
  const [kind, site] = hash.replace(/^#/, "").split("/");
  if ((kind === "site" || kind === "notice") && site !== undefined && /^[a-z0-9][a-z0-9-]{0,39}$/.test(site)) return { kind, site };
  return { kind: kind === "map" || kind === "reviews" ? kind : "sites" };
}
export const hashOf = (place: Place): string => ("site" in place ? `#${place.kind}/${place.site}` : `#${place.kind}`);
