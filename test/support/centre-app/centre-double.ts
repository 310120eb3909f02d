import {
  AssignRequest,
  centralRoutes,
  centreRoutes,
  DailyCard,
  type DailyCardReply,
  ExportRequest,
  HoldActRequest,
  healthRoutes,
  OrderResultRequest,
  panelNames,
  PersonOpenRequest,
  planningRoutes,
  staffRoutes,
  StaffSignIn,
  type AuditReply,
  type HoldView,
  type ImportReply,
  type MapPostsReply,
  type MapSite,
  type MapSitesReply,
  type StaffRole,
  type StaffSession,
} from "@beket/api";
import { securityHeaders, staticFiles } from "@beket/node-kit";
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { sampleRegimeData } from "../sample-regime.ts";
import { crews, inventMapPosts, inventPlaces, inventSectors, inventSites } from "./invented-city.ts";
import { actedOn, inventAudit, inventHolds, inventPerson, ordersOf } from "./invented-health.ts";
import { inventPanel, queueOf } from "./invented-panels.ts";

const hourMs = 3_600_000;
export const passphrase = "sary arqa 2020";
/** Everybody who may sign in, by service code. */
const staff: Readonly<Record<string, readonly StaffRole[]>> = {
  "kezekshi-1": ["watch"],
  "sanvrach-1": ["health-officer"],
  "lab-1": ["laboratory"],
  "zhospar-1": ["planner"],
  "audit-1": ["auditor"],
  "basshy-1": ["watch", "health-officer", "planner", "laboratory"],
};

export type CentreDouble = {
  readonly url: string;
  /** Requests that changed something, as they came. */
  readonly received: readonly { readonly route: string; readonly body: unknown }[];
  /** False: every question of the interface is cut off without an answer, as if central were away. */
  readonly answering: { value: boolean };
  readonly stop: () => Promise<void>;
};

const problem = (c: Context, status: 401 | 403 | 404 | 422, code: string, title: string): Response =>
  c.json({ type: "about:blank", title, status, code }, status, { "content-type": "application/problem+json" });

/**
 * Central's interface with an invented city behind it, for looking at the centre app by itself. It parses what it is sent by the
 * contracts and answers in their shapes; nothing is computed or kept. `sitesEach`: sites in each of eight sectors.
 */
