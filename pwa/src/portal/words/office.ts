import type { Draft, OwnApplications } from "@beket/api";
import { formatCountIn, words, type Words } from "../../i18n/index.ts";

const counted = (count: number, kk: string, ru: string, en: string): Words =>
  words(`${kk}: ${formatCountIn(count, "kk")}`, `${ru}: ${formatCountIn(count, "ru")}`, `${en}: ${formatCountIn(count, "en")}`);

/** Words of an organisation's office: its applications, drafts, people who prepare, and consents. */
export const office = {
  section: words("Ұйым кабинеті", "Кабинет", "Organisation"),
  heading: words("Ұйым кабинеті", "Кабинет организации", "The organisation"),
  refresh: words("Жаңарту", "Обновить", "Refresh"),
  applications: words("Өтінімдер", "Заявления", "Applications"),
  noApplications: words("Әзірге өтінім жоқ.", "Заявлений пока нет.", "No applications yet."),
  active: (persons: number, vehicles: number) =>
    words(
      `Қолданыста: ${formatCountIn(persons, "kk")} адам, ${formatCountIn(vehicles, "kk")} көлік`,
      `Действуют: людей ${formatCountIn(persons, "ru")}, автомобилей ${formatCountIn(vehicles, "ru")}`,
      `In force: ${formatCountIn(persons, "en")} people, ${formatCountIn(vehicles, "en")} vehicles`,
    ),
  changes: (count: number) => counted(count, "Өзгерістер", "Изменений", "Changes"),
  change: words("Тізімді өзгерту", "Изменить список", "Change the roster"),
  drafts: words("Жобалар", "Черновики", "Drafts"),
  noDrafts: words("Жоба жоқ.", "Черновиков нет.", "No drafts."),
  newDraft: words("Жаңа өтінім дайындау", "Подготовить новое заявление", "Prepare a new application"),
  newTitle: (day: string) => words(`Өтінім, ${day}`, `Заявление от ${day}`, `Application of ${day}`),
  changeTitle: (day: string) => words(`Тізім өзгерісі, ${day}`, `Изменение списка от ${day}`, `Change of the roster, ${day}`),
  title: words("Жобаның атауы", "Название черновика", "Name of the draft"),
  lastBy: (person: string, time: string) => words(`${person}, ${time}`, `${person}, ${time}`, `${person}, ${time}`),
  rows: (persons: number, vehicles: number, remove: number) =>
    words(
      `+${persons} адам, +${vehicles} көлік, −${remove}`,
      `+${persons} чел., +${vehicles} авто, −${remove}`,
      `+${persons} people, +${vehicles} vehicles, −${remove}`,
    ),
  open: words("Ашу", "Открыть", "Open"),
  sign: words("Қарап, қол қою", "Посмотреть и подписать", "Look and sign"),
  discard: words("Жою", "Удалить", "Discard"),
  discardAsk: words(
    "Жоба біржола жойылады. Жалғастырасыз ба?",
    "Черновик исчезнет навсегда. Удалить?",
    "The draft is gone for good. Discard it?",
  ),
  preparers: words("Кім дайындай алады", "Кто может готовить", "Who may prepare"),
  preparersText: words(
    "Бұл адамдар өз ЭЦҚ кілтімен кіріп, жоба дайындайды. Қол қоя алмайды.",
    "Эти люди входят своим ключом ЭЦП и готовят черновики. Подписывать они не могут.",
    "These people sign in with their own key and prepare drafts. They cannot sign them.",
  ),
  preparerIin: words("ЖСН", "ИИН", "IIN"),
  preparerName: words("Аты-жөні", "ФИО", "Full name"),
  addPreparer: words("Қосу", "Добавить", "Add"),
  removePreparer: (name: string) => words(`Алып тастау: ${name}`, `Убрать: ${name}`, `Remove: ${name}`),
  noPreparers: words("Ешкім аталмаған.", "Никто не назначен.", "Nobody is named."),
  iinWrong: words(
    "ЖСН-де қате бар: жеке куәлікпен салыстырыңыз.",
    "В ИИН ошибка: сверьте с удостоверением.",
    "The IIN has a mistake: compare it with the identity card.",
  ),
  consents: words("Келісімдер", "Согласия", "Consents"),
  toConsents: words("Келісімдерді ашу", "Открыть согласия", "Open the consents"),
  consentCounts: (given: number, received: number) =>
    words(
      `Берілген: ${formatCountIn(given, "kk")}, алынған: ${formatCountIn(received, "kk")}`,
      `Выдано: ${formatCountIn(given, "ru")}, получено: ${formatCountIn(received, "ru")}`,
      `Given: ${formatCountIn(given, "en")}, received: ${formatCountIn(received, "en")}`,
    ),
  back: words("Кабинетке оралу", "В кабинет", "Back to the organisation"),
} as const;

