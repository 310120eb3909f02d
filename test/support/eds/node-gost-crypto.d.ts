// The parts of node-gost-crypto that tests compare with; the package has no types of its own.

declare module "node-gost-crypto/lib/gostDigest.js" {
  export default class GostDigest {
    constructor(algorithm: {
      readonly name: "GOST R 34.11";
      readonly version: 1994 | 2012;
      readonly length?: 256 | 512;
      readonly sBox?: "D-TEST" | "D-A";
    });
    digest(data: ArrayBuffer): ArrayBuffer;
  }
}

declare module "node-gost-crypto/lib/gostSign.js" {
  type Curve = { readonly p: string; readonly a: string; readonly b: string; readonly q: string; readonly x: string; readonly y: string };
  export default class GostSign {
    /** `ukm` takes the place of randomness, little-endian. */
    constructor(algorithm: {
      readonly name: "GOST R 34.10";
      readonly version: 2001 | 2012;
      readonly curve: Curve;
      readonly ukm?: ArrayBuffer;
    });
    sign(privateKey: ArrayBuffer, digest: ArrayBuffer): ArrayBuffer;
    verify(publicKey: ArrayBuffer, signature: ArrayBuffer, digest: ArrayBuffer): boolean;
    generateKey(): { readonly privateKey: ArrayBuffer; readonly publicKey: ArrayBuffer };
  }
}
