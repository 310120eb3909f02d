import { base64ToBytes } from "../bytes/base64.ts";
import { defaultLimits, type Limits } from "../input.ts";
import { integer, list, object, oneOf, refuse, text, timeMs, type Shape } from "../json/reader.ts";
import type { Expected } from "../policy/note-signer.ts";
import { policyShape } from "../policy/parse-policy.ts";
import type { BundleAnchor, BundleContext, BundleDocument, EvidenceBundle } from "./bundle.ts";

/** The one Base64 text of some octets: padded, without blanks or line breaks. */
const base64: Shape<string> = (value, at) =>
  typeof value === "string" && !/[\r\n\t ]/.test(value) && base64ToBytes(value) !== undefined ? value : refuse(at, "Base64 without blanks");

const sha256 = text(64, /^[0-9a-f]{64}$/);

const expected: Shape<Expected> = object((members) => {
  const bin = members.takeIf("bin", text(64));
  const iin = members.takeIf("iin", text(64));
  return { ...(bin !== undefined && { bin }), ...(iin !== undefined && { iin }) };
});

/** So many times its default a limit may be: a bundle is not signed, and limits are what keeps its validation short. */
const limitFactorMax = 16;

/** A limit that came later than the bundle has its default. */
const limits: Shape<Limits> = object((members) => {
  const at = (name: keyof Limits): number => members.takeIf(name, integer(0, limitFactorMax * defaultLimits[name])) ?? defaultLimits[name];
  return {
    cmsBytesMax: at("cmsBytesMax"),
    certificateBytesMax: at("certificateBytesMax"),
    crlBytesMax: at("crlBytesMax"),
    ocspBytesMax: at("ocspBytesMax"),
    timestampBytesMax: at("timestampBytesMax"),
    signersMax: at("signersMax"),
    certificatesMax: at("certificatesMax"),
    crlsMax: at("crlsMax"),
    ocspMax: at("ocspMax"),
    timestampsMax: at("timestampsMax"),
    derDepthMax: at("derDepthMax"),
    derNodesMax: at("derNodesMax"),
    pathLengthMax: at("pathLengthMax"),
    pathsMax: at("pathsMax"),
    proofsMax: at("proofsMax"),
  };
});

/** The context of a validation as it is stored. */
export const contextShape: Shape<BundleContext> = object((members) => {
  const receivedAtMs = members.takeIf("receivedAtMs", timeMs);
  return {
    policy: members.take("policy", policyShape),
    expected: members.take("expected", expected),
    limits: members.take("limits", limits),
    validationTimeMs: members.take("validationTimeMs", timeMs),
    ...(receivedAtMs !== undefined && { receivedAtMs }),
  };
});

const document: Shape<BundleDocument> = object((members): BundleDocument => {
  const kind = members.take("kind", oneOf("octets", "digests"));
  if (kind === "octets") return { kind, octets: members.take("octets", base64) };
  return { kind, byteLength: members.take("byteLength", integer(0, Number.MAX_SAFE_INTEGER)), sha256: members.take("sha256", sha256) };
});

const anchor: Shape<BundleAnchor> = object((members) => ({
  sha256: members.take("sha256", sha256),
  purpose: members.take("purpose", oneOf("production", "test")),
  certificate: members.take("certificate", base64),
}));

const ocsp = object((members) => {
  const nonce = members.takeIf("nonce", base64);
  return { der: members.take("der", base64), ...(nonce !== undefined && { nonce }) };
});

/** A bundle with at most `itemsMax` of each kind of evidence. */
export const bundleShape = (itemsMax: number): Shape<EvidenceBundle> =>
  object((members) => {
    const signed = members.takeIf("document", document);
    return {
      format: members.take("format", oneOf("beket/eds-evidence/1")),
      library: members.take("library", text(128)),
      cms: members.take("cms", base64),
      ...(signed && { document: signed }),
      context: members.take("context", contextShape),
      certificates: members.take("certificates", list(itemsMax, base64)),
      crls: members.take("crls", list(itemsMax, base64)),
      ocsp: members.take("ocsp", list(itemsMax, ocsp)),
      timestamps: members.take("timestamps", list(itemsMax, base64)),
      trustAnchors: members.take("trustAnchors", list(itemsMax, anchor)),
      reportSha256: members.take("reportSha256", sha256),
      sha256: members.take("sha256", sha256),
    };
  });
