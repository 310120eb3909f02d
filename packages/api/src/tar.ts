/** A file of an archive. Paths are relative, at most 100 bytes of ASCII, with `/` between. */
export type TarFile = { readonly path: string; readonly bytes: Uint8Array };
export type TarFault = "tar-truncated" | "tar-header" | "tar-entry" | "tar-path" | "tar-duplicate" | "tar-too-large" | "tar-trailing";

const block = 512;
const path = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/;
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");

/** A POSIX ustar archive, the same bytes for the same files: no owner, mode 0644, and one time for all (Unix seconds). */
export function writeTar(files: readonly TarFile[], mtime: number): Uint8Array<ArrayBuffer> {
  const sizes = files.map(({ bytes }) => block + Math.ceil(bytes.length / block) * block);
  const out = new Uint8Array(sizes.reduce((sum, size) => sum + size, 2 * block));
  let at = 0;
  for (const [index, file] of files.entries()) {
    if (!isSafe(file.path)) throw new Error("broken invariant: a path that every tar understands");
    out.set(header(file, mtime), at);
    out.set(file.bytes, at + block);
    at += sizes[index] ?? 0;
  }
  return out;
}

function header({ path: name, bytes }: TarFile, mtime: number): Uint8Array {
  const head = new Uint8Array(block);
  const put = (text: string, at: number): void => head.set(ascii(text), at);
  put(name, 0);
  put(`${octal(0o644, 7)}\0`, 100);
  put(`${octal(0, 7)}\0${octal(0, 7)}\0`, 108);
  put(`${octal(bytes.length, 11)}\0${octal(mtime, 11)}\0`, 124);
  put("        0", 148);
  put("ustar\u000000", 257);
  put(`${octal(sumOf(head), 6)}\0 `, 148);
  return head;
}
const sumOf = (head: Uint8Array): number => head.reduce((sum, byte) => sum + byte, 0);
/** Nothing outside the folder that it is unpacked in. */
const isSafe = (name: string): boolean => path.test(name) && !name.split("/").some((part) => part === "" || part === "." || part === "..");

export type TarLimits = { readonly filesMax: number; readonly sizeBytesMax: number };
/**
 * Reads what {@link writeTar} wrote, and no more than that of the format: plain files with safe, distinct paths, right checksums, two empty
 * blocks at the end and nothing after. Never throws.
 */
export function readTar(
  bytes: Uint8Array,
  limits: TarLimits,
): { readonly ok: true; readonly value: readonly TarFile[] } | { readonly ok: false; readonly error: TarFault } {
  const fault = (error: TarFault) => ({ ok: false, error }) as const;
  if (bytes.length > limits.sizeBytesMax) return fault("tar-too-large");
  const files: TarFile[] = [];
  const names = new Set<string>();
  let at = 0;
  for (;;) {
    if (at + block > bytes.length) return fault("tar-truncated");
    const head = bytes.subarray(at, at + block);
    if (isEmpty(head)) break;
    const read = readHeader(head);
    if (typeof read === "string") return fault(read);
    const { name, size } = read;
    if (!isSafe(name)) return fault("tar-path");
    if (names.has(name)) return fault("tar-duplicate");
    const end = at + block + Math.ceil(size / block) * block;
    if (end > bytes.length) return fault("tar-truncated");
    if (!isEmpty(bytes.subarray(at + block + size, end))) return fault("tar-trailing");
    files.push({ path: name, bytes: bytes.slice(at + block, at + block + size) });
    names.add(name);
    if (files.length > limits.filesMax) return fault("tar-too-large");
    at = end;
  }
  if (bytes.length !== at + 2 * block || !isEmpty(bytes.subarray(at))) return fault("tar-trailing");
  return { ok: true, value: files };
}
const isEmpty = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

function readHeader(head: Uint8Array): { readonly name: string; readonly size: number } | TarFault {
  const text = (from: number, to: number): string => String.fromCharCode(...head.subarray(from, to)).replace(/\0.*$/s, "");
  const blank = head.slice();
  blank.fill(0x20, 148, 156);
  if (text(257, 263) !== "ustar" || Number.parseInt(text(148, 156), 8) !== sumOf(blank)) return "tar-header";
  const size = text(124, 136);
  if (text(156, 157) !== "0" || !/^[0-7]{11}$/.test(size)) return "tar-entry";
  // Exactly what the writer writes: no byte of a header means anything else.
  const name = text(0, 100);
  const mtime = text(136, 148);
  if (!/^[0-7]{11}$/.test(mtime)) return "tar-entry";
  const again = header({ path: name, bytes: new Uint8Array(0) }, Number.parseInt(mtime, 8));
  again.set(head.subarray(124, 136), 124);
  again.set(head.subarray(148, 156), 148);
  return again.every((byte, at) => byte === head[at]) ? { name, size: Number.parseInt(size, 8) } : "tar-entry";
}
