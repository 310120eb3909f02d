import { Health, PanelReply, type PanelName, type StaffRole } from "@beket/api";
import { systemRandom } from "@beket/node-kit";
import { formatUuid, uuidv7 } from "@beket/replication";
import * as v from "valibot";
import { createSealedSource } from "../../support/centre/sealed-source.ts";
import { until } from "../central/post.ts";
import { codec, crypto, eventSecret, openTestCentral, signInStaff, startMs, type TestCentral } from "../central/support.ts";

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
const name = (text: string) => ({ kk: text, ru: text, en: text });
export const places = {
  posts: [
    {
      post: "rb-01",
      ledger: "roadblock" as const,
      name: name("Қаскелең"),
      kind: "roadblock" as const,
      at: [76.62, 43.2] as [number, number],
    },
    { post: "bar-01", ledger: "city" as const, name: name("Абай"), kind: "barrier" as const },
    { post: "kordai", ledger: "roadblock" as const, name: name("Қордай"), kind: "border" as const, at: [74.7, 43.0] as [number, number] },
  ],
  areas: [],
};
export const freshId = (): string => formatUuid(uuidv7({ now: () => startMs }, systemRandom));
export const person = { scheme: "iin", country: "KAZ", value: "910520300457" };
export const vehicle = { scheme: "plate", country: "KAZ", value: "123ABC02" };
export const subjects = [
  { role: "vehicle", key: vehicle, readBy: ["keypad"] },
  { role: "driver", key: person, readBy: ["keypad"] },
];
type Body = Readonly<Record<string, unknown>>;

/** A whole central whose stored events are written straight into its file, and people of every role who ask it. */
export function openCentre(folder?: string) {
  const one = openTestCentral(folder === undefined ? { places } : { places, folder });
  const cookies = new Map<StaffRole, string>();
  const source = createSealedSource(
    { crypto, codec, random: systemRandom, eventPublicKey: crypto.x25519.publicKey(eventSecret), openedAt: startMs },
    "rb-01",
  );
  const get = async (path: string, role: StaffRole = "watch", language = "en"): Promise<Response> => {
    const cookie = cookies.get(role) ?? (await signInStaff(one, role));
    cookies.set(role, cookie);
    const request = new Request(`http://central.test${path}`, { headers: { cookie, "accept-language": language } });
    return one.central.fetch(request, { client: "192.0.2.1" });
  };
  const behind = async (): Promise<number> => {
    const health = v.parse(Health, await (await get("/health")).json());
    return health.checks.find((check) => check.name === "events-behind")?.value ?? -1;
  };
  return {
    one,
    get,
    behind,
    /** Stores bodies as events of rb-01's journal; `at` is after the start. Each gets an id unless it brings one. */
    store: (bodies: readonly Body[], receivedAt = startMs + hourMs): void => {
      const rows = bodies.map(({ at = 0, id = freshId(), ...body }) =>
        source.row({
          source: "rb-01",
          id: String(id),
          body: { occurredAt: startMs + Number(at), post: "rb-01", lane: "lane-1", officer: "o-17", tablet: "t-3", paper: null, ...body },
        }),
      );
      one.stores.ingest.store(source.batch(rows), receivedAt);
    },
    /** Starts central and waits until everything that is stored is counted. */
    counted: async (): Promise<void> => {
      await one.central.start();
      await until(() => one.stores.projection.cursor() === one.stores.ingest.newestPosition());
    },
    panel: async (panel: PanelName, query = "", role: StaffRole = "watch"): Promise<PanelReply> =>
      v.parse(PanelReply, await (await get(`/api/v1/centre/panels/${panel}${query}`, role)).json()),
    send: async (path: string, body: unknown, role: StaffRole = "watch"): Promise<Response> => {
      const cookie = cookies.get(role) ?? (await signInStaff(one, role));
      cookies.set(role, cookie);
      const headers = { "content-type": "application/json", "accept-language": "en", cookie };
      return one.central.fetch(new Request(`http://central.test${path}`, { method: "POST", headers, body: JSON.stringify(body) }), {
        client: "192.0.2.1",
      });
    },
    close: (keep = false): Promise<void> => one.close(keep),
  };
}
export type Centre = ReturnType<typeof openCentre>;
export type { TestCentral };

const trace = (decision: Body) => ({
  stop: { post: "rb-01", lane: "lane-1", direction: "in", subjects, claim: null },
  post: { post: "rb-01", ledger: "roadblock", areas: [] },
  confirmed: [],
  replica: null,
  overlay: [],
  regimeVersion: 1,
  correctedTime: startMs,
  decision,
});
export const lookup = (outcome: "ALLOW" | "REFER" | "DENY" | "second-reading", more: Body = {}): Body => ({
  kind: "lookup",
  purpose: "post-check",
  trace: trace(
    outcome === "second-reading"
      ? { kind: "second-reading", subjects: [0] }
      : {
          kind: "verdict",
          outcome,
          reasons: [{ code: "absent" }],
          subjects: [{ subject: 0, outcome, reasons: [{ code: "absent" }], rows: [] }],
        },
  ),
  ...more,
});
export const passage = (at: number, more: Body = {}): Body => ({
  kind: "passage",
  at,
  passage: freshId(),
  lookup: null,
  subjects,
  observers: [{ kind: "tablet", device: "t-3", reading: null }],
  direction: "in",
  outcome: "ALLOW",
  purpose: null,
  referral: null,
  override: null,
  ...more,
});
export const refusal = (at: number, code: string, more: Body = {}): Body => ({
  kind: "refusal",
  at,
  lookup: null,
  number: "7K-204",
  reasons: [{ code }, { code: "absent" }],
  slip: "screen",
  ...more,
});
export const referral = (at: number, id: string, step: "opened" | "taken" | "resolved", more: Body = {}): Body => ({
  kind: "referral",
  at,
  referral: id,
  number: "R-31",
  step: {
    opened: {
      state: "opened",
      lookup: null,
      reasons: [{ code: "hold-provisional", instruction: "refer-medic" }],
      instruction: "refer-medic",
    },
    taken: { state: "taken", by: "o-2" },
    resolved: { state: "resolved", outcome: "to-medic", by: "o-2", note: null },
  }[step],
  ...more,
});
