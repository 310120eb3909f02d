import type { ValidationInput, ValidationReport } from "@beket/eds";
import {
  issueTimestampAuthority,
  issueTimestampToken,
  signatureTimestampAttribute,
  type CmsSigner,
  type KeyHolder,
  type ServiceSpec,
  type TimestampSpec,
} from "@beket/eds/issue";
import { day, long, now, type World } from "./world.ts";

// A time-stamp authority below the issuing CA of a world, and lists of later days.

export type Stamping = {
  readonly authority: KeyHolder;
  readonly newAuthority: (spec?: Partial<ServiceSpec> & { readonly keyPurposesCritical?: boolean }) => KeyHolder;
  /** A token over these octets, made a minute before `now`. */
  readonly token: (octets: Uint8Array, spec?: Partial<TimestampSpec>, by?: KeyHolder) => Uint8Array;
  /** The message of this signer with one time-stamp over its signature. */
  readonly sign: (signer: CmsSigner, spec?: Partial<TimestampSpec>, by?: KeyHolder) => Uint8Array;
  /** The signer with time-stamps over its signature in one attribute. */
  readonly stamped: (signer: CmsSigner, ...specs: readonly Partial<TimestampSpec>[]) => CmsSigner;
};

export const createStamping = (world: World): Stamping => {
  const { random } = world;
  const newAuthority: Stamping["newAuthority"] = (spec = {}) =>
    issueTimestampAuthority(world.issuing, {
      commonName: "УАҚЫТ БЕЛГІСІ ҚЫЗМЕТІ (СЫНАҚ)",
      key: world.newKey(),
      validity: long,
      random,
      ...spec,
    });
  const authority = newAuthority();
  const token: Stamping["token"] = (octets, spec = {}, by = authority) =>
    issueTimestampToken(by, { imprint: { kind: "octets", octets, hash: "sha256" }, genTimeMs: now - 60_000, random, ...spec });
  return {
    authority,
    newAuthority,
    token,
    sign: (signer, spec = {}, by = authority) =>
      world.sign({ ...signer, unsignedAttributes: (signature) => [signatureTimestampAttribute(token(signature, spec, by))] }),
    stamped: (signer, ...specs) => ({
      ...signer,
      unsignedAttributes: (signature) => [signatureTimestampAttribute(...specs.map((spec) => token(signature, spec)))],
    }),
  };
};

/** Why the first time-stamp of the first signature proves nothing. */
export const stampReason = (report: ValidationReport): string | undefined => report.signatures[0]?.timestamps[0]?.reason;

/** The lists of an ordinary day, and those of the days around `laterMs`: evidence for both moments. */
export const listsUntil = (world: World, laterMs: number): readonly Uint8Array[] => {
  const later = { thisUpdateMs: laterMs - day, nextUpdateMs: laterMs + day, number: 8 };
  return [world.crl(), world.rootCrl(), world.crl(later), world.rootCrl(later)];
};

/** The same message judged `days` later, when the signer's certificate may have ended. */
export const daysLater = (world: World, days: number): Pick<ValidationInput, "validationTimeMs" | "crls"> => ({
  validationTimeMs: now + days * day,
  crls: listsUntil(world, now + days * day),
});
