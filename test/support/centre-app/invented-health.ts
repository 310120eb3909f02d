import type { AuditReply, HoldView, LabOrder, PersonReply } from "@beket/api";
import { type HoldAction, Uuid, type HoldState } from "@beket/domain";
import * as v from "valibot";

const minuteMs = 60_000;
const uuid = (kind: number, index: number): Uuid =>
  v.parse(Uuid, `01900000-0000-7000-8${String(kind).padStart(3, "0")}-${String(index).padStart(12, "0")}`);

const stateOf = (index: number): HoldState =>
  (["provisional", "provisional", "provisional", "confirmed", "contested", "released"] as const)[index % 6] ?? "provisional";

/** Cases of the last days; the second one's PCR is overdue. */
export function inventHolds(now: number): HoldView[] {
  return Array.from({ length: 12 }, (_, index): HoldView => {
    const state = stateOf(index);
    const openedAt = now - (40 + index * 83) * minuteMs;
    const dueAt = index === 1 ? now - 25 * minuteMs : openedAt + 360 * minuteMs;
    const isRead = state !== "provisional";
    const pcr = {
      laboratory: index % 2 === 0 ? "city-nce-1" : "clinic-lab-2",
      specimen: `TB-${4_100 + index * 7}`,
      orderedAt: openedAt + 6 * minuteMs,
      dueAt: isRead ? dueAt : Math.max(dueAt, index === 1 ? 0 : now + (20 + index * 31) * minuteMs),
      result: isRead ? (state === "released" ? ("negative" as const) : ("positive" as const)) : null,
      readAt: isRead ? openedAt + 300 * minuteMs : null,
    };
    return {
      case: uuid(1, index),
      holds: index % 3 === 0 ? [`H7K2-${200 + index}`, `H7K2-${400 + index}`] : [`H7K2-${200 + index}`],
      state,
      instruction: state === "confirmed" ? "keep-apart-call" : "refer-medic",
      openedAt,
      expiresAt: openedAt + (state === "confirmed" ? 14 * 1_440 : 2 * 1_440) * minuteMs,
      publishedAt: openedAt + 2_000,
      post: (["bp-01", "bp-02", "bp-03"] as const)[index % 3] ?? "bp-01",
      place: index % 5 === 4 ? "mobile-point" : "border",
      test: uuid(2, index),
      person: uuid(3, index),
      pcr: index === 2 ? null : pcr,
      contacts: 2 + ((index * 7) % 41),
      contest: state === "contested" ? { at: now - 60 * minuteMs, reason: "Жолаушы қайта тексеруді сұрады", by: "sanvrach-2" } : null,
      history: [
        { at: openedAt, state: "provisional", by: null, cause: "rapid-positive", reason: null },
        ...(isRead
          ? [
              {
                at: openedAt + 300 * minuteMs,
                state,
                by: state === "contested" ? "sanvrach-2" : null,
                cause:
                  state === "contested"
                    ? ("contested" as const)
                    : state === "released"
                      ? ("pcr-negative" as const)
                      : ("pcr-positive" as const),
                reason: state === "contested" ? "Жолаушы қайта тексеруді сұрады" : null,
              },
            ]
          : []),
      ],
    };
  });
}

const after: Readonly<Record<HoldAction, HoldState>> = { confirm: "confirmed", release: "released", contest: "contested" };
export const actedOn = (hold: HoldView, action: HoldAction, reason: string, by: string, now: number): HoldView => ({
  ...hold,
  state: after[action],
  history: [...hold.history, { at: now, state: after[action], by, cause: action === "contest" ? "contested" : "health-officer", reason }],
});

export const ordersOf = (holds: readonly HoldView[]): LabOrder[] =>
  holds.flatMap(({ test, post, pcr }) => (pcr === null ? [] : [{ test, post, ...pcr }]));

export const inventPerson = (hold: HoldView): PersonReply => ({
  person: hold.person,
  profile: {
    subjects: [
      { scheme: "iin", country: "KAZ", value: "880412300017" },
      { scheme: "doc", country: "KAZ", value: "N04417238" },
    ],
    name: "Сынақов Ерлан Үлгіұлы",
    birthDate: "1988-04-12",
    sex: "male",
    citizenship: "KAZ",
    category: "citizen",
    countryFrom: "KGZ",
    onwardAddress: "Алматы, Самал 14, 27-пәтер",
    phone: "+77000000114",
    guardian: null,
    consent: { state: "given", language: "kk", textVersion: 3 },
  },
  seat: "12A",
  post: hold.post,
  tests: [{ test: v.parse(Uuid, hold.test), at: hold.openedAt, kitType: "rapid-igm-igg", result: "positive-acute", pcr: hold.pcr }],
  followUps: [
    { action: "isolated", at: hold.openedAt + 4 * minuteMs, note: null },
    { action: "mobile-team-called", at: hold.openedAt + 9 * minuteMs, note: "Бригада 3" },
  ],
  contacts: [
    { person: uuid(4, 1), name: "Сынақова Айгүл", phone: "+77000000115", seat: "12B", companion: true },
    { person: uuid(4, 2), name: "Үлгіов Данияр", phone: null, seat: "11A", companion: false },
    { person: uuid(4, 3), name: "Мысалова Әсел", phone: "+77000000188", seat: "13A", companion: false },
  ],
});

export const inventAudit = (now: number): AuditReply["entries"] => [
  { at: now - 12 * minuteMs, by: "sanvrach-1", act: "person-open", about: uuid(3, 1), reason: "ПТР кешікті, зертханаға хабарласу" },
  { at: now - 55 * minuteMs, by: "sanvrach-2", act: "hold-contest", about: uuid(3, 4), reason: "Жолаушы қайта тексеруді сұрады" },
  { at: now - 130 * minuteMs, by: "lab-1", act: "pcr-negative", about: uuid(2, 5), reason: null },
  { at: now - 26 * 60 * minuteMs, by: "sanvrach-1", act: "export-fhir", about: null, reason: "Тәуліктік есеп" },
];
