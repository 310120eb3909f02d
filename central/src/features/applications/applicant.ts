import type { Applicant } from "@beket/domain";
import type { ApplicantId } from "../organisations/standing.ts";
import type { Expected } from "../submissions/signature.ts";

export const applicantOf = ({ applicant }: { readonly applicant: Applicant }): ApplicantId =>
  applicant.kind === "organisation" ? { kind: "organisation", bin: applicant.bin } : { kind: "sole-proprietor", iin: applicant.iin };

/** Whose certificate signs for the applicant. */
export const expectedOf = (id: ApplicantId): Expected => (id.kind === "organisation" ? { bin: id.bin } : { iin: id.iin });
