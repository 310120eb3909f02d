import { limits } from "../limits.ts";
import { assert, err, ok, type Result } from "../result.ts";
import { type ByteReader, type ByteWriter, createByteReader, createByteWriter } from "./bytes.ts";
import {
  type ExemptionRecord,
  type FlagRecord,
  type HoldRecord,
  instructionCodes,
  type PermitRecord,
  type Places,
  type RegistryRecord,
  type WeeklyWindow,
} from "./types.ts";

/** `unknown-version`: a newer writer; the caller keeps the bytes and refers. */
export type RecordError = {
  readonly code: "truncated" | "unknown-version" | "unknown-kind" | "trailing-bytes" | "invalid";
};

/** Version in the high four bits of the first byte; docs/spec/formats-records.md has the layout and golden vectors. */
export const recordCodecVersion = 1;
const kinds = ["permit", "exemption", "hold", "flag"] as const;
const codeAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789-";
const numberAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";
const epochMs = Date.UTC(2020, 0, 1);
const minuteMs = 60_000;
const timeMsMax = 4_102_444_800_000;
const alwaysWindow: WeeklyWindow = { days: 127, fromMinute: 0, toMinute: 1440 };
const flagReasons = ["shared-permit", "impossible-travel"] as const;

// Bits of the second byte.
const notActive = 1;
const otherCountry = 2;
const hasWindow = 4;
const bindingAll = 8;
const isGroup = 16;
const hasRevokedFrom = 32;
const placesShift = 6;
const placeKinds = ["everywhere", "posts", "areas"] as const;

/**
 * Compact bytes of a registry record, for sealing. Times are whole minutes since 2020-01-01T00:00Z: `validFrom` and `revokedFrom`
 * round down, `validTo` up. A usual permit takes 25 to 36 bytes.
 */
export function encodeRecord(record: RegistryRecord): Uint8Array<ArrayBuffer> {
  const out = createByteWriter();
  out.byte((recordCodecVersion << 4) | kinds.indexOf(record.kind));
  out.byte(flagsOf(record));
  out.packed(record.number, numberAlphabet);
  if (record.country !== "KAZ") out.packed(record.country, numberAlphabet);
  const from = minuteOf(record.validFrom, Math.floor);
  out.signed(from);
  out.signed(minuteOf(record.validTo, Math.ceil) - from);
  switch (record.kind) {
    case "permit":
      out.varint(record.organisation);
      out.packed(record.purpose, codeAlphabet);
      out.byte(record.members);
      if (record.groupHeadcount !== null) out.varint(record.groupHeadcount);
      writeGrant(out, record, from);
      break;
    case "exemption":
      out.packed(record.category, codeAlphabet);
      out.packed(record.authority, codeAlphabet);
      writeGrant(out, record, from);
      break;
    case "hold":
      out.byte((instructionCodes.indexOf(record.instruction) << 1) | (record.standing === "confirmed" ? 1 : 0));
      break;
    case "flag":
      out.byte(flagReasons.indexOf(record.reason));
      break;
  }
  return out.done();
}

/** Reads `encodeRecord`'s bytes; every field is held to the limits of the schema, and one record has one spelling. */
export function decodeRecord(bytes: Uint8Array): Result<RegistryRecord, RecordError> {
  const input = createByteReader(bytes);
  const head = input.byte();
  if (input.fault() !== null) return err({ code: "truncated" });
  if (head >> 4 !== recordCodecVersion) return err({ code: "unknown-version" });
  const kind = kinds[head & 15];
  if (kind === undefined) return err({ code: "unknown-kind" });
  const flags = input.byte();
  const number = input.packed(numberAlphabet, 16);
  if (number.length < 4) input.fail("invalid");
  const country = (flags & otherCountry) === 0 ? "KAZ" : readCountry(input);
  const from = input.signed();
  const common: Common = { number, country, validFrom: readTime(input, from), validTo: readTime(input, from + input.signed()) };
  const record = readKind(kind, input, flags, common, from);
  const fault = input.fault();
  if (fault !== null || record === null) return err({ code: fault ?? "invalid" });
  return input.atEnd() ? ok(record) : err({ code: "trailing-bytes" });
}

type Common = { readonly number: string; readonly country: string; readonly validFrom: number; readonly validTo: number };
type Grant = Pick<PermitRecord, "revokedFrom" | "window" | "places">;

function flagsOf(record: RegistryRecord): number {
  let flags = (record.status === "active" ? 0 : notActive) | (record.country === "KAZ" ? 0 : otherCountry);
  if (record.kind === "hold" || record.kind === "flag") return flags;
  const { days, fromMinute, toMinute } = record.window;
  if (days !== 127 || fromMinute !== 0 || toMinute !== 1440) flags |= hasWindow;
  if (record.revokedFrom !== null) flags |= hasRevokedFrom;
  flags |= placeKinds.indexOf(record.places.kind) << placesShift;
  if (record.kind === "exemption") return flags;
  return flags | (record.binding === "all" ? bindingAll : 0) | (record.groupHeadcount === null ? 0 : isGroup);
}

