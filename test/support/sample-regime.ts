import { parseRegime, type Regime } from "@beket/domain";

const name = (en: string) => ({ kk: `${en} (kk)`, ru: `${en} (ru)`, en });

/** A small, complete regime for tests. The demo has its own. */
export const sampleRegimeData = {
  version: 7,
  validFrom: Date.UTC(2020, 2, 28, 18, 0),
  timeZone: "Asia/Almaty",
  activities: [
    { rule: "food-trade", okedPrefix: "47", ledgers: ["city", "roadblock"], purposes: ["food"], headcountSharePercent: 30 },
    { rule: "pharmacies", okedPrefix: "4773", ledgers: ["city"], purposes: ["medicine"], headcountSharePercent: 100 },
    { rule: "farming", okedPrefix: "01", ledgers: ["roadblock"], purposes: ["field-work"], headcountSharePercent: 50 },
  ],
  purposes: [
    { purpose: "food", name: name("Food supply") },
    { purpose: "medicine", name: name("Medicine") },
    { purpose: "field-work", name: name("Spring field work") },
  ],
  categories: [
    {
      category: "ambulance",
      name: name("Ambulance"),
      ledgers: ["city", "roadblock"],
      directions: ["in", "out"],
      documents: ["call-sheet"],
      outcome: "allow-on-sight",
    },
    {
      category: "returning-resident",
      name: name("Returning resident"),
      ledgers: ["roadblock"],
      directions: ["in"],
      documents: ["identity-card", "passport"],
      outcome: "refer",
    },
  ],
  documents: [
    { document: "call-sheet", name: name("Call sheet") },
    { document: "identity-card", name: name("Identity card") },
    { document: "passport", name: name("Passport") },
  ],
  absenceMaxAgeMs: 30 * 60_000,
  combine: { city: "plate-covers-occupants", roadblock: "worst-of-subjects" },
  passageWindowMs: 5 * 60_000,
  permitMaxDays: 90,
  provisionalHoldMaxMs: 24 * 3_600_000,
  retentionDays: { lookup: 90, passage: 90, refusal: 180, referral: 180, test: 90, reading: 14 },
};

function build(): Regime {
  const regime = parseRegime(sampleRegimeData);
  if (!regime.ok) throw new Error(`the sample regime is faulty: ${JSON.stringify(regime.error)}`);
  return regime.value;
}
export const sampleRegime: Regime = build();
