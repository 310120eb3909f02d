import {
  type Answers,
  type BeketEvent,
  type PersonProfile,
  type SubjectKey,
  type TestResult,
  type TestStep,
  Uuid,
  type Uuid as Id,
} from "@beket/domain";

import { formatUuid, uuidv7 } from "@beket/replication";
import { systemRandom } from "@beket/node-kit";
import * as v from "valibot";
import { inventedIin } from "../central/people.ts";
import { openPost, until, type Post } from "../central/post.ts";
import { openTestCentral, signInStaff, type TestCentral } from "../central/support.ts";
import type { StaffRole } from "@beket/api";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
export const newId = (one: Pick<TestCentral, "clock">): Id => v.parse(Uuid, formatUuid(uuidv7(one.clock, systemRandom)));
export const iin = (serial: number): SubjectKey => ({ scheme: "iin", country: "KAZ", value: inventedIin(serial) });
export const passport = (value: string, country = "UZB"): SubjectKey => ({ scheme: "doc", country, value });

export const profileOf = (subjects: readonly SubjectKey[], change: Partial<PersonProfile> = {}): PersonProfile => ({
  subjects: [...subjects],
  name: "Құрмашева Сынақ",
  birthDate: "1984-05-17",
  sex: "female",
  citizenship: "KAZ",
  category: "citizen",
  countryFrom: "UZB",
  onwardAddress: "Алматы, Сынақ көшесі, 5",
  phone: "+77010000000",
  guardian: null,
  consent: { state: "given", language: "kk", textVersion: 1 },
  ...change,
});

/** Events as a border post would make them, without a journal; `at` is minutes after the clock's present. */
export function createFacts(one: Pick<TestCentral, "clock">, post = "border-01") {
  const envelope = (occurredAt: number) => ({ occurredAt, post, lane: null, officer: "medic-1", tablet: "tab-1", paper: null });
  const at = (): number => one.clock.now();
  const test = (id: Id, step: TestStep, occurredAt = at()): BeketEvent => ({
    kind: "test",
    test: id,
    place: "border",
    step,
    ...envelope(occurredAt),
  });
  return {
    arrival: (arrival: Id): BeketEvent => ({
      kind: "arrival",
      arrival,
      step: { state: "opened", conveyance: "bus", vehicle: null, number: "A-12", countryFrom: "UZB", expected: 50 },
      ...envelope(at()),
    }),
    person: (person: Id, profile: PersonProfile, arrival: Id | null = null, seat: string | null = null): BeketEvent => ({
      kind: "person",
      person,
      arrival,
      seat,
      profile,
      confirmed: { document: "passport", by: "medic-1" },
      ...envelope(at()),
    }),
    registered: (id: Id, person: Id, subjects: readonly SubjectKey[], occurredAt = at()): BeketEvent =>
      test(
        id,
        { state: "registered", person, questionnaire: null, subjects: [...subjects], countryFrom: "UZB", repeats: null },
        occurredAt,
      ),
    started: (id: Id, cassette: string, kitType = "igm-igg-a", occurredAt = at()): BeketEvent =>
      test(
        id,
        {
          state: "started",
          kitType,
          lot: "LOT-1",
          lotExpiresAt: occurredAt + 90 * dayMs,
          cassette,
          readFrom: occurredAt + 15 * minuteMs,
          readUntil: occurredAt + 20 * minuteMs,
        },
        occurredAt,
      ),
    read: (id: Id, result: TestResult, occurredAt = at(), reason: string | null = null): BeketEvent =>
      test(id, { state: "read", cassette: "CAS-1", result, by: "medic-1", device: null, reason }, occurredAt),
    ordered: (id: Id, specimen: string, occurredAt = at(), laboratory = "lab-1"): BeketEvent =>
      test(id, { state: "pcr-ordered", laboratory, specimen, takenAt: occurredAt, dueAt: occurredAt + 6 * hourMs }, occurredAt),
    pcr: (id: Id, specimen: string, result: "negative" | "positive" | "invalid", occurredAt = at(), laboratory = "lab-1"): BeketEvent =>
      test(id, { state: "pcr-read", laboratory, specimen, result, by: "lab-1-a" }, occurredAt),
    cancelled: (id: Id): BeketEvent => test(id, { state: "cancelled", by: "medic-1", reason: "қате тіркелді" }),
    asked: (questionnaire: Id, person: Id, answers: Answers): BeketEvent => ({
      kind: "questionnaire",
      questionnaire,
      person,
      form: "arrival",
      formVersion: 1,
      language: "kk",
      countryFrom: "UZB",
      answers,
      selection: { outcome: "test", rule: "fever", by: null, reason: null },
      ...envelope(at()),
    }),
    followUp: (person: Id, id: Id | null, action: "isolated" | "mobile-team-called"): BeketEvent => ({
      kind: "follow-up",
      person,
      test: id,
      action,
      note: null,
      ...envelope(at()),
    }),
  };
}
export type Facts = ReturnType<typeof createFacts>;

/** A central that follows the border, and a post at a roadblock whose journal also carries the border's events. */
export async function openBorder(options: Parameters<typeof openTestCentral>[0] = {}) {
  const one = openTestCentral(options);
  await one.central.start();
  const post = openPost(one);
  await until(() => post.common.state().dataAsOf !== null);
  const facts = createFacts(one);
  const sent = async (...events: readonly BeketEvent[]): Promise<void> => {
    for (const event of events) await post.append(event);
    await until(() => post.waiting() === 0);
    const newest = one.stores.ingest.newestPosition();
    await until(() => one.stores.health.cursor() >= newest);
  };
  /** A person with one rapid test that was just read. */
  const tested = async (subjects: readonly SubjectKey[], result: TestResult = "positive-acute") => {
    const [person, test] = [newId(one), newId(one)];
    await sent(
      facts.person(person, profileOf(subjects)),
      facts.registered(test, person, subjects),
      facts.started(test, `CAS-${test.slice(-6).toUpperCase()}`),
      facts.read(test, result),
    );
    return { person, test };
  };
  return { one, post, facts, sent, tested, close: (keep = false): Promise<void> => closeBorder(one, post, keep) };
}
async function closeBorder(one: TestCentral, post: Post, keep: boolean): Promise<void> {
  post.close();
  await one.close(keep);
}
export type TestBorder = Awaited<ReturnType<typeof openBorder>>;

/** A signed-in person of the staff: what they get and post. */
export async function signedIn(one: TestCentral, role: StaffRole, staff?: string) {
  const cookie = await signInStaff(one, role, staff);
  const ask = async (method: string, path: string, body?: unknown): Promise<Response> =>
    one.central.fetch(
      new Request(`http://central.test${path}`, {
        method,
        headers: { "content-type": "application/json", "accept-language": "en", cookie },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
      { client: "127.0.0.1" },
    );
  return { get: (path: string) => ask("GET", path), post: (path: string, body: unknown) => ask("POST", path, body) };
}
export type SignedIn = Awaited<ReturnType<typeof signedIn>>;
