import { words } from "../../i18n/index.ts";

/** Words of the page around the steps, and of calls that failed. */
export const frame = {
  citizens: words("Азаматқа", "Гражданам", "For citizens"),
  title: words("Рұқсаттар порталы", "Портал разрешений", "Permit portal"),
  skip: words("Мазмұнға өту", "Перейти к содержанию", "Skip to the content"),
  sections: words("Бөлімдер", "Разделы", "Sections"),
  apply: words("Өтінім", "Заявление", "Apply"),
  status: words("Өтінімдерім", "Мои заявления", "My applications"),
  revoke: words("Кері қайтару", "Отзыв", "Revoke"),
  notices: words("Хабарландырулар", "Объявления", "Notices"),
  newRules: (time: string) => words(`Жаңа ережелер: ${time} бастап`, `Новые правила: с ${time}`, `New rules from ${time}`),
  massRevocation: (time: string) =>
    words(`Рұқсаттар ${time} кері қайтарылады`, `Разрешения отзываются: ${time}`, `Permits are revoked at ${time}`),
  office: words("Кабинет", "Кабинет", "Organisation"),
  back: words("Артқа", "Назад", "Back"),
  next: words("Жалғастыру", "Продолжить", "Continue"),
  retry: words("Қайталау", "Повторить", "Try again"),
  copy: words("Көшіру", "Скопировать", "Copy"),
  copied: words("Көшірілді", "Скопировано", "Copied"),
  copyFailed: words(
    "Көшірілмеді: мәтінді қолмен белгілеңіз",
    "Не скопировано: выделите текст вручную",
    "Not copied: select the text by hand",
  ),
  print: words("Басып шығару", "Распечатать", "Print"),
  save: words("Файлға сақтау", "Сохранить в файл", "Save to a file"),
  remove: words("Жою", "Удалить", "Remove"),
  cancel: words("Болдырмау", "Отмена", "Cancel"),
  working: words("Күте тұрыңыз…", "Подождите…", "Please wait…"),
  loading: words("Ережелер жүктелуде…", "Загружаются правила…", "Loading the rules…"),
  notKept: words(
    "Бұл браузер толтырылғанды сақтамайды: бетті жапсаңыз, енгізілгені жоғалады.",
    "Этот браузер не сохраняет черновик: если закрыть страницу, введённое пропадёт.",
    "This browser does not keep the draft: what you typed is lost when the page closes.",
  ),
  keptHere: words("Толтырылғаны осы браузерде сақталады", "Черновик хранится в этом браузере", "The draft is kept in this browser"),
  emergency: words(
    "Жедел жәрдемге, өрт сөндірушілерге және жүк көліктеріне рұқсат керек емес: олар бекеттен құжатымен өтеді.",
    "Скорой помощи, пожарным и грузовому транспорту разрешение не нужно: они проезжают по документам.",
    "Ambulances, fire crews and cargo need no permit: they pass by their documents.",
  ),
} as const;

export const calls = {
  network: words(
    "Серверге қосылу мүмкін болмады. Байланысты тексеріңіз.",
    "Нет связи с сервером. Проверьте подключение.",
    "The server cannot be reached. Check the connection.",
  ),
  late: words("Сервер уақытында жауап бермеді.", "Сервер не ответил вовремя.", "The server did not answer in time."),
  unreadable: words("Сервердің жауабы түсініксіз.", "Ответ сервера непонятен.", "The server's answer cannot be understood."),
} as const;

export const offer = {
  draftTitle: words("Аяқталмаған өтінім бар", "Есть незаконченное заявление", "There is an unfinished application"),
  draftText: words(
    "Оны осы браузер сақтап қалды. Жалғастырасыз ба?",
    "Его сохранил этот браузер. Продолжить?",
    "This browser kept it. Would you like to go on with it?",
  ),
  resume: words("Жалғастыру", "Продолжить", "Go on"),
  discard: words("Жаңасын бастау", "Начать новое", "Start afresh"),
  unsentTitle: words(
    "Қол қойылған өтінімнің жауабы келмеген",
    "На подписанное заявление не пришёл ответ",
    "A signed application has had no answer",
  ),
  unsentText: words(
    "Байланыс үзілген болуы мүмкін. Сол құжатты қайта жібереміз: ол бір-ақ рет есепке алынады.",
    "Возможно, прервалась связь. Отправим тот же документ ещё раз: учтён он будет один раз.",
    "The connection may have broken. The same document is sent again; it is counted once.",
  ),
  sendNow: words("Қазір жіберу", "Отправить сейчас", "Send it now"),
} as const;

export const steps = {
  label: words("Қадамдар", "Шаги", "Steps"),
  of: (step: number, count: number) => words(`${step}-қадам, барлығы ${count}`, `Шаг ${step} из ${count}`, `Step ${step} of ${count}`),
  organisation: words("Ұйым", "Организация", "Organisation"),
  terms: words("Шарттары", "Условия", "Terms"),
  roster: words("Тізім", "Список", "Roster"),
  review: words("Қол қою", "Подпись", "Signature"),
  result: words("Нәтиже", "Результат", "Result"),
  handOver: words("Басшыға", "Руководителю", "To the head"),
} as const;
