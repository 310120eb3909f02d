import type { AppealState, RefusalRecord } from "@beket/api";
import { type Words, words } from "../../i18n/index.ts";

export const checkWords = {
  identifier: words("ЖСН, құжат немесе көлік нөмірі", "ИИН, документ или номер машины", "IIN, document or plate"),
  second: words("Рұқсаттама коды немесе рұқсат нөмірі", "Код пропуска или номер разрешения", "Code of the pass, or number of the permit"),
  secondHint: words(
    "Рұқсаттамада жазылған: 10 немесе 8 таңба",
    "Указан на пропуске: 10 или 8 знаков",
    "It is on the pass: 10 characters, or 8",
  ),
  foreign: words("Құжатты басқа ел берген", "Документ выдан другой страной", "Another country issued it"),
  country: words("Ел коды, 3 әріп (мысалы KGZ)", "Код страны, 3 буквы (например KGZ)", "Code of the country, 3 letters (for example KGZ)"),
  go: words("Тексеру", "Проверить", "Check"),
  hidden: words("Расталмады", "Не подтверждено", "Not confirmed"),
  hiddenWhy: words(
    "Екі дерек бірге сәйкес келмеді немесе рұқсат жоқ. Қайсысы екенін айтпаймыз: бұл жауап бәріне бірдей.",
    "Эти два сведения вместе не подошли, или разрешения нет. Что именно, мы не говорим: этот ответ для всех одинаков.",
    "The two facts do not fit together, or there is no permit. Which one we do not say: this answer is the same for everybody.",
  ),
  hiddenNext: words(
    "Екеуін де қайта тексеріңіз. Рұқсаттаманы жұмыс берушіңіз береді. Сұрақтар: 1308.",
    "Сверьте оба. Пропуск выдаёт работодатель. Вопросы: 1308.",
    "Compare both. Your employer hands out the pass. Questions: 1308.",
  ),
  outcomes: {
    ALLOW: words("Қазір күшінде", "Сейчас действует", "In force now"),
    REFER: words("Бекетте қосымша тексеріледі", "На посту будет дополнительная проверка", "The post will look further"),
    DENY: words("Қазір күшінде емес", "Сейчас не действует", "Not in force now"),
  },
  permit: (number: string): Words => words(`Рұқсат ${number}`, `Разрешение ${number}`, `Permit ${number}`),
  valid: words("Мерзімі", "Срок", "Valid"),
  hours: words("Күндері мен сағаттары", "Дни и часы", "Days and hours"),
  places: words("Орындары", "Места", "Places"),
  everywhere: words("Барлық бекеттер", "Все посты", "All posts"),
  noPromise: words(
    "Бекетте шешім құжат пен көлік нөмірі бойынша қабылданады.",
    "На посту решают по документу и номеру машины.",
    "At the post the document and the plate decide.",
  ),
} as const;

export const refusalWords = {
  number: words("Бас тарту не бағыттау нөмірі", "Номер отказа или направления", "Number of the refusal or referral"),
  numberHint: words("9 таңба, мысалы 7K4-2QX-9MB", "9 знаков, например 7K4-2QX-9MB", "9 characters, like 7K4-2QX-9MB"),
  numberWrong: words("Нөмірде қате бар: қайта қараңыз", "В номере ошибка: посмотрите ещё раз", "A character is wrong: look again"),
  proof: words(
    "Көлік нөмірінің, ЖСН-ның немесе құжаттың соңғы 4 таңбасы",
    "Последние 4 знака номера машины, ИИН или документа",
    "Last 4 characters of the plate, IIN or document",
  ),
  proofHint: words("Бекетте оқылғаны", "Того, что прочитали на посту", "Of what was read at the post"),
  go: words("Көру", "Показать", "Show"),
  kinds: {
    refusal: words("Өткізуден бас тартылды", "В проезде отказано", "Passage was refused"),
    referral: words("Ауысым басшысына бағытталды", "Направлено к старшему смены", "Referred to the shift supervisor"),
  } satisfies Record<RefusalRecord["kind"], Words>,
  outcomes: {
    admitted: words("Өткізілді", "Пропустили", "Let pass"),
    "turned-back": words("Кері қайтарылды", "Развернули обратно", "Turned back"),
    "to-medic": words("Медикке жіберілді", "Направили к медику", "Sent to the medic"),
    detained: words("Орнында ұсталды", "Задержали на месте", "Kept there"),
  } satisfies Record<NonNullable<RefusalRecord["outcome"]>, Words>,
  why: words("Себебі", "Почему", "Why"),
} as const;

