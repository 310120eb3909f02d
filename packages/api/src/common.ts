import * as v from "valibot";

/** Prefix of every versioned route of edge and central. */
export const apiPrefix = "/api/v1";

export const Uuid = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
export type Uuid = v.InferOutput<typeof Uuid>;
/** Id of something that becomes an event, a UUIDv7: journals are kept in its order, and a retry with it finds the first try. */
export const EventId = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
export type EventId = v.InferOutput<typeof EventId>;
export const Code = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));
export const Hex32 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
/** Who works at a post: police, health service, crew leaders. */
export const officerRoles = ["officer", "supervisor", "medic", "laboratory", "selection", "crew"] as const;
export type OfficerRole = (typeof officerRoles)[number];
/** What a post is there for; a node serves the apps of its duties. */
export const duties = ["line", "border", "crews"] as const;
export type Duty = (typeof duties)[number];
export const languages = ["kk", "ru", "en"] as const;
export type Language = (typeof languages)[number];

/** RFC 9457 problem details. `code` is stable; `title` is in the caller's language; `faults` name fields, never their values. */
export const Problem = v.looseObject({
  type: v.pipe(v.string(), v.maxLength(200)),
  title: v.pipe(v.string(), v.maxLength(500)),
  status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
  code: v.pipe(v.string(), v.maxLength(80)),
  detail: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  faults: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          path: v.pipe(v.string(), v.maxLength(200)),
          code: v.pipe(v.string(), v.maxLength(80)),
          message: v.pipe(v.string(), v.maxLength(500)),
        }),
      ),
      v.maxLength(200),
    ),
  ),
});
export type Problem = v.InferOutput<typeof Problem>;

/** `GET /health` of every program: 200 when it can do its work, 503 otherwise. Only counts, ages and codes. */
export const Health = v.strictObject({
  program: v.picklist(["central", "edge", "firmware-bridge"]),
  version: v.pipe(v.string(), v.maxLength(40)),
  status: v.picklist(["ok", "degraded", "failing"]),
  checks: v.pipe(
    v.array(
      v.strictObject({
        name: Code,
        status: v.picklist(["ok", "degraded", "failing"]),
        value: v.optional(v.number()),
        unit: v.optional(v.pipe(v.string(), v.maxLength(20))),
      }),
    ),
    v.maxLength(100),
  ),
});
export type Health = v.InferOutput<typeof Health>;
