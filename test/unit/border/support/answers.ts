/** The answers of somebody who is well and goes home. */
export const noSymptoms = {
  temperature: 36.6,
  fever: false,
  cough: false,
  breath: false,
  smell: false,
  contact: false,
  countries: "neighbours",
  "earlier-test": "never",
  "quarantine-place": "home",
  "quarantine-address": "Абай даңғылы 10, 5 пәтер",
} as const;