export function startCentreDouble(options: { readonly app: string; readonly sitesEach?: number; readonly port?: number }): CentreDouble {
  const started = Date.now();
  const sites: MapSite[] = [...inventSites(options.sitesEach ?? 90, started)];
  let holds: HoldView[] = inventHolds(started);
  const audit: AuditReply["entries"] = [...inventAudit(started)];
  let card: DailyCardReply["card"] = null;
  let session: StaffSession | null = null;
  const received: { route: string; body: unknown }[] = [];
  const answering = { value: true };
  const app = new Hono();
  const bodyOf = async <T>(c: Context, schema: v.GenericSchema<unknown, T>, route: string): Promise<T> => {
    const body = v.parse(schema, await c.req.json());
    received.push({ route, body });
    return body;
  };

  app.use(securityHeaders());
  app.use("/api/*", async (c, next) => {
    if (!answering.value) return c.body("", 502);
    const isOpen = c.req.path === staffRoutes.session || c.req.path === centralRoutes.regime || c.req.path === centralRoutes.places;
    if (!isOpen && session === null) return problem(c, 401, "staff.not-signed-in", "Кіру қажет");
    return next();
  });
  app.get(staffRoutes.session, (c) => (session === null ? problem(c, 401, "staff.not-signed-in", "Кіру қажет") : c.json(session)));
  app.post(staffRoutes.session, async (c) => {
    const asked = v.parse(StaffSignIn, await c.req.json());
    const roles = staff[asked.staff];
    if (roles === undefined || asked.passphrase !== passphrase)
      return problem(c, 401, "staff.sign-in-refused", "Код немесе құпия сөйлем қате");
    session = {
      staff: asked.staff,
      roles: [...roles],
      laboratory: null,
      method: "passphrase",
      expiresAt: Date.now() + 8 * hourMs,
      csrf: "0".repeat(64),
    };
    return c.json(session, 201);
  });
  app.delete(staffRoutes.session, (c) => {
    session = null;
    return c.body(null, 204);
  });
  app.get(centralRoutes.regime, (c) => c.json({ regime: sampleRegimeData }));
  app.get(centralRoutes.places, (c) => c.json(inventPlaces()));

  app.get(centreRoutes.panel, (c) => {
    const panel = panelNames.find((name) => name === c.req.param("panel"));
    if (panel === undefined) return problem(c, 404, "centre.panel-unknown", "Мұндай кесте жоқ");
    const to = Number(c.req.query("to") ?? (Math.floor(Date.now() / hourMs) + 1) * hourMs);
    const reply = inventPanel(panel, { from: Number(c.req.query("from") ?? to - 24 * hourMs), to }, Date.now(), sites);
    if (c.req.query("format") !== "csv") return c.json(reply);
    const lines = [reply.columns.map(({ column }) => column), ...reply.rows].map((row) => row.join(","));
    return c.body(lines.join("\r\n"), 200, { "content-type": "text/csv", "content-disposition": `attachment; filename="${panel}.csv"` });
  });
  app.get(centreRoutes.mapPosts, (c) => {
    const now = Date.now();
    const reply: MapPostsReply = {
      type: "FeatureCollection",
      asOf: now,
      behind: 0,
      from: now - 24 * hourMs,
      to: now,
      features: [...inventMapPosts(queueOf, now)],
    };
    return c.json(reply);
  });
  app.get(centreRoutes.mapSites, (c) => {
    const reply: MapSitesReply = { type: "FeatureCollection", asOf: Date.now(), behind: 0, features: [...inventSectors(), ...sites] };
    return c.json(reply);
  });
  const counted = { vehiclesIn: 7_418, vehiclesOut: 6_902, tested: 612, positive: 19 };
  const cardReply = (date: string): DailyCardReply => {
    const shown = card?.date === date ? card : null;
    return {
      card: shown,
      savedAt: shown === null ? null : Date.now(),
      savedBy: shown === null ? null : "kezekshi-1",
      counted,
      warnings: [],
    };
  };
  app.get(centreRoutes.dailyCard, (c) => c.json(cardReply(c.req.query("date") ?? "")));
  app.post(centreRoutes.dailyCard, async (c) => {
    card = await bodyOf(c, DailyCard, centreRoutes.dailyCard);
    return c.json(cardReply(card.date));
  });

  app.get(healthRoutes.holds, (c) => c.json({ asOf: Date.now(), holds, more: false }));
  app.post(healthRoutes.holdAct, async (c) => {
    const asked = await bodyOf(c, HoldActRequest, healthRoutes.holdAct);
    const found = holds.find((one) => one.case === asked.case);
    if (found === undefined) return problem(c, 404, "health.case-unknown", "Мұндай жазба жоқ");
    const next = actedOn(found, asked.action, asked.reason, session?.staff ?? "", Date.now());
    holds = holds.map((one) => (one === found ? next : one));
    return c.json(next);
  });
  app.post(healthRoutes.personOpen, async (c) => {
    const asked = await bodyOf(c, PersonOpenRequest, healthRoutes.personOpen);
    const found = holds.find((one) => one.person === asked.person);
    if (found === undefined) return problem(c, 404, "health.person-unknown", "Мұндай адам жоқ");
    audit.unshift({ at: Date.now(), by: session?.staff ?? "", act: "person-open", about: asked.person, reason: asked.reason });
    return c.json(inventPerson(found));
  });
  app.get(healthRoutes.orders, (c) => c.json({ asOf: Date.now(), orders: ordersOf(holds) }));
  app.post(healthRoutes.orderResult, async (c) => {
    const asked = await bodyOf(c, OrderResultRequest, healthRoutes.orderResult);
    const found = holds.find((one) => one.test === asked.test && one.pcr?.specimen === asked.specimen);
    if (found === undefined || found.pcr === null) return problem(c, 404, "health.order-unknown", "Мұндай тапсырыс жоқ");
    const pcr = { ...found.pcr, result: asked.result, readAt: Date.now() };
    holds = holds.map((one) => (one === found ? { ...one, pcr } : one));
    return c.json({ test: found.test, post: found.post, ...pcr });
  });
  app.post(healthRoutes.export, async (c) => {
    const asked = await bodyOf(c, ExportRequest, healthRoutes.export);
    return c.body('{"resourceType":"Bundle","type":"collection"}', 200, {
      "content-type": "application/fhir+json",
      "content-disposition": `attachment; filename="border-tests.${asked.format === "fhir" ? "json" : "csv"}"`,
    });
  });
  app.get(healthRoutes.audit, (c) => c.json({ entries: audit }));

  app.post(planningRoutes.import, async (c) => {
    const body: unknown = await c.req.json();
    const isDry = c.req.query("dry-run") !== undefined;
    received.push({ route: isDry ? `${planningRoutes.import}?dry-run` : planningRoutes.import, body });
    const features = v.parse(v.object({ features: v.array(v.unknown()) }), body).features.length;
    const faults: ImportReply["faults"] =
      features % 2 === 1
        ? [
            { feature: 3, code: "ring-open", at: "geometry" },
            { feature: 17, code: "sector-unknown", at: "sector" },
            { feature: 41, code: "property-invalid", at: "areaM2" },
          ]
        : [];
    const reply: ImportReply = {
      applied: !isDry && faults.length === 0,
      sectors: 8,
      sites: features - 8,
      changed: features,
      faults,
      faultCount: faults.length,
    };
    return c.json(reply);
  });
  app.get(planningRoutes.plan, (c) =>
    c.json({
      plan: {
        version: 4,
        claimMs: 2 * hourMs,
        agents: [{ agent: "hypochlorite-05", name: { kk: "Гипохлорит", ru: "Гипохлорит", en: "Hypochlorite" }, litresPerM2: 0.3 }],
        stayInMs: 5 * hourMs,
        sectors: [],
      },
      sectors: [],
      crews,
    }),
  );
  app.post(planningRoutes.assign, async (c) => {
    const asked = await bodyOf(c, AssignRequest, planningRoutes.assign);
    const isMeant = ({ properties }: MapSite): boolean =>
      asked.sites.includes(properties.site) || asked.sectors.includes(properties.sector);
    const meant = sites.filter(isMeant);
    for (const site of meant) site.properties.assigned = asked.crew;
    return c.json({ changed: meant.length });
  });

  app.use("/centre/*", staticFiles({ folder: options.app, mount: "/centre", fallback: "index.html" }));
  const server = Bun.serve({ hostname: "127.0.0.1", port: options.port ?? 0, fetch: app.fetch, idleTimeout: 30 });
  return { url: `http://127.0.0.1:${server.port}/centre/`, received, answering, stop: () => server.stop(true) };
}
