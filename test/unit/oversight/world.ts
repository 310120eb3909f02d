import { abuseRoutes, FindingDetail, FindingsReply, type FindingsQuery, type PlacesReply } from "@beket/api";
import { Uuid, type BeketEvent, type StopSubject, type SubjectKey } from "@beket/domain";
import * as v from "valibot";
import { inventedIin } from "../central/people.ts";
import { openPost, until } from "../central/post.ts";
import { openTestCentral, signInStaff, type TestCentral } from "../central/support.ts";

const words = (text: string) => ({ kk: text, ru: text, en: text });
/** 30 km apart on one road, and one that nobody put on the map. */
const places: PlacesReply = {
  posts: [
    { post: "rb-01", ledger: "roadblock", name: words("Батыс"), kind: "roadblock", at: [76.6, 43.2] },
    { post: "rb-02", ledger: "roadblock", name: words("Шығыс"), kind: "roadblock", at: [76.97, 43.2] },
    { post: "rb-03", ledger: "roadblock", name: words("Солтүстік"), kind: "roadblock" },
  ],
  areas: [],
};
export const iin = (serial: number): SubjectKey => ({ scheme: "iin", country: "KAZ", value: inventedIin(serial) });
export const plate = (value: string): SubjectKey => ({ scheme: "plate", country: "KAZ", value });

type Passage = Extract<BeketEvent, { kind: "passage" }>;
export type PassOptions = {
  readonly post?: string;
  readonly direction?: "in" | "out";
  readonly readBy?: StopSubject["readBy"];
  readonly occurredAt?: number;
  readonly paper?: Passage["paper"];
};

/** A central with posts on the map, and a post that tells it what it saw. */
export async function openOversight(options: Parameters<typeof openTestCentral>[0] = {}) {
  const one = openTestCentral({ places, ...options });
  await one.central.start();
  const post = openPost(one);
  await until(() => post.ledger.state().dataAsOf !== null && post.common.state().version > 0);
  const pass = (key: SubjectKey, given: PassOptions = {}): Promise<void> => {
    const { post: at = "rb-01", direction = "in", readBy = ["keypad"], occurredAt = one.clock.now(), paper = null } = given;
    return post.append({
      kind: "passage",
      ...post.envelope(),
      occurredAt,
      post: at,
      paper,
      passage: uuid(),
      lookup: null,
      subjects: [{ role: key.scheme === "plate" ? "vehicle" : "driver", key, readBy: [...readBy] }],
      observers: [{ kind: "tablet", device: "tab-1", reading: null }],
      direction,
      outcome: "ALLOW",
      purpose: null,
      referral: null,
      override: null,
    });
  };
  const followed = (): Promise<void> =>
    until(() => post.waiting() === 0 && one.stores.sightings.cursor() === one.stores.ingest.newestPosition());
  return {
    ...one,
    post,
    pass,
    followed,
    /** The clock goes on once everything has arrived: what is under way over a jump counts as lost, and waits for a clock that stands. */
    later: async (ms: number): Promise<void> => {
      await followed();
      one.move(ms);
    },
    close: async (keep = false): Promise<void> => {
      post.close();
      await one.close(keep);
    },
  };
}
export type Oversight = Awaited<ReturnType<typeof openOversight>>;
export const uuid = (): Uuid => v.parse(Uuid, globalThis.crypto.randomUUID());

/** A request of somebody who is signed in. */
export async function ask(one: Pick<TestCentral, "central">, cookie: string, path: string, body?: unknown): Promise<Response> {
  return one.central.fetch(
    new Request(`http://central.test${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", "accept-language": "en", cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    { client: "127.0.0.1" },
  );
}
export async function findings(one: TestCentral, query: FindingsQuery = {}): Promise<FindingsReply> {
  const cookie = await signInStaff(one, "auditor");
  return v.parse(FindingsReply, await (await ask(one, cookie, abuseRoutes.findings, query)).json());
}
export async function detailOf(one: TestCentral, finding: string): Promise<FindingDetail> {
  const cookie = await signInStaff(one, "auditor");
  return v.parse(FindingDetail, await (await ask(one, cookie, abuseRoutes.finding, { finding, reason: "тексеру" })).json());
}