function writeGrant(out: ByteWriter, record: PermitRecord | ExemptionRecord, from: number): void {
  if (record.revokedFrom !== null) out.signed(minuteOf(record.revokedFrom, Math.floor) - from);
  const { days, fromMinute, toMinute } = record.window;
  if (days !== 127 || fromMinute !== 0 || toMinute !== 1440) {
    const bits = (days * 1440 + fromMinute) * 1441 + toMinute;
    for (let i = 3; i >= 0; i--) out.byte(Math.floor(bits / 256 ** i));
  }
  if (record.places.kind === "everywhere") return;
  const codes = record.places.kind === "posts" ? record.places.posts : record.places.areas;
  out.byte(codes.length);
  for (const code of codes) out.packed(code, codeAlphabet);
}

function readKind(kind: (typeof kinds)[number], input: ByteReader, flags: number, common: Common, from: number): RegistryRecord | null {
  const active = (flags & notActive) === 0;
  switch (kind) {
    case "permit": {
      const organisation = input.varint();
      const purpose = readCode(input);
      const members = input.byte();
      const groupHeadcount = (flags & isGroup) === 0 ? null : input.varint();
      const grant = readGrant(input, flags, from);
      if (organisation > 0xffff_ffff || members < 1 || members > limits.subjectsPerPermit) return null;
      if (groupHeadcount !== null && (groupHeadcount < 1 || groupHeadcount > 500)) return null;
      const binding = (flags & bindingAll) === 0 ? "any" : "all";
      const status = active ? "active" : "revoked";
      return { kind, status, ...common, organisation, purpose, binding, members, groupHeadcount, ...grant };
    }
    case "exemption": {
      if ((flags & (bindingAll | isGroup)) !== 0) return null;
      const category = readCode(input);
      const authority = readCode(input);
      return { kind, status: active ? "active" : "revoked", ...common, category, authority, ...readGrant(input, flags, from) };
    }
    case "hold":
      return readHold(input, flags, active, common);
    case "flag": {
      const reason = flagReasons[input.byte()];
      if (reason === undefined || flags > (notActive | otherCountry)) return null;
      return { kind, status: active ? "active" : "released", ...common, reason } satisfies FlagRecord;
    }
  }
}

function readHold(input: ByteReader, flags: number, active: boolean, common: Common): HoldRecord | null {
  const bits = input.byte();
  const instruction = instructionCodes[bits >> 1];
  if (instruction === undefined || flags > (notActive | otherCountry)) return null;
  const standing = (bits & 1) === 1 ? "confirmed" : "provisional";
  return { kind: "hold", status: active ? "active" : "released", ...common, instruction, standing };
}

function readGrant(input: ByteReader, flags: number, from: number): Grant {
  const revokedFrom = (flags & hasRevokedFrom) === 0 ? null : readTime(input, from + input.signed());
  const window = (flags & hasWindow) === 0 ? alwaysWindow : readWindow(input);
  const kind = placeKinds[flags >> placesShift];
  if (kind === "everywhere") return { revokedFrom, window, places: { kind } };
  const codes = readCodes(input);
  const places: Places = kind === "posts" ? { kind, posts: codes } : { kind: "areas", areas: codes };
  if (kind === undefined) input.fail("invalid");
  return { revokedFrom, window, places };
}

function readWindow(input: ByteReader): WeeklyWindow {
  let bits = 0;
  for (let i = 0; i < 4; i++) bits = bits * 256 + input.byte();
  const toMinute = bits % 1441;
  const rest = Math.floor(bits / 1441);
  const window: WeeklyWindow = { days: Math.floor(rest / 1440), fromMinute: rest % 1440, toMinute };
  const always = window.days === 127 && window.fromMinute === 0 && toMinute === 1440;
  if (window.days < 1 || window.days > 127 || toMinute < 1 || always) input.fail("invalid");
  return window;
}

function readCodes(input: ByteReader): string[] {
  const count = input.byte();
  if (count < 1 || count > limits.placesPerRecord) input.fail("invalid");
  const codes: string[] = [];
  for (let i = 0; i < count && input.fault() === null; i++) codes.push(readCode(input));
  return codes;
}

function readCode(input: ByteReader): string {
  const code = input.packed(codeAlphabet, limits.codeChars);
  if (code === "" || code.startsWith("-")) input.fail("invalid");
  return code;
}

function readCountry(input: ByteReader): string {
  const country = input.packed(numberAlphabet, 3);
  if (!/^[A-Z]{3}$/.test(country) || country === "KAZ") input.fail("invalid");
  return country;
}

function readTime(input: ByteReader, minute: number): number {
  const ms = epochMs + minute * minuteMs;
  if (ms < 0 || ms > timeMsMax) input.fail("invalid");
  return ms;
}

function minuteOf(ms: number, round: (value: number) => number): number {
  assert(ms >= 0 && ms <= timeMsMax, "a record's time is outside its limits");
  return round((ms - epochMs) / minuteMs);
}
