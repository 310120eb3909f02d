import type { BorderFact } from "../events/health.ts";
import { checkArrival, checkFollowUp, checkPerson } from "./check-people.ts";
import { checkQuestionnaire } from "./check-questionnaire.ts";
import { checkStock } from "./check-stock.ts";
import { checkTest } from "./check-test.ts";
import { refused, type Checked } from "./checked.ts";
import type { BorderContext, BorderRole, BorderView } from "./types.ts";

type Act = Exclude<BorderFact["kind"], "test"> | "test-register" | "test-run" | "test-cancel" | "pcr-order" | "pcr-read";
/** A supervisor leads the shift and reads no test; a specialist selects; only a laboratory reads a PCR. */
const may: Readonly<Record<Act, readonly BorderRole[]>> = {
  arrival: ["medic", "laboratory", "selection", "supervisor"],
  person: ["medic", "laboratory", "selection", "supervisor"],
  questionnaire: ["medic", "laboratory", "selection"],
  "follow-up": ["medic", "laboratory", "selection", "supervisor"],
  "kit-stock": ["medic", "laboratory", "supervisor"],
  "test-register": ["medic", "laboratory"],
  "test-run": ["medic", "laboratory"],
  "test-cancel": ["medic", "laboratory", "supervisor"],
  "pcr-order": ["medic", "laboratory", "selection"],
  "pcr-read": ["laboratory"],
};

function actOf(fact: BorderFact): Act {
  if (fact.kind !== "test") return fact.kind;
  switch (fact.step.state) {
    case "registered":
      return "test-register";
    case "started":
    case "read":
      return "test-run";
    case "cancelled":
      return "test-cancel";
    case "pcr-ordered":
      return "pcr-order";
    case "pcr-read":
      return "pcr-read";
  }
}

/** Whether a fact may be stated by this role at this moment, given what is known. A fact that is already known is the caller's to notice. */
export function checkFact(border: BorderView, fact: BorderFact, occurredAt: number, context: BorderContext): Checked {
  const act = actOf(fact);
  if (!may[act].includes(context.role)) return refused(act === "pcr-read" ? "laboratory-only" : "role-missing");
  switch (fact.kind) {
    case "arrival":
      return checkArrival(border, fact);
    case "person":
      return checkPerson(border, fact, occurredAt, context);
    case "questionnaire":
      return checkQuestionnaire(border, fact, occurredAt, context);
    case "test":
      return checkTest(border, fact, occurredAt, context);
    case "follow-up":
      return checkFollowUp(border, fact);
    case "kit-stock":
      return checkStock(border, fact, occurredAt, context);
  }
}