export const draftStateWords: Readonly<Record<Draft["state"], Words>> = {
  editing: words("Дайындалуда", "Готовится", "Being prepared"),
  ready: words("Басшыны күтуде", "Ждёт руководителя", "Waits for the head"),
  signed: words("Қол қойылды", "Подписан", "Signed"),
  discarded: words("Жойылды", "Удалён", "Discarded"),
};
export const draftKindWords: Readonly<Record<Draft["kind"], Words>> = {
  application: words("Жаңа өтінім", "Новое заявление", "New application"),
  change: words("Тізім өзгерісі", "Изменение списка", "Change of a roster"),
};
export const applicationStateWords: Readonly<Record<OwnApplications["applications"][number]["state"], Words>> = {
  issued: words("Берілді", "Выдано", "Issued"),
  "partly-issued": words("Бір бөлігі берілді", "Выдано частично", "Partly issued"),
  refused: words("Берілмеді", "Отказано", "Refused"),
  waiting: words("Қолтаңба тексерілуде", "Подпись проверяется", "Signature being checked"),
  pending: words("Ұйым тексерілуде", "Организация проверяется", "Organisation being checked"),
  revoked: words("Кері қайтарылды", "Отозвано", "Revoked"),
  expired: words("Мерзімі өтті", "Истекло", "Expired"),
};

