import { assert } from "../result.ts";
import { checkSign, inGroups, readSigns, signsOf } from "./signs.ts";

/*
 * Numbers that people read out and write down. Each has its own length, so that none is taken for another:
 *
 *   R7K2-94QX     8 signs   permit, exemption, hold, flag (central gives it)
 *   7K4-2QX-9MB   9 signs   refusal or referral at a post
 *   7K42Q-X9MBT  10 signs   code of a pass
 *
 * The last sign of each checks the others.
 */
const recordSigns = 8;
const recordKinds = "CREHF";
const stopSigns = 9;
const passSigns = 10;
const uuidDigits = 32;
/** Of a UUIDv7 the last 60 bits: random, and behind the variant. */
const randomDigits = 15;

/** The number of a record in its one spelling; null when a sign is wrong. */
export function readRecordNumber(text: string): string | null {
  const signs = readSigns(text, recordSigns);
  return signs === null || !recordKinds.includes(signs.charAt(0)) ? null : inGroups(signs, 4);
}

/**
 * `7K4-2QX-9MB`: what a person keeps of a refusal or referral. It follows from the random part of its id, so that the tablet, its node and
 * central say the same number, without asking each other. Forty bits: nobody guesses one, and two of a city's year seldom meet.
 */
export function stopNumber(id: string): string {
  const digits = id.replaceAll("-", "");
  assert(digits.length === uuidDigits, "a stop's number is made from a UUID");
  const signs = signsOf(BigInt(`0x${digits.slice(-randomDigits)}`), stopSigns - 1);
  return inGroups(signs + checkSign(signs), 3);
}
/** The number of a refusal or referral in its one spelling; null when a sign is wrong. */
export function readStopNumber(text: string): string | null {
  const signs = readSigns(text, stopSigns);
  return signs === null ? null : inGroups(signs, 3);
}

/** The code of a pass from eight or more keyed bytes: 44 bits, `7K42Q-X9MBT`. */
export function passCode(bytes: Uint8Array): string {
  assert(bytes.length >= 8, "a pass code is made from eight bytes");
  const value = bytes.subarray(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const signs = signsOf(value, passSigns - 1);
  return inGroups(signs + checkSign(signs), 5);
}
/** The code of a pass in its one spelling; null when a sign is wrong. */
export function readPassCode(text: string): string | null {
  const signs = readSigns(text, passSigns);
  return signs === null ? null : inGroups(signs, 5);
}
