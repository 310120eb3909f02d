import type { ApplicationView } from "@beket/api";
import { formatCountIn, words, type Words } from "../../i18n/index.ts";

export const result = {
  heading: {
    issued: words("Рұқсаттар берілді", "Разрешения выданы", "The permits are issued"),
    "partly-issued": words("Рұқсаттардың бір бөлігі берілді", "Выдана часть разрешений", "Some of the permits are issued"),
    refused: words("Рұқсат берілмеді", "В разрешениях отказано", "The permits are refused"),
    waiting: words("Қолтаңба тексерілуде", "Подпись проверяется", "The signature is being checked"),
    pending: words("Ұйым тексерілуде", "Организация проверяется", "The organisation is being checked"),
  } satisfies Record<ApplicationView["state"], Words>,
  lead: {
    issued: words(
      "Олар бекеттерге жеткізілуде; ештеңе басып шығарудың қажеті жоқ.",
      "Они передаются на посты; печатать ничего не нужно.",
      "They are on their way to the posts; nothing has to be printed.",
    ),
    "partly-issued": words(
      "Берілмеген жолдардың себебі төменде.",
      "Причины по остальным строкам — ниже.",
      "The reasons for the other rows are below.",
    ),
    refused: words("Себебі төменде.", "Причина — ниже.", "The reason is below."),
    waiting: words(
      "Куәландырушы орталықтың мәліметі әлі келмеді. Ол келгенде шешім өзі шығады; қайта қол қоюдың керегі жоқ.",
      "Сведения удостоверяющего центра ещё не получены. Решение появится само; подписывать снова не нужно.",
      "The certification authority's data have not come yet. The decision follows by itself; there is no need to sign again.",
    ),
    pending: words(
      "Қолтаңба дұрыс. Ұйым салық базасында әлі жоқ; тіркеуші растағанда немесе база жаңарғанда шешім өзі шығады.",
      "Подпись верна. Организации ещё нет в базе налоговой; решение появится само, когда её подтвердит регистратор или обновится база.",
      "The signature stands. The organisation is not in the tax base yet; the decision follows by itself when a registrar confirms it or the base is renewed.",
    ),
  } satisfies Record<ApplicationView["state"], Words>,
  until: (time: string) => words(`Шешім ең кеші: ${time}`, `Решение — не позднее: ${time}`, `Decision at the latest: ${time}`),
  attempts: (count: number, next: string) =>
    words(
      `Сұралды: ${formatCountIn(count, "kk")} рет. Келесі сұрау: ${next}`,
      `Запросов: ${formatCountIn(count, "ru")}. Следующий: ${next}`,
      `Asked so far: ${formatCountIn(count, "en")}. Next: ${next}`,
    ),
  notYetKnown: words(
    "Сертификаттың кері қайтарылған-қайтарылмағаны әлі белгісіз; ол белгілі болмайынша рұқсат берілмейді.",
    "Отозван ли сертификат, пока неизвестно; до тех пор разрешение не выдаётся.",
    "Whether the certificate is revoked is not known yet; until it is, no permit is issued.",
  ),
  refresh: words("Жаңарту", "Обновить", "Refresh"),
  reasons: words("Себептері", "Причины", "Reasons"),
  received: words("Қабылданды", "Принято", "Received"),
  ledger: words("Рұқсат түрі", "Вид разрешения", "Kind of permit"),
  issuedCount: (count: number, all: number) =>
    words(
      `Берілгені: ${formatCountIn(all, "kk")} ішінен ${formatCountIn(count, "kk")}`,
      `Выдано: ${formatCountIn(count, "ru")} из ${formatCountIn(all, "ru")}`,
      `Issued: ${formatCountIn(count, "en")} of ${formatCountIn(all, "en")}`,
    ),
  permits: words("Рұқсаттар", "Разрешения", "Permits"),
  row: words("Кімге", "Кому", "For"),
  number: words("Рұқсат нөмірі", "Номер разрешения", "Permit number"),
  outcome: words("Шешім", "Решение", "Decision"),
  state: {
    active: words("Жарамды", "Действует", "Valid"),
    revoked: words("Кері қайтарылды", "Отозвано", "Revoked"),
    expired: words("Мерзімі өтті", "Истекло", "Expired"),
    refused: words("Берілмеді", "Отказ", "Refused"),
  } satisfies Record<ApplicationView["permits"][number]["state"], Words>,
  filter: words("Жолдар", "Строки", "Rows"),
  filters: {
    all: words("Барлығы", "Все", "All"),
    issued: words("Берілгені", "Выданные", "Issued"),
    refused: (count: number) =>
      words(
        `Берілмегені (${formatCountIn(count, "kk")})`,
        `Отказы (${formatCountIn(count, "ru")})`,
        `Refused (${formatCountIn(count, "en")})`,
      ),
  },
  reason: words("Себебі және не істеу керек", "Причина и что делать", "Reason and what to do"),
  exportDecision: words("Шешімді файлға сақтау", "Сохранить решение в файл", "Save the decision to a file"),
  changed: (revoked: number, amended: number) =>
    words(
      `Кері қайтарылды: ${formatCountIn(revoked, "kk")}, шарттары өзгерді: ${formatCountIn(amended, "kk")}`,
      `Отозвано: ${formatCountIn(revoked, "ru")}, изменены условия: ${formatCountIn(amended, "ru")}`,
      `Revoked: ${formatCountIn(revoked, "en")}, terms changed: ${formatCountIn(amended, "en")}`,
    ),
  copyNumbers: words("Нөмірлерді көшіру", "Скопировать номера", "Copy the numbers"),
  codeTitle: words("Мәртебе кодын сақтап қойыңыз", "Сохраните код статуса", "Keep the status code"),
  codeText: words(
    "Осы код арқылы өтінім күйін кез келген компьютерден көре аласыз. Код бір рет көрсетіледі; кімде болса, сол көре алады.",
    "По этому коду состояние заявления видно с любого компьютера. Код показывается один раз; у кого он есть, тот и увидит.",
    "With this code the application's state can be seen from any computer. It is shown once; whoever has it can look.",
  ),
  otherKey: words("Басқа кілтпен қол қою", "Подписать другим ключом", "Sign with another key"),
  changeDraft: words("Өтінімді түзету", "Исправить заявление", "Change the application"),
  startOver: words("Жаңа өтінім", "Новое заявление", "New application"),
  toRevoke: words("Рұқсаттарды кері қайтару", "Отозвать разрешения", "Revoke permits"),
} as const;

