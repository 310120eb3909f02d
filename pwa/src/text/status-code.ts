// Crockford's signs without I, L, O and U, so that a code read aloud or from paper has one spelling.
const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const groupChars = 7;
const codeChars = 77;

export type StatusKey = { readonly id: string; readonly secret: string };

/** Id and secret of an application as one text of eleven groups; whoever has it sees the application. */
export function statusCode({ id, secret }: StatusKey): string {
  const hex = id.replaceAll("-", "") + secret;
  // 96 hexadecimal digits are 384 bits; one padding bit makes 77 signs of five.
  let rest = BigInt(`0x${hex}`) << 1n;
  let text = "";
  for (let count = 0; count < codeChars; count += 1) {
    text = signs.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return (text.match(new RegExp(`.{1,${groupChars}}`, "g")) ?? []).join("-");
}

/** The key of a typed or pasted code; case, blanks and dashes do not matter, I and L read as 1, O as 0. Null when it is none. */
export function readStatusCode(text: string): StatusKey | null {
  const typed = text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll(/[IL]/g, "1").replaceAll("O", "0");
  if (typed.length !== codeChars) return null;
  let value = 0n;
  for (const sign of typed) {
    const digit = signs.indexOf(sign);
    if (digit < 0) return null;
    value = (value << 5n) | BigInt(digit);
  }
  if ((value & 1n) === 1n) return null;
  const hex = (value >> 1n).toString(16).padStart(96, "0");
  if (hex.length > 96) return null;
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  return { id, secret: hex.slice(32) };
}
