import type { BorderFact } from "../events/health.ts";
import { checkArrival, checkFollowUp, checkPerson } from "./check-people.ts";
import { checkQuestionnaire } from "./check-questionnaire.ts";
import { checkStock } from "./check-stock.ts";
import { checkTest } from "./check-test.ts";
import { refused, type Checked } from "./checked.ts";
import type { BorderContext, BorderFault, BorderRole, BorderView, Person } from "./types.ts";
import { identityOf } from "./views.ts";

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

/** Whoever a fact names as having decided, seen or read states it themself, and a test is made where it is stated. */
function signatureFault(border: BorderView, fact: BorderFact, { officer, place }: BorderContext): BorderFault | null {
  const differs = (by: string | null, at: string): BorderFault | null =>
    by === null || by === officer ? null : { code: "officer-differs", at };
  switch (fact.kind) {
    case "person": {
      const { confirmed, profile, person } = fact;
      if (confirmed === null || isCarriedOn(border.person(person), confirmed, identityOf(profile))) return null;
      return differs(confirmed.by, "confirmed.by");
    }
    case "questionnaire":
      return differs(fact.selection.by, "selection.by");
    case "test":
      if (fact.place !== place) return { code: "place-differs", at: "place" };
      return "by" in fact.step ? differs(fact.step.by, "step.by") : null;
    case "arrival":
    case "follow-up":
    case "kit-stock":
      return null;
  }
}
/** A colleague's confirmation stays with a profile while it is of the identity that they saw. */
const isCarriedOn = (known: Person | null, { document, by }: NonNullable<Person["confirmed"]>, identity: string): boolean =>
  known?.confirmations.some((one) => one.document === document && one.by === by && one.identity === identity) ?? false;

/** Whether a fact may be stated by this role at this moment, given what is known. A fact that is already known is the caller's to notice. */
export function checkFact(border: BorderView, fact: BorderFact, occurredAt: number, context: BorderContext): Checked {
  const act = actOf(fact);
  if (!may[act].includes(context.role)) return refused(act === "pcr-read" ? "laboratory-only" : "role-missing");
  const signature = signatureFault(border, fact, context);
  if (signature !== null) return { ok: false, error: signature };
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
