import type { Outcome } from "@beket/domain";
import { pluralRu, type Words, words } from "../../i18n/index.ts";
import type { Act, StuckWhy } from "../check/flow.ts";

/** Words of the verdict and of what follows it. The verdict words themselves are the domain's. */
export const verdictWords = {
  orders: {
    ALLOW: words("Өткізіңіз", "Пропустите", "Let pass"),
    REFER: words("Ауысым басшысына бағыттаңыз", "Направьте к старшему смены", "Refer to the shift supervisor"),
    DENY: words("Өткізбеңіз", "Не пропускайте", "Do not let pass"),
  } satisfies Record<Outcome, Words>,
  mendFirst: words("Анықтап, қайта тексеріңіз", "Уточните и проверьте снова", "Put it right and check again"),
  mainAct: {
    ALLOW: words("Өтті", "Проехал", "Passed"),
    REFER: words("Бағыттау", "Направить", "Refer"),
    DENY: words("Бас тарту", "Отказать", "Refuse"),
  } satisfies Record<Outcome, Words>,
  referInstead: words("Басшыға бағыттау", "К старшему", "Refer instead"),
  addPeople: words("Толықтыру", "Дополнить", "Add or change"),
  leave: words("Жазбасыз жабу", "Закрыть без записи", "Close, record nothing"),
  reasons: words("Себептер", "Причины", "Reasons"),
  eachSubject: words("Әрқайсысы бойынша", "По каждому", "Each of them"),
  dataAge: (age: string): Words => words(`Дерек жасы: ${age}`, `Данным ${age}`, `Data is ${age} old`),
  dataFresh: words("Дерек жаңа", "Данные свежие", "Data is up to date"),
  dataIncomplete: words("Тізілім толық емес", "Реестр неполный", "The registry is incomplete"),
  alone: words(
    "Планшет өзі шешті: байланыс жоқ, тізілім жоқ",
    "Решил сам планшет: связи нет, реестра нет",
    "Decided on this tablet: no link, no registry",
  ),
  byCamera: words("Камера тексерді", "Проверено по камере", "Checked by the camera"),
  again: {
    title: words("Нөмірді қайта оқып, енгізіңіз", "Прочитайте номер ещё раз и введите", "Read the number again and type it"),
    why: words(
      "Бірінші оқылғаны көрсетілмейді. Тақтадан немесе құжаттан оқыңыз.",
      "Первое прочтение не показывается. Читайте с таблички или документа.",
      "The first reading is not shown. Read it from the plate or the card.",
    ),
    left: (count: number): Words => words(`Қалғаны: ${count}`, `Осталось: ${count}`, `${count} left`),
    go: words("Растау", "Подтвердить", "Confirm"),
  },
  recording: words("Жазылуда…", "Записываем…", "Recording…"),
  done: {
    passage: words("Өту жазылды", "Проезд записан", "Passage recorded"),
    refusal: words("Бас тарту жазылды", "Отказ записан", "Refusal recorded"),
    referral: words("Бағыттау жазылды", "Направление записано", "Referral recorded"),
  } satisfies Record<Act, Words>,
  kept: words("Планшетте сақталды, әлі жіберілген жоқ", "Сохранено на планшете, ещё не отправлено", "Kept on this tablet, not sent yet"),
  rejected: words(
    "Бекет ноутбугі қабылдамады. Жазба тізімде қалды.",
    "Ноутбук поста не принял. Запись осталась в списке.",
    "The post's laptop did not accept it. The record stays in the list.",
  ),
  refusalNumber: words("Бас тарту нөмірі", "Номер отказа", "Refusal number"),
  referralNumber: words("Бағыттау нөмірі", "Номер направления", "Referral number"),
  showTraveller: words("Жолаушыға көрсету", "Показать проезжающему", "Show to the traveller"),
  remedy: words("Не істеуге болады", "Что можно сделать", "What can be done"),
  hotline: words(
    "Сұрақтар мен шағым: 1308, осы нөмірді айтыңыз",
    "Вопросы и жалобы: 1308, назовите этот номер",
    "Questions and appeals: call 1308 and quote this number",
  ),
  next: words("Келесі", "Следующий", "Next"),
  stuck: {
    "no-rules": words("Ережелер жоқ: шешім шығаруға болмайды", "Нет правил: решить нельзя", "No rules yet: no decision can be made"),
    "not-durable": words(
      "Тексеру жазылмады, сондықтан шешім көрсетілмейді",
      "Проверка не записана, поэтому решение не показано",
      "The check could not be recorded, so no verdict is shown",
    ),
    "edge-refused": words("Бекет ноутбугі тексере алмады", "Ноутбук поста не смог проверить", "The post's laptop could not check"),
    "action-not-durable": words("ЖАЗЫЛМАДЫ", "НЕ ЗАПИСАНО", "NOT RECORDED"),
  } satisfies Record<StuckWhy, Words>,
  stuckNext: {
    "no-rules": words(
      "Ауысым басшысына бағыттаңыз және қағаз парақты жүргізіңіз.",
      "Направьте к старшему и ведите бумажный лист.",
      "Refer to the supervisor and use the paper sheet.",
    ),
    "not-durable": words(
      "Планшет жады толған болуы мүмкін. Қағаз парақты жүргізіп, басшыға айтыңыз.",
      "Возможно, память планшета заполнена. Ведите бумажный лист и скажите старшему.",
      "The tablet's memory may be full. Use the paper sheet and tell the supervisor.",
    ),
    "edge-refused": words(
      "Қайталаңыз. Көмектеспесе, қағаз парақты жүргізіңіз.",
      "Повторите. Если не помогло, ведите бумажный лист.",
      "Try again. If it does not help, use the paper sheet.",
    ),
    "action-not-durable": words(
      "Қайталаңыз. Көмектеспесе, қағаз параққа жазыңыз.",
      "Повторите. Если не помогло, запишите на бумажный лист.",
      "Try again. If it does not help, write it on the paper sheet.",
    ),
  } satisfies Record<StuckWhy, Words>,
  back: words("Артқа", "Назад", "Back"),
  people: (count: number): Words => words(`${count} адам`, `${count} чел.`, `${count} ${count === 1 ? "person" : "people"}`),
  seconds: (count: number): Words => words(`${count} с`, `${count} с`, `${count} s`),
  minutes: (count: number): Words => words(`${count} мин`, `${count} мин`, `${count} min`),
  passedToast: words("Өту жазылды", "Проезд записан", "Passage recorded"),
  passedKept: words("Өту планшетте сақталды", "Проезд сохранён на планшете", "Passage kept on this tablet"),
  openReferrals: (count: number): Words =>
    words(
      `Бағыттаулар: ${count}`,
      `${count} ${pluralRu(count, "направление", "направления", "направлений")}`,
      `${count} ${count === 1 ? "referral" : "referrals"}`,
    ),
} as const;
