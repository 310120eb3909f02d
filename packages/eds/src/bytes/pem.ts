import { base64ToBytes, bytesToBase64 } from "./base64.ts";

/** What stands between one BEGIN and its END. */
export type PemBlock = { readonly label: string; readonly der: Uint8Array };

const blockPattern = /-----BEGIN ([A-Z0-9 #]{1,64})-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;
const blocksMax = 10_000;

/** The blocks of a PEM text (RFC 7468), in order; text between blocks is skipped, a block that is not Base64 too. */
export const pemToBlocks = (text: string): readonly PemBlock[] => {
  const blocks: PemBlock[] = [];
  for (const match of text.matchAll(blockPattern)) {
    const der = base64ToBytes(match[2] ?? "");
    if (der !== undefined) blocks.push({ label: match[1] ?? "", der });
    if (blocks.length >= blocksMax) break;
  }
  return blocks;
};

/** One PEM block with lines of 64 digits, RFC 7468 section 2. */
export const derToPem = (label: string, der: Uint8Array): string => {
  const lines = bytesToBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
};

/**
 * The DER of a file that may be DER or PEM, as certificates, CRLs and signatures are passed around.
 * DER of all three starts with a SEQUENCE (0x30), which no PEM text does. A Base64 text without a
 * frame, as NCALayer returns, is accepted too. Nothing where it is none of these.
 */
export const fileToDer = (file: Uint8Array): readonly Uint8Array[] => {
  if (file[0] === 0x30 && (file[1] ?? 0) !== 0x30) return [file];
  const text = new TextDecoder().decode(file);
  const blocks = pemToBlocks(text).map((block) => block.der);
  if (blocks.length > 0) return blocks;
  const bare = base64ToBytes(text);
  return bare !== undefined && bare.length > 0 ? [bare] : [];
};