/** A draft under somebody's hands. */
export const drafting = {
  saved: (time: string) => words(`Серверде сақталды: ${time}`, `Сохранено на сервере: ${time}`, `Saved on the server: ${time}`),
  unsaved: words("Сақталмаған өзгерістер бар", "Есть несохранённые изменения", "There are unsaved changes"),
  saving: words("Сақталуда…", "Сохраняется…", "Saving…"),
  failed: words("Сақталмады", "Не сохранено", "Not saved"),
  saveNow: words("Қазір сақтау", "Сохранить сейчас", "Save now"),
  conflictTitle: words("Бұл жобаны басқа адам өзгертті", "Этот черновик изменил другой человек", "Somebody else changed this draft"),
  conflictText: (person: string, time: string) =>
    words(
      `${person} оны ${time} сақтаған. Қай нұсқасы қалсын?`,
      `${person} сохранил(а) его ${time}. Какую версию оставить?`,
      `${person} saved it at ${time}. Which version shall stay?`,
    ),
  conflictCounts: (mine: string, theirs: string) =>
    words(`Сізде: ${mine}. Олардікі: ${theirs}.`, `У вас: ${mine}. У них: ${theirs}.`, `Yours: ${mine}. Theirs: ${theirs}.`),
  takeTheirs: words("Олардікін алу", "Взять их версию", "Take theirs"),
  keepMine: words("Менікін қалдыру", "Оставить мою", "Keep mine"),
  handOver: words("Басшыға беру", "Передать руководителю", "Hand to the head"),
  handOverLead: words(
    "Басшы сілтемені ашып, кіріп, өзгерістерді көріп, қол қояды. Сілтемеде адамдар туралы ештеңе жоқ.",
    "Руководитель откроет ссылку, войдёт, увидит изменения и подпишет. В ссылке нет данных о людях.",
    "The head opens the link, signs in, sees the difference and signs. The link holds nothing about people.",
  ),
  ready: words("Дайын, басшыға беру", "Готово, передать руководителю", "It is ready: hand it over"),
  takeBack: words("Түзетуге қайтару", "Вернуть для исправления", "Take it back to mend"),
  link: words("Басшыға арналған сілтеме", "Ссылка для руководителя", "Link for the head"),
  copyLink: words("Сілтемені көшіру", "Скопировать ссылку", "Copy the link"),
  qr: words("Сілтеменің QR коды", "QR-код ссылки", "The link as a QR code"),
  locked: words(
    "Жоба басшыға берілген: өзгерту үшін оны қайтарыңыз.",
    "Черновик передан руководителю: чтобы изменить, верните его.",
    "The draft is with the head: take it back to change it.",
  ),
  signedAlready: words("Бұл жобаға қол қойылған.", "Этот черновик уже подписан.", "This draft is signed already."),
  empty: words("Жобада өзгеріс жоқ.", "В черновике нет изменений.", "The draft changes nothing."),
  present: words("Қазіргі тізім", "Нынешний список", "The present roster"),
  presentLead: words(
    "Кететіндерді белгілеңіз, жаңаларын төменде қосыңыз. Қол қойылатыны — тек айырма.",
    "Отметьте тех, кто уходит, новых добавьте ниже. Подписывается только разница.",
    "Mark who goes and add who comes below. Only the difference is signed.",
  ),
  search: words("Іздеу: аты, нөмірі", "Поиск: имя, номер", "Search: name, number"),
  shown: (count: number, all: number) =>
    words(
      `${formatCountIn(all, "kk")} ішінен ${formatCountIn(count, "kk")}`,
      `${formatCountIn(count, "ru")} из ${formatCountIn(all, "ru")}`,
      `${formatCountIn(count, "en")} of ${formatCountIn(all, "en")}`,
    ),
  goes: (name: string) => words(`Кетеді: ${name}`, `Уходит: ${name}`, `Goes: ${name}`),
  going: (count: number) => counted(count, "Кететіндер", "Уходят", "Going"),
  reason: words("Неге кетеді", "Почему уходят", "Why they go"),
  reasonMissing: words("Себебін таңдаңыз.", "Выберите причину.", "Choose the reason."),
  coming: words("Жаңалары", "Новые", "Those who come"),
  newTerms: words("Шарттары", "Условия", "Terms"),
  keepTerms: words("Қазіргідей қалады", "Остаются прежними", "Stay as they are"),
  otherTerms: words("Жаңа мерзім, күндер немесе орындар", "Новый срок, дни или места", "New dates, days or places"),
} as const;

/** What the head sees before signing. */
export const headWords = {
  heading: words("Қол қою", "Подпись", "Signature"),
  lead: (person: string, time: string) =>
    words(`Дайындаған: ${person}, ${time}`, `Подготовил(а): ${person}, ${time}`, `Prepared by ${person}, ${time}`),
  difference: words("Не өзгереді", "Что изменится", "What changes"),
  add: words("Келеді", "Придут", "Comes"),
  remove: words("Кетеді", "Уйдут", "Goes"),
  before: words("Қазір", "Сейчас", "Now"),
  after: words("Кейін", "После", "After"),
  cap: (taken: number, cap: number) =>
    words(
      `Адамдар шегі: ${formatCountIn(cap, "kk")} ішінен ${formatCountIn(taken, "kk")}`,
      `Людей: ${formatCountIn(taken, "ru")} из разрешённых ${formatCountIn(cap, "ru")}`,
      `People: ${formatCountIn(taken, "en")} of the ${formatCountIn(cap, "en")} allowed`,
    ),
  overCap: words(
    "Шектен асады: соңғы жолдарға рұқсат берілмейді.",
    "Больше разрешённого: последним строкам откажут.",
    "Over what is allowed: the last rows will be refused.",
  ),
  noCap: words(
    "Ұйым базада жоқ: шек тексеруден кейін белгілі болады.",
    "Организации нет в базе: предел станет известен после проверки.",
    "The organisation is not in the base: what is allowed is known after the check.",
  ),
  who: words("Кім нақты", "Кто именно", "Who exactly"),
  comes: words("Келеді", "Приходит", "Comes"),
  goes: words("Кетеді", "Уходит", "Goes"),
  notHead: words(
    "Бұл жобаға тек бірінші басшы қол қоя алады. Оған осы сілтемені жіберіңіз.",
    "Подписать может только первый руководитель. Отправьте ему эту ссылку.",
    "Only the first head can sign this. Send them this link.",
  ),
  notReady: words(
    "Жоба әлі дайындалуда. Дайындаушы оны сізге бергенде, осы сілтеме ашылады.",
    "Черновик ещё готовится. Ссылка откроется, когда его передадут вам.",
    "The draft is still being prepared. The link opens when it is handed to you.",
  ),
  faults: (count: number) =>
    words(
      `${formatCountIn(count, "kk")} жерді түзету керек: жобаны дайындаушыға қайтарыңыз.`,
      `Нужно исправить мест: ${formatCountIn(count, "ru")}. Верните черновик тому, кто готовил.`,
      `${formatCountIn(count, "en")} places need mending: give the draft back to whoever prepared it.`,
    ),
  giveBack: words("Түзетуге қайтару", "Вернуть на исправление", "Give it back"),
  notFound: words(
    "Мұндай жоба жоқ немесе ол басқа ұйымдікі. Ұйымды ауыстырып көріңіз.",
    "Такого черновика нет, или он другой организации. Попробуйте выбрать другую организацию.",
    "There is no such draft, or it is another organisation's. Try choosing another organisation.",
  ),
} as const;