export const appealWords = {
  title: words("Шағым беру", "Подать жалобу", "Contest it"),
  lead: words(
    "Тіркелусіз. Тіркеуші жазбаны қайта тексеріп, осы жерде жауап береді.",
    "Без регистрации. Регистратор проверит запись заново и ответит здесь.",
    "Without signing up. A registrar looks at the record again and answers here.",
  ),
  text: words("Неге келіспейсіз? (10–500 таңба)", "Почему вы не согласны? (10–500 знаков)", "Why do you disagree? (10 to 500 characters)"),
  textShort: words("Кемінде 10 таңба жазыңыз", "Напишите хотя бы 10 знаков", "Write at least 10 characters"),
  phone: words("Телефон (міндетті емес)", "Телефон (не обязательно)", "Telephone (if you like)"),
  phoneWrong: words("Тек сандар, мысалы +77011234567", "Только цифры, например +77011234567", "Digits only, like +77011234567"),
  send: words("Жіберу", "Отправить", "Send"),
  states: {
    open: words("Шағым қаралуда", "Жалоба рассматривается", "The appeal is being looked at"),
    upheld: words("Шешім өзгерген жоқ", "Решение оставлено в силе", "The decision stands"),
    overturned: words("Шағым қанағаттандырылды", "Жалоба удовлетворена", "The appeal was granted"),
  } satisfies Record<AppealState["state"], Words>,
  received: words("Берілді", "Подана", "Received"),
  answer: words("Жауап", "Ответ", "Answer"),
  comeBack: words(
    "Жауапты көру үшін осы бетке сол нөмірмен қайта кіріңіз.",
    "Чтобы увидеть ответ, откройте эту страницу с тем же номером.",
    "To see the answer, come back to this page with the same number.",
  ),
} as const;

export const applicationWords = {
  code: words("Өтінім коды (77 таңба)", "Код заявления (77 знаков)", "Code of the application (77 characters)"),
  codeWrong: words("Код толық емес немесе қате", "Код неполный или неверный", "The code is not whole, or wrong"),
  go: words("Көру", "Показать", "Show"),
  states: {
    issued: words("Барлық рұқсат берілді", "Все разрешения выданы", "All permits were issued"),
    "partly-issued": words("Рұқсаттардың бір бөлігі берілді", "Часть разрешений выдана", "Some permits were issued"),
    refused: words("Бас тартылды", "Отказано", "Refused"),
    waiting: words("Қолтаңба тексерілуде", "Подпись проверяется", "The signature is being checked"),
    pending: words("Ұйым базаға енгізілуін күтуде", "Ждёт внесения организации в базу", "Waits for the organisation to be entered"),
  },
  issued: (issued: number, all: number): Words =>
    words(`Берілген рұқсат: ${issued} / ${all}`, `Выдано разрешений: ${issued} из ${all}`, `Permits issued: ${issued} of ${all}`),
  revoked: words("Қайтарып алынған рұқсаттар", "Отозванные разрешения", "Permits that were revoked"),
  contestRevoked: (number: string): Words =>
    words(`${number} қайтарып алуға шағым`, `Обжаловать отзыв ${number}`, `Contest the revocation of ${number}`),
  contestWhole: words("Бас тартуға шағым", "Обжаловать отказ", "Contest the refusal"),
} as const;

export const lookupWords = {
  signIn: words(
    "Бұл тізім тек өзіңізге көрсетіледі. Порталда жеке ЭЦҚ-мен кіріп, осы бетке оралыңыз.",
    "Этот список виден только вам. Войдите на портале со своей ЭЦП и вернитесь на эту страницу.",
    "Only you see this list. Sign in on the portal with your own electronic signature and come back to this page.",
  ),
  toPortal: words("Порталға өту", "Перейти на портал", "Go to the portal"),
  show: words("Көрсету", "Показать", "Show"),
  none: words("Соңғы 90 күнде ешкім тексермеген", "За последние 90 дней никто не проверял", "Nobody has in the last 90 days"),
  lead: words(
    "Соңғы 90 күн. Қызметкерлердің аты айтылмайды; дұрыс емес деп ойласаңыз, 1308-ге хабарласыңыз.",
    "Последние 90 дней. Имена сотрудников не называются; если считаете проверку неправомерной, звоните 1308.",
    "The last 90 days. Officers are not named; if you think a look-up was wrong, call 1308.",
  ),
  by: {
    post: words("Бекетте", "На посту", "At a post"),
    staff: words("Орталық қызметкері", "Сотрудник центра", "Staff of the centre"),
    portal: words("Ұйым порталда", "Организация на портале", "An organisation on the portal"),
    public: words("Осы бетте", "На этой странице", "On this page"),
  },
} as const;

const purposes: Readonly<Record<string, Words>> = {
  "post-check": words("өтуді тексеру", "проверка проезда", "check of a passage"),
  camera: words("камера", "камера", "camera"),
  "explain-other-ledger": words("түсіндіру", "разъяснение", "explanation"),
  "self-check": words("өзін-өзі тексеру", "самопроверка", "self-check"),
  roster: words("тізімді қарау", "просмотр списка", "look at a roster"),
  appeal: words("шағымды қарау", "рассмотрение жалобы", "an appeal"),
  "appeal-decision": words("шағым бойынша шешім", "решение по жалобе", "decision on an appeal"),
  "who-looked": words("осы тізім", "этот список", "this list"),
  "audit-search": words("аудит", "аудит", "audit"),
};
const otherPurpose = words("басқа", "другое", "other");
export const purposeWords = (what: string): Words => purposes[what] ?? otherPurpose;
