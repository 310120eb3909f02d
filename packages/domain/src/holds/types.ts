/*
 * A health hold's life at central (I9). Only subject, validity and instruction leave it.
 *
 *   rapid positive ─► provisional ─┬─ PCR negative, health officer ─► released
 *                                  ├─ PCR positive, health officer ─► confirmed ─┬─ health officer ─► released
 *                                  ├─ its time is over ─► expired                └─ its time is over ─► expired
 *                                  └─ PCR invalid ─► provisional, until a new PCR is due
 *   provisional, confirmed ─ somebody contests ─► contested ─ health officer ─► confirmed | released
 */
export const holdStates = ["provisional", "confirmed", "contested", "released", "expired"] as const;
export type HoldState = (typeof holdStates)[number];
export const holdActions = ["confirm", "release", "contest"] as const;
export type HoldAction = (typeof holdActions)[number];
