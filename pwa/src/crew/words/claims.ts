import { type Words, words } from "../../i18n/index.ts";

/** Words of what went another way than on this tablet. */
export const claimWords = {
  lostTitle: (site: string): Words =>
    words(`${site}: нысанды басқа бригада алды`, `${site}: объект взяла другая бригада`, `${site}: another crew has it`),
  lostTo: (crew: string, at: string): Words =>
    words(`${crew} оны бұрын алған: ${at}.`, `${crew} взяла его раньше, в ${at}.`, `${crew} claimed it first, at ${at}.`),
  lostToNobody: words("Ереже бойынша нысан басқа бригадада.", "По правилу объект за другой бригадой.", "By the rule another crew has it."),
  workExtra: words(
    "Жұмысыңыз сақталады: жазба қалады, қосымша болып есептеледі.",
    "Ваша работа сохранена: запись остаётся и считается дополнительной.",
    "Your work is kept: the record stays, it counts as extra.",
  ),
  workCounts: words(
    "Жұмысыңыз сақталады: жазба қалады және тексеріледі.",
    "Ваша работа сохранена: запись остаётся и будет проверена.",
    "Your work is kept: the record stays and will be checked.",
  ),
  workOpen: words(
    "Басталған жұмысыңыз сақталады. Тапсыра аласыз: екінші бригада да жасаса, біреуі қосымша болып есептеледі.",
    "Начатая работа сохранена. Её можно сдать: если её сделает и вторая бригада, одна из двух считается дополнительной.",
    "The work you began is kept. You can report it: if both crews do it, one of the two counts as extra.",
  ),
  nothingLost: words("Ештеңе жоғалған жоқ.", "Ничего не потеряно.", "Nothing is lost."),
  understood: words("Түсінікті", "Понятно", "Understood"),
  nextSite: (name: string): Words => words(`Келесі: ${name}`, `Следующий: ${name}`, `Next: ${name}`),
  refusedTitle: words("Ноутбук қабылдамады", "Ноутбук не принял", "The laptop did not accept it"),
  facts: {
    "site-claim": words("Нысанды алу", "Взятие объекта", "Claim"),
    "site-completion": words("Атқарылған жұмыс", "Выполненная работа", "Work done"),
    "site-validation": words("Тексеру", "Проверка", "Check"),
    "site-refusal": words("Кіре алмау", "Нет доступа", "No access"),
    evidence: words("Сурет не жол", "Фото или путь", "Photo or track"),
  },
  sendAgain: words("Қайта жіберу", "Отправить снова", "Send again"),
  putAway: words("Алып қою", "Убрать", "Put away"),
  evidenceFull: words(
    "Ноутбукта суретке орын қалмады. Жұмыс қабылданады, файл осы планшетте тұрады. Бекет басшысына айтыңыз, орын босағанда қайта жіберіңіз.",
    "На ноутбуке нет места для фото. Работа принимается, файл остаётся на этом планшете. Сообщите старшему поста и отправьте снова, когда место будет.",
    "The laptop has no room for photos. The work is taken, the file stays on this tablet. Tell the post's supervisor and send again once there is room.",
  ),
  otherReason: (code: string): Words =>
    words(
      `Себебі: ${code}. Қайта жіберіңіз; қайталанса, бекет басшысына айтыңыз.`,
      `Причина: ${code}. Отправьте снова; если повторится, сообщите старшему поста.`,
      `Reason: ${code}. Send again; if it comes back, tell the post's supervisor.`,
    ),
} as const;
