export const platforms = ["windows", "mac", "linux", "phone"] as const;
export type Platform = (typeof platforms)[number];

/** Which computer this is, by what the browser says of itself: only for the words that tell how to start the signing program. */
export function platformOf(userAgent: string): Platform {
  if (/Android|iPhone|iPad|Mobile/i.test(userAgent)) return "phone";
  if (/Mac OS X|Macintosh/i.test(userAgent)) return "mac";
  return /Linux|X11/i.test(userAgent) && !/Windows/i.test(userAgent) ? "linux" : "windows";
}
