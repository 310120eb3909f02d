import { Uuid, type Site, type SiteFact, type SitePlan, type StatedSiteFact } from "@beket/domain";
import * as v from "valibot";

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** A Monday in spring, ten in the morning in Almaty. */
export const ten = Date.UTC(2026, 3, 20, 4, 0);
export const uuid = (number: number): Uuid => v.parse(Uuid, `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`);

export const street: Site = {
  site: "almaly-s-1",
  sector: "almaly",
  kind: "street",
  name: "улица Гоголя, 1–40",
  geometry: {
    type: "LineString",
    coordinates: [
      [76.93, 43.26],
      [76.94, 43.26],
    ],
  },
  areaM2: 6_480,
  cleanForMs: dayMs,
  focal: false,
};
export const plan: SitePlan = {
  version: 1,
  claimMs: 2 * hourMs,
  agents: [{ agent: "hypochlorite", name: { kk: "Гипохлорит", ru: "Гипохлорит", en: "Hypochlorite" }, litresPerM2: 0.2 }],
  stayInMs: 5 * hourMs,
  sectors: [{ sector: "almaly", pages: 1 }],
};

let next = 1;
/** A fact of that moment, with an event id of its own. */
const stated = (at: number, fact: SiteFact, id = uuid(1_000_000 + next++)): StatedSiteFact => ({ id, occurredAt: at, fact });
const site = street.site;
export const claim = (number: number, crew: string, at: number, ms = 2 * hourMs): StatedSiteFact =>
  stated(at, { kind: "site-claim", claim: uuid(number), site, crew, state: "claimed", expiresAt: at + ms });
export const extend = (number: number, crew: string, at: number, ms = 2 * hourMs): StatedSiteFact =>
  stated(at, { kind: "site-claim", claim: uuid(number), site, crew, state: "extended", expiresAt: at + ms });
export const release = (number: number, crew: string, at: number): StatedSiteFact =>
  stated(at, { kind: "site-claim", claim: uuid(number), site, crew, state: "released", expiresAt: null });

export const photoBytes = new Uint8Array(120_000).fill(7);
photoBytes.set([0xff, 0xd8, 0xff, 0xe0]);
export const photo = {
  role: "after",
  sha256: new Bun.CryptoHasher("sha256").update(photoBytes).digest("hex"),
  mediaType: "image/jpeg",
  sizeBytes: photoBytes.length,
} as const;
export const completion = (number: number, crew: string, at: number, claimNumber: number | null = null): StatedSiteFact =>
  stated(at, {
    kind: "site-completion",
    completion: uuid(number),
    claim: claimNumber === null ? null : uuid(claimNumber),
    site,
    crew,
    agent: "hypochlorite",
    agentLitres: 120,
    areaM2: 6_000,
    startedAt: at - 40 * 60_000,
    finishedAt: at,
    trackCoveragePercent: 92,
    evidence: [photo],
  });
export const validation = (number: number, crew: string, at: number, work: number, accepted = true): StatedSiteFact =>
  stated(at, {
    kind: "site-validation",
    validation: uuid(number),
    completion: uuid(work),
    site,
    crew,
    accepted,
    cause: accepted ? null : "partly-done",
    note: null,
  });
export const refusal = (number: number, crew: string, at: number, claimNumber: number | null = null): StatedSiteFact =>
  stated(at, {
    kind: "site-refusal",
    refusal: uuid(number),
    claim: claimNumber === null ? null : uuid(claimNumber),
    site,
    crew,
    cause: "locked",
    note: null,
  });
