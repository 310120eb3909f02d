import { randomUUID } from "node:crypto";
import { canonicalJson, type SubjectKey } from "@beket/domain";
import { inventIin, inventPlate } from "../city/identifiers.ts";
import type { City } from "../city/plan.ts";
import type { Random } from "../city/random.ts";

const day = 86_400_000;
const everyDay = { days: 127, fromMinute: 0, toMinute: 1440 };
const iin = (value: string): SubjectKey => ({ scheme: "iin", country: "KAZ", value });
const plate = (value: string): SubjectKey => ({ scheme: "plate", country: "KAZ", value });

export type PlannedAct = { readonly authority: string; readonly document: string };
export type ActPlan = { readonly acts: readonly PlannedAct[]; readonly held: readonly string[]; readonly exemptPlate: string };

/** Exemptions of the city hall and holds of police and health service; two holds of ten are on people who have a permit. */
export const planActs = (city: City, random: Random, now: number, origin: string): ActPlan => {
  const nonce = (): string => randomUUID().replaceAll("-", "");
  const write = (authority: string, act: object): PlannedAct => {
    const text = canonicalJson({ ...act, act: randomUUID(), authority, nonce: nonce(), origin, createdAt: now });
    if (!text.ok) throw new Error("an act that cannot be written");
    return { authority, document: text.value };
  };
  const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const validFrom = now - 3_600_000;
  const exemption = (category: string, subjects: readonly SubjectKey[], ground: string): PlannedAct =>
    write("akimat", {
      type: "beket/exemption/1",
      category,
      subjects,
      validFrom,
      validTo: now + 30 * day,
      window: everyDay,
      places: { kind: "everywhere" },
      ground,
    });
  const hold = (
    authority: "police" | "health",
    standing: "provisional" | "confirmed",
    instruction: string,
    subjects: readonly SubjectKey[],
    ground: string,
  ): PlannedAct =>
    write(authority, {
      type: "beket/hold/1",
      cause: authority,
      instruction,
      standing,
      subjects,
      validFrom,
      validTo: now + (standing === "provisional" ? 2 : 14) * day,
      ground,
    });

  const holders = city.applications.flatMap((one) =>
    one.ledger === "roadblock" ? one.persons.filter((person) => person.scheme === "iin").slice(0, 1) : [],
  );
  const heldHolders = holders.slice(0, 8).map((person) => iin(person.value));
  const exemptPlates = many(160, () => plate(inventPlate(random)));
  const [firstExempt] = exemptPlates;
  if (heldHolders.length === 0 || firstExempt === undefined) throw new Error("a city too small for the demo's acts");
  return {
    held: heldHolders.map((key) => key.value),
    exemptPlate: firstExempt.value,
    acts: [
      exemption("green-corridor", exemptPlates, "Азық-түлік пен дәрі-дәрмек жеткізу"),
      exemption(
        "returning-resident",
        many(240, () => iin(inventIin(random))),
        "Тұрғылықты жеріне оралу",
      ),
      exemption(
        "field-work",
        many(120, () => plate(inventPlate(random))),
        "Көктемгі дала жұмыстары",
      ),
      hold("health", "provisional", "refer-medic", heldHolders.slice(0, 4), "Алдын ала бақылау"),
      hold("health", "confirmed", "keep-apart-call", [...heldHolders.slice(4), ...many(12, () => iin(inventIin(random)))], "Оқшаулау"),
      hold(
        "police",
        "confirmed",
        "detain-call",
        many(16, () => plate(inventPlate(random))),
        "Іздестіру",
      ),
      hold(
        "police",
        "confirmed",
        "turn-back",
        many(10, () => iin(inventIin(random))),
        "Шектеу",
      ),
    ],
  };
};
