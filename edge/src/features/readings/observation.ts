import type { ReadingRequest } from "@beket/api";
import { type Observation, parsePlate, parseSubject, plateKey, type SubjectKey } from "@beket/domain";

type Reading = ReadingRequest["reading"];
const utf8 = new TextEncoder();

/** The identifier that a device read, as the registry would know it; null where it read something else. */
export function keyOf(reading: Reading): SubjectKey | null {
  switch (reading.kind) {
    case "plate": {
      const parsed = parsePlate(reading.text, reading.country ?? undefined);
      return parsed.ok ? plateKey(parsed.value) : null;
    }
    case "scan": {
      const parsed = parseSubject(reading.text.trim());
      return parsed.ok ? parsed.value.key : null;
    }
  }
}

/** What the journal keeps of a reading. Of a scan never the text: it may be anybody's document, or a slip. */
export function observationOf(reading: Reading, key: SubjectKey | null): Observation {
  switch (reading.kind) {
    case "plate":
      return {
        type: "plate",
        text: reading.text,
        key,
        country: reading.country,
        confidence: reading.confidencePercent === null ? null : reading.confidencePercent / 100,
        direction: reading.direction,
        picture: null,
      };
    case "scan":
      return { type: "scan", symbology: reading.symbology, key, sizeBytes: utf8.encode(reading.text).length };
  }
}
