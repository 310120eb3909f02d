import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAlert, type AlertOptions } from "../../../firmware-bridge/src/drivers/isapi-anpr/alert.ts";
import { splitMultipart } from "../../../firmware-bridge/src/drivers/isapi-anpr/multipart.ts";
import { alertXml, multipartPush } from "./pushes.ts";

const options: AlertOptions = {
  utcOffsetMinutes: null,
  forward: "in",
  digestHex: (text) => createHash("sha256").update(text).digest("hex"),
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const observationOf = (xml: string, more: Partial<AlertOptions> = {}) => {
  const alert = readAlert(xml, { ...options, ...more });
  if (!alert.ok || alert.value.kind !== "observation") throw new Error(`no observation: ${JSON.stringify(alert)}`);
  return alert.value.observation;
};

describe("multipart as cameras send it", () => {
  const push = multipartPush(alertXml({ plate: "123ABC02" }));
  const names = (contentType: string, body: Uint8Array): readonly (string | null)[] => {
    const parts = splitMultipart(contentType, body, 1_000_000);
    return parts.ok ? parts.value.map((part) => part.filename ?? part.name) : [parts.error.code];
  };

  it("[FB3] splits the three parts of a whole push", () => {
    expect(names(push.contentType, push.body)).toEqual(["anpr.xml", "licensePlatePicture.jpg", "detectionPicture.jpg"]);
  });

  it("[FB3] reads multipart/mixed and a quoted boundary", () => {
    expect(names('multipart/mixed; boundary="beket"', push.body)).toEqual(["anpr.xml", "licensePlatePicture.jpg", "detectionPicture.jpg"]);
  });

  it("[FB3] does without the final boundary", () => {
    const cut = push.body.subarray(0, push.body.length - "--beket--\r\n".length);
    expect(names(push.contentType, cut)).toHaveLength(3);
  });

  it("[FB3] takes a part that has no filename", () => {
    const bare = bytes("--beket\r\nContent-Type: application/xml\r\n\r\n<a/>\r\n--beket--\r\n");
    expect(names(push.contentType, bare)).toEqual([null]);
  });

  it("[FB3] keeps a picture's bytes exactly, also when they look like line ends", () => {
    const parts = splitMultipart(push.contentType, push.body, 1_000_000);
    expect(parts.ok && [...(parts.value[1]?.body ?? [])]).toEqual([0xff, 0xd8, 13, 10, 45, 45, 13, 10, 0xff, 0xd9]);
  });

  it("[FB3] bounds parts and sizes", () => {
    const many = bytes("--beket\r\n\r\nx\r\n".repeat(40));
    expect(names(push.contentType, many)).toEqual(["too-many-parts"]);
    const larger = splitMultipart(push.contentType, bytes(`--beket\r\n\r\n${"x".repeat(20_000)}`), 100);
    expect(larger).toEqual({ ok: false, error: { code: "part-too-large" } });
  });

  it("[FB6] never throws on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat({ max: 399 }), (noise, at) => {
        const body = new Uint8Array(push.body);
        body.set(noise.subarray(0, Math.max(0, body.length - at)), Math.min(at, body.length));
        splitMultipart(push.contentType, body, 1_000);
      }),
    );
  });
});

describe("the alert", () => {
  it("[FB4] takes the plate and the camera's own time", () => {
    expect(observationOf(alertXml({ plate: "123ABC02", dateTime: "2026-04-20T08:15:30+05:00", uuid: "u-1" }))).toEqual({
      deviceKey: "u-1",
      occurredAt: Date.UTC(2026, 3, 20, 3, 15, 30),
      retransmission: false,
      reading: { kind: "plate", text: "123ABC02", country: null, confidencePercent: 97, direction: "in" },
    });
  });

  it("[FB4] refuses a time without an offset unless one is configured", () => {
    const xml = alertXml({ plate: "123ABC02", dateTime: "2026-04-20T08:15:30" });
    expect(readAlert(xml, options)).toEqual({ ok: false, error: { code: "bad-time" } });
    expect(observationOf(xml, { utcOffsetMinutes: 300 }).occurredAt).toBe(Date.UTC(2026, 3, 20, 3, 15, 30));
  });

  it("[FB2] falls back from UUID to the picture's id to a digest of time and plate", () => {
    expect(observationOf(alertXml({ plate: "A1", uuid: "u-9" })).deviceKey).toBe("u-9");
    expect(observationOf(alertXml({ plate: "A1", uuid: null })).deviceKey).toBe("pic-1");
    const digest = observationOf(alertXml({ plate: "A1", uuid: null, pictureId: null })).deviceKey;
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(observationOf(alertXml({ plate: "A2", uuid: null, pictureId: null })).deviceKey).not.toBe(digest);
  });

  it("[FB5] knows the heartbeat", () => {
    const xml =
      "<EventNotificationAlert><dateTime>2026-04-20T08:15:30+05:00</dateTime><eventType>videoloss</eventType><eventState>inactive</eventState></EventNotificationAlert>";
    expect(readAlert(xml, options)).toEqual({ ok: true, value: { kind: "heartbeat" } });
  });

  it("turns the camera's forward and reverse into in and out", () => {
    expect(observationOf(alertXml({ plate: "A1", direction: "reverse" })).reading).toMatchObject({ direction: "out" });
    expect(observationOf(alertXml({ plate: "A1", direction: "reverse" }), { forward: "out" }).reading).toMatchObject({ direction: "in" });
    expect(observationOf(alertXml({ plate: "A1", direction: "unknown" })).reading).toMatchObject({ direction: null });
  });

  it.each([
    ["not-xml", "<EventNotificationAlert>"],
    ["not-an-alert", "<other/>"],
    ["plate-missing", alertXml({ plate: "unknown" })],
    ["bad-time", alertXml({ plate: "A1", dateTime: "yesterday" })],
  ])("[FB6] answers %s", (code, xml) => {
    expect(readAlert(xml, options)).toEqual({ ok: false, error: { code } });
  });

  it("[FB6] expands no entity", () => {
    const xml = `<!DOCTYPE a [<!ENTITY x "123ABC02">]>${alertXml({ plate: "&x;" }).replace(/^<\?xml[^>]*>/, "")}`;
    const alert = readAlert(xml, options);
    expect(JSON.stringify(alert)).not.toContain("123ABC02");
  });
});

const data = process.env["BEKET_DEVICE_DATA"];
if (data === undefined) {
  if (process.env["CI"] !== undefined) throw new Error("BEKET_DEVICE_DATA must be set where nothing may be skipped");
  console.warn("SKIPPED: a real camera's alert (BEKET_DEVICE_DATA is not set)");
}
describe.runIf(data !== undefined)("a real camera's alert", () => {
  it("[FB4] is read whole", () => {
    const observation = observationOf(readFileSync(join(data ?? "", "hikvision", "anpr.xml"), "utf8"));
    expect(observation).toMatchObject({
      occurredAt: Date.UTC(2024, 0, 19, 3, 17, 19),
      retransmission: false,
      reading: { text: "PECT600", confidencePercent: 97, direction: "out" },
    });
    expect(observation.deviceKey).toHaveLength(63);
  });
});
