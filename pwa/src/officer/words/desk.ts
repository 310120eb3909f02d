import type { ReferralView } from "@beket/api";
import { type Words, words } from "../../i18n/index.ts";
import type { RecordKind } from "../../outbox/record.ts";

/** Words of the referral list, the queue, the post's state and the scanner. */
export const deskWords = {
  lastNumbers: words("Соңғы нөмірлер", "Последние номера", "Last numbers"),
  referrals: words("Бағыттаулар", "Направления", "Referrals"),
  noReferrals: words("Ашық бағыттаулар жоқ", "Открытых направлений нет", "No open referrals"),
  referralsAway: words(
    "Тізімді алу үшін ноутбукпен байланыс керек",
    "Для списка нужна связь с ноутбуком",
    "The list needs a link to the laptop",
  ),
  take: words("Қабылдау", "Взять", "Take"),
  takenBy: (who: string): Words => words(`Қабылдады: ${who}`, `Взял: ${who}`, `Taken by ${who}`),
  openedBy: (who: string): Words => words(`Бағыттады: ${who}`, `Направил: ${who}`, `Referred by ${who}`),
  states: {
    opened: words("Күтуде", "Ждёт", "Waiting"),
    taken: words("Жұмыста", "В работе", "In hand"),
    resolved: words("Шешілді", "Решено", "Resolved"),
  } satisfies Record<ReferralView["state"], Words>,
  resolve: words("Шешім", "Решение", "Outcome"),
  outcomes: {
    admitted: words("Өткізілді", "Пропущен", "Admitted"),
    "turned-back": words("Кері қайтарылды", "Развёрнут", "Turned back"),
    "to-medic": words("Медикке берілді", "Передан медику", "To the medic"),
    detained: words("Ұсталды", "Задержан", "Detained"),
  } satisfies Record<NonNullable<ReferralView["outcome"]>, Words>,
  recordKinds: {
    check: words("Тексеру", "Проверка", "Check"),
    passage: words("Өту", "Проезд", "Passage"),
    refusal: words("Бас тарту", "Отказ", "Refusal"),
    referral: words("Бағыттау", "Направление", "Referral"),
    take: words("Қабылдау", "Приём", "Take"),
    resolve: words("Шешім", "Решение", "Outcome"),
    queue: words("Кезек саны", "Счёт очереди", "Queue count"),
    fact: words("Жазба", "Запись", "Entry"),
    evidence: words("Сурет не жол", "Фото или путь", "Photo or track"),
  } satisfies Record<RecordKind, Words>,
  aloneWhat: words(
    "Ноутбукпен байланыс жоқ. Планшет санат бойынша ғана өткізе алады, қалғаны басшыға бағытталады. Жазбалар сақталып, кейін жіберіледі.",
    "Нет связи с ноутбуком. Планшет пропускает только по категории, остальных — к старшему. Записи хранятся и уйдут позже.",
    "No link to the laptop. The tablet admits by category only; everything else is referred. Records are kept and sent later.",
  ),
  scanWhat: words("QR, штрихкод, жеке куәліктің артқы беті", "QR, штрихкод, оборот удостоверения", "QR, barcode, the back of an ID card"),
} as const;
