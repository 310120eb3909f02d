import type { Regime } from "@beket/domain";

const minute = 60_000;
const words = (kk: string, ru: string, en: string) => ({ kk, ru, en });
const both: ["city", "roadblock"] = ["city", "roadblock"];
const everyWay: ["in", "out"] = ["in", "out"];
const activity = (rule: string, okedPrefix: string, purposes: string[], headcountSharePercent: number) => ({
  rule,
  okedPrefix,
  ledgers: both,
  purposes,
  headcountSharePercent,
});

/** The demo's rules: which activities may send people out, which travellers pass on sight, how old data may be. */
export const demoRegime = (validFrom: number): Regime => ({
  version: 1,
  validFrom,
  timeZone: "Asia/Almaty",
  activities: [
    activity("food-trade", "47", ["supply", "shift"], 60),
    activity("food-wholesale", "46", ["supply", "shift"], 60),
    activity("food-industry", "10", ["shift", "supply"], 70),
    activity("health", "86", ["shift", "medical"], 100),
    activity("transport", "49", ["supply", "shift", "works"], 80),
    activity("energy", "35", ["works", "shift"], 70),
    activity("water", "36", ["works", "shift"], 70),
    activity("waste", "38", ["works", "shift"], 70),
    activity("telecom", "61", ["works", "shift"], 50),
    activity("farming", "01", ["field-work", "supply"], 80),
    activity("security", "80", ["shift"], 60),
    { rule: "food-delivery", okedPrefix: "56", ledgers: ["city"], purposes: ["delivery"], headcountSharePercent: 30 },
  ],
  purposes: [
    { purpose: "supply", name: words("Азық-түлік пен тауар жеткізу", "Снабжение продуктами и товарами", "Supply of food and goods") },
    { purpose: "shift", name: words("Жұмыс ауысымына бару", "Поездка на смену", "Travel to a work shift") },
    { purpose: "works", name: words("Апаттық және жөндеу жұмыстары", "Аварийные и ремонтные работы", "Emergency and repair works") },
    { purpose: "medical", name: words("Медициналық көмек", "Медицинская помощь", "Medical care") },
    { purpose: "field-work", name: words("Көктемгі егіс жұмыстары", "Весенне-полевые работы", "Spring field work") },
    { purpose: "delivery", name: words("Үйге жеткізу", "Доставка на дом", "Home delivery") },
  ],
  categories: [
    {
      category: "ambulance",
      name: words("Жедел жәрдем", "Скорая помощь", "Ambulance"),
      ledgers: both,
      directions: everyWay,
      documents: ["service-markings", "call-sheet"],
      outcome: "allow-on-sight",
    },
    {
      category: "fire-rescue",
      name: words("Өрт сөндіру, құтқару", "Пожарные, спасатели", "Fire and rescue"),
      ledgers: both,
      directions: everyWay,
      documents: ["service-markings"],
      outcome: "allow-on-sight",
    },
    {
      category: "cargo",
      name: words("Жүк тасымалы", "Грузовой транспорт", "Cargo"),
      ledgers: both,
      directions: everyWay,
      documents: ["waybill"],
      outcome: "allow-on-sight",
    },
    {
      category: "diplomat",
      name: words("Дипломат", "Дипломат", "Diplomat"),
      ledgers: both,
      directions: everyWay,
      documents: ["diplomatic-card"],
      outcome: "allow-on-sight",
    },
    {
      category: "returning-resident",
      name: words("Үйіне оралған тұрғын", "Возвращающийся житель", "Returning resident"),
      ledgers: ["roadblock"],
      directions: ["in"],
      documents: ["id-card", "residence-record"],
      outcome: "refer",
    },
    {
      category: "medical-referral",
      name: words("Емделуге жолдамамен", "По медицинскому направлению", "Medical referral"),
      ledgers: both,
      directions: everyWay,
      documents: ["medical-referral-form"],
      outcome: "allow-on-sight",
    },
    {
      category: "transit",
      name: words("Транзит", "Транзит", "Transit"),
      ledgers: ["roadblock"],
      directions: everyWay,
      documents: ["id-card", "waybill"],
      outcome: "refer",
    },
    {
      category: "funeral",
      name: words("Жерлеу рәсімі", "Похороны близкого", "Funeral of a relative"),
      ledgers: both,
      directions: everyWay,
      documents: ["death-certificate"],
      outcome: "refer",
    },
  ],
  documents: [
    { document: "service-markings", name: words("Қызметтік белгілер", "Служебная раскраска", "Service markings") },
    { document: "call-sheet", name: words("Шақыру парағы", "Карта вызова", "Call sheet") },
    { document: "waybill", name: words("Жүкқұжат (ТТН)", "Накладная (ТТН)", "Waybill") },
    { document: "diplomatic-card", name: words("Дипломатиялық куәлік", "Дипломатическая карточка", "Diplomatic card") },
    { document: "id-card", name: words("Жеке куәлік", "Удостоверение личности", "Identity card") },
    { document: "residence-record", name: words("Тіркеу туралы анықтама", "Адресная справка", "Residence record") },
    { document: "medical-referral-form", name: words("Медициналық жолдама", "Медицинское направление", "Medical referral form") },
    { document: "death-certificate", name: words("Қайтыс болу туралы куәлік", "Свидетельство о смерти", "Death certificate") },
  ],
  absenceMaxAgeMs: 30 * minute,
  combine: { city: "plate-covers-occupants", roadblock: "worst-of-subjects" },
  passageWindowMs: 10 * minute,
  permitMaxDays: 30,
  provisionalHoldMaxMs: 48 * 60 * minute,
  retentionDays: { lookup: 90, passage: 90, refusal: 180, referral: 180, test: 180, reading: 7 },
});
