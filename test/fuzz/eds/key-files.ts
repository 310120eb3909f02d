import { base64ToBytes } from "../../../packages/eds/src/bytes/base64.ts";

// Two key files made once by OpenSSL over one key for this test, with two iterations so that a million readings end.

const octetsOf = (lines: readonly string[]): Uint8Array => {
  const octets = base64ToBytes(lines.join(""));
  if (octets === undefined) throw new Error("not Base64");
  return octets;
};

export const keyFilePassword = "fuzz";

/** PBES2 with AES-256, as OpenSSL 3 writes it. */
export const modernKeyFile: Uint8Array = octetsOf([
  "MIIEUgIBAzCCBAkGCSqGSIb3DQEHAaCCA/oEggP2MIID8jCCApEGCSqGSIb3DQEHBqCCAoIwggJ+AgEAMIICdwYJKoZIhvcNAQcBMFYGCSqGSIb3DQEFDTBJ",
  "MCgGCSqGSIb3DQEFDDAbBAiPTLt4KxhfNgIBAjAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQqpcq8pEXtcQxh0Q05DtZ54CCAhDVmMVD5Kqx7Unl7Jlr",
  "ASf2632UXBchqgHkIFMlpJJjXY2HU7ah+vnuKirMZU3eGZfLzMwrTotBrV9t4puxxGORJvdTw8buSgaka5fhTv3pXhA+6zftkScASD+BiEHKRx+DgsQqWawb",
  "IY/3g2qF2coNfWtsAbHe7WErTrg21ovR6YxyCAqB6zetlRo5CyJVqNR/5oywHOadMSOQzBi/L4Srs7rRYMbxIVjCkt78NGyse3If9n1AzqyBw4Ez+//4v2RH",
  "21w6AQnQaNWfceGz46IQwsXY9jowkUluSBVPYRBubuyynp2x6bXHdBn1e9C96WiQqSyN+J7MrnPbW1We0KxY0tFPKyLq2vwRn3xP9YC/8aCx6KWJAEdIePXv",
  "Vxf0KX77oe/MAfRfIcOYJyX2s+ygWb0bnSt8u4hwpa6ROoW5O6FG/6iwaK9pUBJeg4BTH2pI80yI+TB2Dry92rG4EfAK+vvn+RN63WmEF3xUP8Q1CVM2REWS",
  "jE8QS0JjXmc2K9DlDsWVcRCah7K2tBSI/eNFX1DkrThoRnl9nWslE0Kut6yr1K+jStAafG5lp7NK8xK3GkAzEmwUrVfjOzKTVcauJ84dTTo0ZL9cCZPZOWX3",
  "H/yKg8UqAck0YqmDY+n/TkgSvz2vh7vc6PSazCR6YbvHneTaFLzOLTeZu/HuOBn9RXxHEB9e4qc/8Q1IDBVQxLEwggFZBgkqhkiG9w0BBwGgggFKBIIBRjCC",
  "AUIwggE+BgsqhkiG9w0BDAoBAqCB7jCB6zBWBgkqhkiG9w0BBQ0wSTAoBgkqhkiG9w0BBQwwGwQIbh56YTdahmcCAQIwDAYIKoZIhvcNAgkFADAdBglghkgB",
  "ZQMEASoEEFfcooqnyO5sVJPJFy+BHKMEgZAAVvOo+mYdbrQG1TDmpT0KlgT6WeD+O/iVHSmbAkQEmlhLq+Ti+yDDveQW4zYsN3xZQ+zKa2TnapU2Uabckill",
  "Srz3eTyO4xnMibXtANZZDeeE/R4WZ3JptNlO5D+GaZsMBlcJLpCx049M+SCOVy7PMcIa1dGEziINPwTVgDxuOWmjTTrrrgMXa2cBOKJll4sxPjAXBgkqhkiG",
  "9w0BCRQxCh4IAGYAdQB6AHowIwYJKoZIhvcNAQkVMRYEFAyRyBQMxO/g3K/03O+VRntnMAH9MEAwMTANBglghkgBZQMEAgEFAAQgdLOR3LcaHgx3VET9896k",
  "yGenGsxAuS3Yy8DPmT01awcECBreQEXOw1qrAgEC",
]);

/** Triple DES, RC2 with 40 bits and SHA-1, as the national CA writes it. */
export const legacyKeyFile: Uint8Array = octetsOf([
  "MIIDxAIBAzCCA4sGCSqGSIb3DQEHAaCCA3wEggN4MIIDdDCCAk4GCSqGSIb3DQEHBqCCAj8wggI7AgEAMIICNAYJKoZIhvcNAQcBMBsGCiqGSIb3DQEMAQYw",
  "DQQIeujzGLA7mhECAQKAggIIMsfQmVOeEIM0qC/if5U+uoNn0IRksjZc2hGPkpKi8WrjEueQrLoCHL4+GbM15VPjOiyTjxNOTbgH9HukgnPJjWXlar75emWA",
  "oxrnhO6agJ1v3/Ub4qXiqrXmq+0LTYUu+imx3gfOUsu01piq1JfHPWQ1JG5/LsjIJ9HL2kdGCo5wruvJjsx7M5q8+pzm+M8+1UkCeqS96450sQU0aDAYXKzD",
  "TB6Fxp22bf/YukCVxmdK6FQqveBubC81+qwvIjjIxjQ05GpqxqXKObR8dS4kVxH/C0HG1J3AkHwLUvJbDCDGt1rRI6DpIvYv4b5SLCjmTrT+3ggPoJ5JvnvR",
  "MWbPAmIItCqVQJ4HQkR1QkOmiktuTERz2BrnVenIOoG3FFba9bXsRqSuy7dQS76xyuAcYNxJSBbdsjUQKTjZLXc3Y1zgKu/xOTG04vSwvEns/af2rogISMct",
  "1UkpXFEQHLpbF8jJqz6OxCg+DRZom/35Vrh/OuK8bsK6D1wP1RQGPVFth2zZPJxKO5pYNM7+QRm1GheQbl+fpZOgBDYLPRDc5hD9vUPmfVAiIfsgwqQL33cq",
  "6fPshquuolKtOwq75KYl1A7zVXwUz3/8BUxZOHBp+Xh8sM305n2wq0iwCXHlzr5bX118WZSMJdtx4ju4oAjs/f12w7+9XxfYtPmSeC2Ml9kIQzeK6JnVSTCC",
  "AR4GCSqGSIb3DQEHAaCCAQ8EggELMIIBBzCCAQMGCyqGSIb3DQEMCgECoIGzMIGwMBsGCiqGSIb3DQEMAQMwDQQI+26ySy8CLIECAQIEgZB7BMjBYs3Cohwi",
  "U3DYpETd6Rv1QvbIxEBJwWCjJT8WbSOhJc2PqJJ9fFmFUNwYY4Mx5e8kr7YOYr0CC1TJqwbBSxii1TnsffJO66z0xabIgDnCjgBYrEsBez8heSldAAmra0ij",
  "SL0FzkN0pLh0txFkrnRqAQV9vPsuBJMaph29aKvNllFzP7/MzZvgca5zGkAxPjAXBgkqhkiG9w0BCRQxCh4IAGYAdQB6AHowIwYJKoZIhvcNAQkVMRYEFAyR",
  "yBQMxO/g3K/03O+VRntnMAH9MDAwITAJBgUrDgMCGgUABBTexaJp3B9WxMEQDDazswr1DePCYQQI97ZY7TpvqcYCAQI=",
]);
