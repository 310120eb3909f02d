import { RefusalReply, ReferralView } from "@beket/api";
import * as v from "valibot";

const Numbered = v.union([RefusalReply, ReferralView]);
/** The short number in the answer to a refusal or a referral; null where there is none. */
export function numberOfReply(reply: unknown): string | null {
  const parsed = v.safeParse(Numbered, reply);
  return parsed.success ? parsed.output.number : null;
}