const rowCodes: Readonly<Record<string, Words>> = {
  "row.identifier-invalid": words(
    "Нөмірі танылмады: жолды түзетіп, қайта өтінім беріңіз.",
    "Номер не распознан: исправьте строку и подайте снова.",
    "The number is not valid: mend the row and apply again.",
  ),
  "row.duplicate": words(
    "Тізімде екі рет тұр: бір рет беріледі.",
    "Стоит в списке дважды: выдаётся одно.",
    "Stands twice in the list: one permit is issued.",
  ),
  "row.already-permitted": words(
    "Дәл осындай рұқсаты бар: жаңасы керек емес.",
    "Такое разрешение уже есть: новое не нужно.",
    "Has the same permit already: no new one is needed.",
  ),
  "row.over-headcount": words(
    "Ұйымға берілетін рұқсаттар саны таусылды. Керек емес рұқсатты кері қайтарып, қайта өтінім беріңіз.",
    "Число разрешений организации исчерпано. Отзовите ненужные и подайте снова.",
    "The organisation's number of permits is used up. Revoke those not needed and apply again.",
  ),
  "row.group-incomplete": words(
    "Тобындағы бір жолға рұқсат берілмеді, ал топ тек бірге өтеді.",
    "Одной строке группы отказано, а группа проезжает только вместе.",
    "A row of its group is refused, and the group passes only together.",
  ),
  "row.consent-missing": words(
    "Иесінің келісімі жоқ: сол ұйымның басшысы порталда келісімге қол қойған соң, жолды қайта жіберіңіз.",
    "Нет согласия владельца: когда его руководитель подпишет согласие на портале, подайте строку снова.",
    "The owner has not consented: once the head of that firm has signed a consent on the portal, apply for this row again.",
  ),
  "row.group-invalid": words("Топ дұрыс көрсетілмеген.", "Группа указана неверно.", "The group is not stated correctly."),
};

export const rowCodeWords = (code: string): Words =>
  rowCodes[code] ??
  words(
    "Бұл жолға рұқсат берілмеді. 1308 нөміріне хабарласыңыз.",
    "Этой строке отказано. Позвоните по номеру 1308.",
    "This row is refused. Call 1308.",
  );

export const status = {
  heading: words("Менің өтінімдерім", "Мои заявления", "My applications"),
  code: words("Мәртебе коды", "Код статуса", "Status code"),
  codeHint: words("Өтінім берілгенде көрсетілген код", "Код, показанный при подаче заявления", "The code shown when you applied"),
  codeInvalid: words("Код толық емес немесе қате жазылған.", "Код неполный или записан с ошибкой.", "The code is incomplete or mistyped."),
  open: words("Ашу", "Открыть", "Open"),
  here: words("Осы браузерден берілгендер", "Отправленные из этого браузера", "Sent from this browser"),
  none: words("Бұл браузерден өтінім берілмеген.", "Из этого браузера заявлений не было.", "No application was sent from this browser."),
  rows: (count: number) =>
    words(`${formatCountIn(count, "kk")} жол`, `Строк: ${formatCountIn(count, "ru")}`, `${formatCountIn(count, "en")} rows`),
  forget: words("Тізімнен алу", "Убрать из списка", "Remove from the list"),
  opening: words("Ашылуда…", "Открываем…", "Opening…"),
  back: words("Тізімге оралу", "К списку", "Back to the list"),
  noNames: words(
    "Мұнда аты-жөні мен нөмірлер сақталмайды.",
    "Имена и номера людей здесь не хранятся.",
    "No names or numbers of people are kept here.",
  ),
} as const;
