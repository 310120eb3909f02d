import { err, ok, type Result } from "@beket/domain";
import { XMLParser } from "fast-xml-parser";
import * as v from "valibot";
import type { Observation } from "../driver.ts";

/**
 * Hikvision ISAPI `EventNotificationAlert` (namespace ver20/XMLSchema, also seen as ver10 and without one). Only what an
 * observation needs is read; everything else a firmware adds is ignored.
 */
const Text = v.pipe(v.string(), v.trim(), v.maxLength(200));
const Alert = v.looseObject({
  dateTime: Text,
  eventType: Text,
  eventState: v.optional(Text),
  UUID: v.optional(Text),
  isDataRetransmission: v.optional(Text),
  countryAbbreviation: v.optional(Text),
  ANPR: v.optional(
    v.looseObject({
      licensePlate: v.optional(Text),
      originalLicensePlate: v.optional(Text),
      confidenceLevel: v.optional(Text),
      direction: v.optional(Text),
      pictureInfoList: v.optional(v.looseObject({ pictureInfo: v.optional(v.unknown()) })),
    }),
  ),
});
const Picture = v.looseObject({ pId: v.optional(Text) });

export type AlertFault = { readonly code: "not-xml" | "not-an-alert" | "bad-time" | "plate-missing" };
export type Alert =
  | { readonly kind: "heartbeat" }
  | { readonly kind: "other" }
  | { readonly kind: "observation"; readonly observation: Observation };
export type AlertOptions = {
  /** Minutes east of UTC for firmware that sends a local time without an offset; null refuses such a time. */
  readonly utcOffsetMinutes: number | null;
  /** What `forward` and `reverse` mean at this camera. */
  readonly forward: "in" | "out";
  readonly digestHex: (text: string) => string;
};

// Entities are not expanded: a device is an untrusted sender and the alert needs none beyond the five of XML itself.
const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: true,
});

const timeOf = (value: string, utcOffsetMinutes: number | null): number | null => {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)(Z|[+-]\d{2}:?\d{2})?$/.exec(value);
  if (match?.[1] === undefined) return null;
  if (match[2] === undefined && utcOffsetMinutes === null) return null;
  const zone = match[2]?.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const ms = Date.parse(`${match[1]}${zone ?? "Z"}`);
  return Number.isFinite(ms) && ms > 0 ? ms - (zone === undefined ? (utcOffsetMinutes ?? 0) * 60_000 : 0) : null;
};

const pictureId = (pictureInfo: unknown): string | null => {
  for (const one of Array.isArray(pictureInfo) ? pictureInfo : [pictureInfo]) {
    const picture = v.safeParse(Picture, one);
    if (picture.success && picture.output.pId !== undefined && picture.output.pId !== "") return picture.output.pId;
  }
  return null;
};

const countryOf = (abbreviation: string | undefined): string | null =>
  abbreviation !== undefined && /^[A-Z]{3}$/.test(abbreviation) && abbreviation !== "NON" ? abbreviation : null;

const confidenceOf = (level: string | undefined): number | null => {
  const percent = Number(level);
  return level !== undefined && level !== "" && percent >= 0 && percent <= 100 ? percent : null;
};

/** Reads one alert. `videoloss inactive` is the camera's heartbeat, not an event. */
export const readAlert = (xml: string, options: AlertOptions): Result<Alert, AlertFault> => {
  let document: unknown;
  try {
    document = parser.parse(xml, true);
  } catch {
    return err({ code: "not-xml" });
  }
  const outer = v.safeParse(v.looseObject({ EventNotificationAlert: Alert }), document);
  if (!outer.success) return err({ code: "not-an-alert" });
  const alert = outer.output.EventNotificationAlert;
  const type = alert.eventType.toLowerCase();
  if (type === "heartbeat" || (type === "videoloss" && alert.eventState === "inactive")) return ok({ kind: "heartbeat" });
  if (type !== "anpr" || alert.ANPR === undefined) return ok({ kind: "other" });
  const occurredAt = timeOf(alert.dateTime, options.utcOffsetMinutes);
  if (occurredAt === null) return err({ code: "bad-time" });
  const plate = (alert.ANPR.licensePlate ?? alert.ANPR.originalLicensePlate ?? "").slice(0, 20);
  if (plate === "" || plate.toLowerCase() === "unknown") return err({ code: "plate-missing" });
  const own = alert.UUID ?? pictureId(alert.ANPR.pictureInfoList?.pictureInfo);
  const direction = alert.ANPR.direction?.toLowerCase();
  const forward = options.forward;
  const turned = forward === "in" ? "out" : "in";
  return ok({
    kind: "observation",
    observation: {
      // Old firmware sends neither key: the time and the plate together repeat exactly when it resends.
      deviceKey: own !== undefined && own !== null && own !== "" ? own.slice(0, 120) : options.digestHex(`${alert.dateTime} ${plate}`),
      occurredAt,
      retransmission: alert.isDataRetransmission === "true",
      reading: {
        kind: "plate",
        text: plate,
        country: countryOf(alert.countryAbbreviation),
        confidencePercent: confidenceOf(alert.ANPR.confidenceLevel),
        direction: direction === "forward" ? forward : direction === "reverse" ? turned : null,
      },
    },
  });
};
