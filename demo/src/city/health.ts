import type { Form, HealthRules, KitType } from "@beket/domain";
import { arrivalForm } from "./arrival-form.ts";

/** The kit that only a demo has. */
export const demoKit = "demo-1-minute";
export const realKit = "igm-igg-a";

const minute = 60_000;
const hour = 60 * minute;
const words = (kk: string, ru: string, en: string) => ({ kk, ru, en });

const antibodies = {
  specimen: "capillary-blood",
  loinc: { code: "94503-0", display: "SARS-CoV-2 (COVID-19) Ab IgG and IgM panel - Serum, Plasma or Blood by Rapid immunoassay" },
  results: ["negative", "positive-acute", "positive-past", "invalid"],
} satisfies Partial<KitType>;
const kits: HealthRules["kits"] = [
  {
    kitType: realKit,
    name: words("IgM/IgG экспресс-тесті", "Экспресс-тест IgM/IgG", "IgM/IgG rapid test"),
    manufacturer: "Alatau Diagnostics",
    readAfterMs: 15 * minute,
    readUntilMs: 20 * minute,
    ...antibodies,
  },
  {
    kitType: "igm-igg-b",
    name: words("IgM/IgG тесті, 10 минуттық", "Тест IgM/IgG, 10 минут", "IgM/IgG test, 10 minutes"),
    manufacturer: "Turan Biotech",
    readAfterMs: 10 * minute,
    readUntilMs: 15 * minute,
    ...antibodies,
  },
  {
    kitType: "antigen",
    name: words("Антиген тесті (жағынды)", "Тест на антиген (мазок)", "Antigen test (swab)"),
    manufacturer: "Saryarqa Medical",
    readAfterMs: 15 * minute,
    readUntilMs: 30 * minute,
    specimen: "nasopharyngeal-swab",
    loinc: { code: "94558-4", display: "SARS-CoV-2 (COVID-19) Ag [Presence] in Respiratory system specimen by Rapid immunoassay" },
    results: ["negative", "positive-acute", "invalid"],
  },
  // No such kit exists: whoever tries the demo should not have to wait a quarter of an hour. Its name says so wherever it is shown.
  {
    kitType: demoKit,
    name: words("ДЕМО: 1 минуттық тест, шын емес", "ДЕМО: тест на 1 минуту, ненастоящий", "DEMO: 1-minute test, not a real one"),
    manufacturer: "Demo",
    readAfterMs: minute,
    readUntilMs: 10 * minute,
    ...antibodies,
  },
];

const rules: HealthRules = {
  version: 1,
  kits,
  laboratories: [
    { laboratory: "city-centre", name: words("Қалалық сараптама орталығы", "Городской центр экспертизы", "City centre of expertise") },
    { laboratory: "regional", name: words("Облыстық зертхана", "Областная лаборатория", "Regional laboratory") },
    { laboratory: "airport", name: words("Әуежай зертханасы", "Лаборатория аэропорта", "Airport laboratory") },
  ],
  categories: [
    { category: "citizen", name: words("Азамат", "Гражданин", "Citizen") },
    { category: "resident", name: words("Тұрақты тұрғын", "Постоянный житель", "Resident") },
    { category: "labour", name: words("Еңбек мигранты", "Трудовой мигрант", "Labour migrant") },
    { category: "student", name: words("Студент", "Студент", "Student") },
    { category: "transit", name: words("Транзит", "Транзит", "Transit") },
    { category: "cargo", name: words("Жүк жүргізушісі", "Водитель груза", "Cargo driver") },
    { category: "crew", name: words("Экипаж", "Экипаж", "Crew") },
    { category: "diplomat", name: words("Дипломат", "Дипломат", "Diplomat") },
    { category: "other", name: words("Басқа", "Другое", "Other") },
  ],
  documents: [
    { document: "id-card", name: words("Жеке куәлік", "Удостоверение личности", "Identity card") },
    { document: "passport", name: words("Паспорт", "Паспорт", "Passport") },
    { document: "residence-permit", name: words("Ықтиярхат", "Вид на жительство", "Residence permit") },
    { document: "birth-certificate", name: words("Туу туралы куәлік", "Свидетельство о рождении", "Birth certificate") },
    { document: "return-certificate", name: words("Оралуға куәлік", "Свидетельство на возвращение", "Return certificate") },
  ],
  forms: [{ form: "arrival", version: 1 }],
  consentVersion: 1,
  consentText: words(
    "Коронавирусқа тест тапсыруға келісемін. Нәтижесі мен байланыс деректерім денсаулық сақтау органына беріледі деп түсіндірілді.",
    "Согласен на тест на коронавирус. Мне объяснили, что результат и мои контакты получит орган здравоохранения.",
    "I agree to a coronavirus test. It was explained to me that the health authority receives the result and how to reach me.",
  ),
  consentTextMore: {
    zh: "我同意接受新冠病毒检测。已向我说明，检测结果和我的联系方式将交给卫生部门。",
    uz: "Koronavirusga test topshirishga roziman. Natija va aloqa ma’lumotlarim sog‘liqni saqlash organiga berilishi tushuntirildi.",
    ky: "Коронавируска тест тапшырууга макулмун. Жыйынтык жана байланыш маалыматым саламаттык сактоо органына берилери түшүндүрүлдү.",
  },
  consentAgeYears: 16,
  pcrDueMs: 6 * hour,
  slipValidMs: 72 * hour,
};

/** What central is told of the border: the rules, and the forms that they name. JSON as it stands. */
export const demoHealth: { readonly rules: HealthRules; readonly forms: readonly Form[] } = { rules, forms: [arrivalForm] };
