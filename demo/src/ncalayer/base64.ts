/** Standard base64, padded, white space allowed; null when it is anything else (Buffer alone would drop what it does not know). */
export function base64ToBytes(text: string): Uint8Array | null {
  const compact = text.replaceAll(/\s/g, "");
  const bytes = Buffer.from(compact, "base64");
  return bytes.toString("base64") === compact ? new Uint8Array(bytes) : null;
}

export const bytesToBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
