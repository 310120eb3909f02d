import { defaultLimits } from "../input.ts";
import { parseCertificate, type Certificate } from "../x509/certificate.ts";
import { parseSignedData } from "./signed-data.ts";
import { certificatesOf } from "./verify-signer.ts";

/**
 * The certificates of a CMS's signers that it carries itself, read and not believed: a page tells by them whose key signed, before
 * anything is sent. Empty where the CMS cannot be read or brings none.
 */
export const claimedSigners = (cms: Uint8Array): readonly Certificate[] => {
  const data = parseSignedData(cms, {
    bytesMax: defaultLimits.cmsBytesMax,
    depthMax: defaultLimits.derDepthMax,
    nodesMax: defaultLimits.derNodesMax,
  });
  if (!data.ok) return [];
  const pool = data.value.certificates.flatMap((der) => parseCertificate(der) ?? []);
  return data.value.signerInfos.flatMap((signer) => certificatesOf(signer, pool).slice(0, 1));
};
