import { centreRoutes, DailyCard, panelNames, panels, type MapSitesReply, type PanelReply } from "@beket/api";
import { languageOf, parseBody, problem } from "@beket/node-kit";
import { Hono, type Context } from "hono";
import { createDailyCards, type CardFault } from "../features/centre/daily-card.ts";
import { mapPosts } from "../features/centre/map-posts.ts";
import { createPanels, type CentreDeps } from "../features/centre/panels.ts";
import { parseRange } from "../features/centre/range.ts";
import { csvContentType, csvText, type CsvCell } from "@beket/tables";
import type { Staff } from "../features/staff/sessions.ts";
import { problems } from "./problems.ts";
import { requireCentreStaff, type StaffEnv } from "./staff-guard.ts";

const cardBytes = { sizeBytesMax: 128 * 1024 };
const cardProblem = (c: Context, fault: CardFault): Response =>
  problem(c, fault === "date-invalid" ? problems.dateInvalid : problems.cardIdReused);

/** What the situation centre reads: the watch, and whoever plans, treats or audits. Only the watch writes the daily card. */
export function centreApp(staff: Staff, deps: CentreDeps): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const read = createPanels(deps);
  const cards = createDailyCards(deps);
  const rangeOf = (c: Context) => parseRange({ from: c.req.query("from"), to: c.req.query("to") }, deps.now());
  const readers = requireCentreStaff(staff, "watch", "health-officer", "planner", "auditor");
  app.get(centreRoutes.panel, readers, (c) => {
    const panel = panelNames.find((name) => name === c.req.param("panel"));
    if (panel === undefined) return problem(c, problems.panelUnknown);
    const range = rangeOf(c);
    const format = c.req.query("format") ?? "json";
    if (!range.ok || (format !== "json" && format !== "csv")) return problem(c, problems.queryInvalid);
    const reply = read(panel, range.value, languageOf(c.req.header("accept-language")));
    return format === "json" ? c.json(reply) : csvOf(c, reply);
  });
  app.get(centreRoutes.mapPosts, readers, (c) => {
    const range = rangeOf(c);
    return range.ok ? c.json(mapPosts(deps, range.value)) : problem(c, problems.queryInvalid);
  });
  app.get(centreRoutes.mapSites, readers, (c) => {
    const now = deps.now();
    const features = [...deps.sites.mapSectors(), ...deps.sites.mapSites(now)];
    const reply: MapSitesReply = { type: "FeatureCollection", asOf: now, behind: deps.behind(), features };
    return c.json(reply);
  });
  app.get(centreRoutes.dailyCard, readers, (c) => {
    const card = cards.of(c.req.query("date") ?? "");
    return card.ok ? c.json(card.value) : cardProblem(c, card.error);
  });
  app.post(centreRoutes.dailyCard, requireCentreStaff(staff, "watch"), async (c) => {
    const body = await parseBody(c, DailyCard, cardBytes);
    if (!body.ok) return body.error;
    const card = cards.save(body.value, c.get("staff").staff);
    return card.ok ? c.json(card.value) : cardProblem(c, card.error);
  });
  return app;
}

/** Times as ISO 8601 in UTC, durations in seconds: what a spreadsheet understands. The name tells the panel and the day it is of. */
function csvOf(c: Context, { panel, asOf, columns, rows }: PanelReply): Response {
  const types = panels[panel].map(([, type]) => type);
  const header = columns.map(({ column, type }) => (type === "duration" && !column.startsWith("seconds") ? `${column}-seconds` : column));
  const cells = rows.map((row) =>
    row.map((cell, at): CsvCell => {
      if (typeof cell !== "number") return cell;
      if (types[at] === "time") return new Date(cell).toISOString();
      return types[at] === "duration" ? cell / 1_000 : cell;
    }),
  );
  return c.body(csvText(header, cells), 200, {
    "content-type": csvContentType,
    "content-disposition": `attachment; filename="${panel}-${new Date(asOf).toISOString().slice(0, 10)}.csv"`,
  });
}
