import { assert, documentKey, err, iinKey, ok, parseConsentDocument, parseDocument, parseIin, parsePlate, plateKey } from "@beket/domain";
import type { ConsentDocument, SubjectKey } from "@beket/domain";
import { applicantOf, expectedOf } from "../applications/applicant.ts";
import { subjectText } from "../applications/decide-application.ts";
import { fromUtf8 } from "../bytes.ts";
import { applicantNumber } from "../organisations/standing.ts";
import type { Handler } from "../submissions/desk.ts";
import type { Answer, Submission } from "../submissions/ports.ts";
import type { ConsentStore } from "./types.ts";

export function consentOf(submission: Pick<Submission, "document">): ConsentDocument {
  const parsed = parseConsentDocument(JSON.parse(fromUtf8(submission.document)));
  assert(parsed.ok, "a stored consent still parses");
  return parsed.value;
}

/** A firm's head lends vehicles and people. Nothing is permitted by it: it lets the other firm name them. */
export function createConsentHandler(store: ConsentStore): Handler {
  return {
    kind: "consent",
    read: (json) => {
      const parsed = parseConsentDocument(json);
      if (!parsed.ok) return err("application.document-invalid");
      const { nonce, origin, createdAt, consent } = parsed.value;
      const id = applicantOf(parsed.value);
      const about = { applicant: applicantNumber(id), about: consent, facts: null };
      return ok({ nonce, origin, createdAt, prepared: true, expected: expectedOf(id), about });
    },
    outcome: (submission) => store.outcome(submission.id),
    decide: (submission, now) => {
      const document = consentOf(submission);
      const subjects = consentSubjects(document);
      const reasons = document.validTo <= now ? ["application.validity-past"] : subjects === null ? ["application.document-invalid"] : [];
      const answer: Answer = { reasons, rows: [] };
      store.transaction(() => {
        if (subjects !== null && reasons.length === 0) {
          const { consent, to, validFrom, validTo } = document;
          const [persons, vehicles] = [document.persons.length, document.vehicles.length];
          const lender = applicantNumber(applicantOf(document));
          const head = { consent, submission: submission.id, lender, to, persons, vehicles, validFrom, validTo, withdrawnFrom: null };
          store.put({ ...head, subjects: new Set(subjects.map(subjectText)) });
        }
        store.recordOutcome(submission.id, now, answer);
      });
      return answer;
    },
  };
}

/** As the registry is keyed; null where one is no identifier. */
function consentSubjects({ persons, vehicles }: ConsentDocument): readonly SubjectKey[] | null {
  const keys: SubjectKey[] = [];
  for (const person of persons) {
    if (person.scheme === "iin") {
      const iin = parseIin(person.value);
      if (!iin.ok) return null;
      keys.push(iinKey(iin.value));
    } else {
      const document = parseDocument(person.value, person.country);
      if (!document.ok) return null;
      keys.push(documentKey(document.value));
    }
  }
  for (const { plate, country } of vehicles) {
    const parsed = parsePlate(plate, country);
    if (!parsed.ok) return null;
    keys.push(plateKey(parsed.value));
  }
  return keys;
}
