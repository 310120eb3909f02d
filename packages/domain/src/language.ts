/** Languages of every text a person reads, in the order of the state language first. */
export const languages = ["kk", "ru", "en"] as const;
export type Language = (typeof languages)[number];
