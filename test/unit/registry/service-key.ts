import { signCms } from "@beket/eds/issue";
import { systemRandom } from "@beket/node-kit";
import type { CentralDeps } from "../../../central/src/deps.ts";
import type { Signer } from "../central/people.ts";

/** A signer as the authority's service key. */
export const serviceKeyOf = ({ key, certificate }: Signer): NonNullable<CentralDeps["serviceKey"]> => ({
  authority: "health",
  sign: (content, signingTimeMs) => {
    const signer = { key, certificate, signingTimeMs, signingCertificateV2: true };
    return signCms({ content, detached: true, random: systemRandom, signers: [signer], certificates: [certificate] });
  },
});
