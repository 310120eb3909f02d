/**
 * The public test authorities of the national CA, by the SHA-256 of the certificate and of its SubjectPublicKeyInfo, lower-case
 * hex. Their keys and those below them are handed out to everyone, so nothing below them proves anything. The key is named
 * too: another certificate over the same key is as worthless.
 */
export const knownTestAuthorities: readonly {
  readonly name: string;
  readonly certificateSha256: string;
  readonly publicKeyInfoSha256: string;
}[] = [
  {
    name: "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022",
    certificateSha256: "b995e79e7c07429f8f79e185451e5599ce342ac720000f01b3854fdfa03031a6",
    publicKeyInfoSha256: "54f6acdb3e392ffe23aa47c495f33ca842be503ecfec67b53954d7382b6125ad",
  },
  {
    name: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022",
    certificateSha256: "beeffc0bdb77cd798c35983eb0715f6ef0051cccb71d7cd05505e8a4fb2c6f4d",
    publicKeyInfoSha256: "0e9abafd340dab0eafac3199e0dd8cdf6f4e26ee3b5ace823d1d2df6c4f68388",
  },
  {
    name: "ҰКО 3.0 (GOST TEST)",
    certificateSha256: "0307e8bdf77cb708b7c9d9a5799facdc6de7154447cb394af9ac9b528c3d82c7",
    publicKeyInfoSha256: "7ef145c0c2e777065851b660ca24c7345bd6025b3573ec51cb16602ac224b61f",
  },
  {
    name: "ҰКО 3.0 (RSA TEST)",
    certificateSha256: "7e96a36409dc11e0fc99efae41f8c639e16a495d77c2f2278edb98580f997231",
    publicKeyInfoSha256: "6041da252bbd68ced8752e116a10e3eb2c3c4ab6e2de5c5ab42b416a84fbb76b",
  },
];
