import { ecdsaPointOf } from "../algorithms/ecdsa.ts";
import { gostScheme } from "../algorithms/gost-scheme.ts";
import type { PublicKey } from "../algorithms/signatures.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import { schemeNames, type SigningKey } from "../issue/keys.ts";

/** A test whether a public key is the other half of `key`, whose own half is computed once. */
export const publicHalfTest = (key: SigningKey): ((publicKey: PublicKey) => boolean) => {
  switch (key.kind) {
    case "rsa":
    case "rsa-pss":
      return (publicKey) => (publicKey.kind === "rsa" || publicKey.kind === "rsa-pss") && publicKey.n === key.n && publicKey.e === key.e;
    case "ecdsa-p256":
    case "ecdsa-p384": {
      const forms = [false, true].flatMap((compressed) => ecdsaPointOf(key.kind, key.privateKey, compressed) ?? []);
      return (publicKey) => publicKey.kind === key.kind && forms.some((form) => bytesEqual(form, publicKey.point));
    }
    case "gost512":
    case "gost256":
    case "gost2004": {
      const name = schemeNames[key.kind];
      const octets = gostScheme(name).publicKeyOf(key.privateKey);
      const own = octets && gostScheme(name).parsePublicKey(octets);
      return (publicKey) =>
        publicKey.kind === name && own?.ok === true && own.value.x === publicKey.point.x && own.value.y === publicKey.point.y;
    }
  }
};