export const consentWords = {
  heading: words("Келісімдер", "Согласия", "Consents"),
  lead: words(
    "Басқа ұйым сіздің көлігіңізді не қызметкеріңізді өз өтініміне қосу үшін сіздің келісіміңіз керек. Оған басшы қол қояды.",
    "Чтобы другая организация включила ваш автомобиль или работника в своё заявление, нужно ваше согласие. Его подписывает руководитель.",
    "For another organisation to name your vehicle or worker in its application it needs your consent. The head signs it.",
  ),
  given: words("Біз бергендер", "Выданные нами", "Given by us"),
  received: words("Бізге берілгендер", "Полученные нами", "Given to us"),
  none: words("Жоқ.", "Нет.", "None."),
  fresh: words("Жаңа келісім", "Новое согласие", "New consent"),
  to: words("Кімге (БСН)", "Кому (БИН)", "To whom (BIN)"),
  toWrong: words("БСН не ЖСН дұрыс емес.", "Это не БИН и не ИИН.", "This is neither a BIN nor an IIN."),
  from: words("Бірінші күн", "Первый день", "First day"),
  until: words("Соңғы күн", "Последний день", "Last day"),
  daysWrong: words("Күндерді тексеріңіз.", "Проверьте даты.", "Check the days."),
  rows: words("Көліктер мен адамдар", "Автомобили и люди", "Vehicles and people"),
  rowsHint: words(
    "Әр жолда бір көлік нөмірі, немесе аты-жөні мен ЖСН.",
    "В каждой строке госномер либо ФИО и ИИН.",
    "One plate a line, or a name with an IIN.",
  ),
  rowsWrong: words(
    "Кемінде бір жол керек, танылмаған жол болмасын.",
    "Нужна хотя бы одна строка, и все должны быть распознаны.",
    "At least one line is needed, and each must be understood.",
  ),
  prepare: words("Құжатты әзірлеу", "Подготовить документ", "Prepare the document"),
  withdraw: words("Келісімді қайтарып алу", "Отозвать согласие", "Withdraw the consent"),
  withdrawNote: (count: number) =>
    words(
      `Онымен бірге ${formatCountIn(count, "kk")} рұқсат тоқтайды.`,
      `Вместе с ним прекратятся разрешения: ${formatCountIn(count, "ru")}.`,
      `${formatCountIn(count, "en")} permits end with it.`,
    ),
  state: {
    active: words("Күшінде", "Действует", "In force"),
    withdrawn: words("Қайтарып алынды", "Отозвано", "Withdrawn"),
    expired: words("Мерзімі өтті", "Истекло", "Expired"),
    refused: words("Қабылданбады", "Отказано", "Refused"),
    waiting: words("Қолтаңба тексерілуде", "Подпись проверяется", "Signature being checked"),
  },
  done: words("Дайын", "Готово", "Done"),
} as const;
