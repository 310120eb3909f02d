import { panels, type HoldView, type LabOrder, type MapSite, type PanelName, type PanelReply } from "@beket/api";
import { Uuid, type HoldState, type SiteLook } from "@beket/domain";
import * as v from "valibot";
import type { Cell } from "../../../pwa/src/centre/model/panel.ts";

export const zone = "Asia/Almaty";
/** 16 April 2020, 14:02:09 in Almaty, which was at UTC+6 then. */
export const now = Date.UTC(2020, 3, 16, 8, 2, 9);
export const hourMs = 3_600_000;

export const uuid = (index: number): Uuid => v.parse(Uuid, `01900000-0000-7000-8000-${String(index).padStart(12, "0")}`);

export const replyOf = (panel: PanelName, rows: readonly (readonly Cell[])[]): PanelReply => ({
  panel,
  asOf: now,
  from: now - 24 * hourMs,
  to: now,
  columns: panels[panel].map(([column, type]) => ({ column, type })),
  rows: rows.map((row) => [...row]),
  behind: 0,
});

export const hold = (
  index: number,
  state: HoldState,
  pcr: Partial<NonNullable<HoldView["pcr"]>> | null,
  openedAt = now - index * hourMs,
): HoldView => ({
  case: uuid(index),
  holds: [`H7K2-${index}`],
  state,
  instruction: "refer-medic",
  openedAt,
  expiresAt: openedAt + 48 * hourMs,
  publishedAt: openedAt + 1_000,
  post: "bp-01",
  place: "border",
  test: uuid(100 + index),
  person: uuid(200 + index),
  pcr:
    pcr === null
      ? null
      : {
          laboratory: "city-nce-1",
          specimen: `TB-${index}`,
          orderedAt: openedAt,
          dueAt: openedAt + 6 * hourMs,
          result: null,
          readAt: null,
          ...pcr,
        },
  contacts: 3,
  contest: null,
  history: [],
});

export const order = (specimen: string, dueAt: number, result: LabOrder["result"] = null, readAt: number | null = null): LabOrder => ({
  test: uuid(dueAt % 1_000_000),
  specimen,
  laboratory: "city-nce-1",
  post: "bp-01",
  orderedAt: dueAt - 6 * hourMs,
  dueAt,
  result,
  readAt,
});

export const site = (code: string, look: SiteLook, assigned: string | null = null, name = `Самал ${code}`): MapSite => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [76.9, 43.25] },
  properties: { beket: "site", site: code, sector: "medeu", kind: "street", name, look, until: null, assigned, crew: null, focal: false },
});
