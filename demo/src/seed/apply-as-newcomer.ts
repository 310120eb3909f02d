import type { ApplicationView } from "@beket/api";
import type { Random } from "@beket/eds/issue";
import { inventNewcomer } from "../city/newcomer.ts";
import type { City } from "../city/plan.ts";
import type { CentralClient } from "./central-client.ts";
import { claimedDraftOf } from "./drafts.ts";
import { signDocument, type createHeadSigners } from "./plan-signatures.ts";

/** The head of the organisation that the base does not know applies; the answer is the application's state. */
export async function applyAsNewcomer(
  central: CentralClient,
  city: City,
  signerOf: ReturnType<typeof createHeadSigners>,
  random: Random,
): Promise<ApplicationView["state"]> {
  const newcomer = inventNewcomer(city);
  const prepared = await central.prepare(claimedDraftOf(newcomer, city));
  if (prepared.document === null) throw new Error(`a newcomer cannot apply: ${prepared.faults[0]?.code ?? ""}`);
  return (await central.submit(prepared.document, signDocument(signerOf(newcomer), prepared.document, Date.now(), random))).state;
}
