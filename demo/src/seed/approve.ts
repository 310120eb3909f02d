import { actRoutes, ActView, type StaffProof } from "@beket/api";
import * as v from "valibot";
import { demoPassphrase } from "../prepare/staff.ts";
import { signInStaff } from "./staff-client.ts";

const registrar = "registrar-02";
const Named = v.looseObject({ act: ActView.entries.act });

/** A registrar of the demo says the digest of an act that an authority's own system sent; in demo mode by passphrase. */
export async function approveAct(centralUrl: string, document: string): Promise<void> {
  const { act } = v.parse(Named, JSON.parse(document));
  const staff = await signInStaff(centralUrl, registrar);
  const view = await staff(ActView, "GET", actRoutes.act(act), null);
  // One that was approved before the seeding stopped is on its way.
  if (view.approval === null) return;
  const proof: StaffProof = { kind: "passphrase", passphrase: demoPassphrase };
  await staff(ActView, "POST", actRoutes.approve(act), JSON.stringify({ digest: view.approval.digest, proof }));
}
