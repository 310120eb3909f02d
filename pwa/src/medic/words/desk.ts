import { pluralRu, type Words, words } from "../../i18n/index.ts";
import type { BoardFilter } from "../model/board.ts";
import type { Tab } from "../model/route.ts";

/** Words of the frame: tabs, arrivals, what is unsent or refused. */
export const deskWords = {
  appName: words("Бекет · Шекара", "Бекет · Граница", "Beket · Border"),
  tabs: {
    arrivals: words("Келгендер", "Прибытия", "Arrivals"),
    timers: words("Таймерлер", "Таймеры", "Timers"),
    queue: words("Іріктеу", "Отбор", "Selection"),
    pcr: words("ПТР", "ПЦР", "PCR"),
    kits: words("Жинақтар", "Наборы", "Kits"),
    "slip-check": words("Анықтама", "Талон", "Slip"),
  } satisfies Record<Tab, Words>,
  sections: words("Бөлімдер", "Разделы", "Sections"),
  back: words("Артқа", "Назад", "Back"),
  cancel: words("Болдырмау", "Отмена", "Cancel"),
  save: words("Сақтау", "Сохранить", "Save"),
  done: words("Дайын", "Готово", "Done"),
  scan: words("Камера", "Камера", "Camera"),
  notForRole: words(
    "Бұл қосымша медиктерге арналған. Бекет қосымшасын ашыңыз немесе медик болып кіріңіз.",
    "Это приложение медиков. Откройте приложение поста или войдите как медик.",
    "This app is for medics. Open the post's app, or sign in as a medic.",
  ),
  noRules: words(
    "Ережелер мен сауалнамалар әлі келген жоқ. Ноутбукпен байланыс пайда болғанда өзі жүктеледі.",
    "Правила и анкеты ещё не получены. Они загрузятся сами, когда появится связь с ноутбуком.",
    "The rules and forms have not arrived yet. They load by themselves once the laptop is heard.",
  ),
  aloneWhat: words(
    "Ноутбукпен байланыс жоқ. Тіркеу, сауалнама, тесттер мен таймерлер осы планшетте жұмыс істейді; жазбалар сақталып, кейін ретімен жіберіледі. Анықтаманы басып шығаруға байланыс керек.",
    "Нет связи с ноутбуком. Запись людей, опрос, тесты и таймеры работают на этом планшете; записи хранятся и уйдут по порядку. Для печати талона нужна связь.",
    "No link to the laptop. Registering, asking, testing and timers work on this tablet; records are kept and sent later in order. Printing a slip needs the link.",
  ),
  newArrival: words("Жаңа келу", "Новое прибытие", "New arrival"),
  openArrivals: words("Ашық келулер", "Открытые прибытия", "Open arrivals"),
  closedArrivals: words("Жабылғандар", "Закрытые", "Closed"),
  noArrivals: words(
    "Әзірге ешкім жоқ. Көлік келгенде осында ашыңыз.",
    "Пока никого. Когда подъедет транспорт, откройте прибытие здесь.",
    "Nobody yet. Open an arrival here when a vehicle comes.",
  ),
  withoutArrival: words("Келусіз", "Без прибытия", "Without an arrival"),
  conveyance: words("Немен келді", "На чём прибыли", "How they came"),
  conveyances: {
    bus: words("Автобус", "Автобус", "Bus"),
    car: words("Жеңіл көлік", "Автомобиль", "Car"),
    truck: words("Жүк көлігі", "Грузовик", "Truck"),
    train: words("Пойыз", "Поезд", "Train"),
    flight: words("Ұшақ", "Самолёт", "Flight"),
    "on-foot": words("Жаяу", "Пешком", "On foot"),
  },
  plate: words("Көлік нөмірі", "Номер машины", "Plate"),
  plateCountry: words("Нөмір елі", "Страна номера", "Country of the plate"),
  plateWrong: words("Мұндай нөмір болмайды: қайта қараңыз", "Такого номера не бывает: проверьте", "No plate is like that: look again"),
  number: {
    flight: words("Рейс", "Рейс", "Flight number"),
    train: words("Пойыз нөмірі", "Номер поезда", "Train number"),
    other: words("Бағыт", "Маршрут", "Route"),
  },
  countryFrom: words("Қай елден", "Откуда", "Coming from"),
  otherCountry: words("Басқа ел…", "Другая страна…", "Another country…"),
  chooseCountry: words("Елді таңдаңыз", "Выберите страну", "Choose a country"),
  expected: words("Тізімде қанша адам", "Сколько человек в списке", "People by the manifest"),
  expectedHint: words("Тізім болмаса, бос қалдырыңыз", "Оставьте пустым, если списка нет", "Leave empty if there is no list"),
  openIt: words("Келуді ашу", "Открыть прибытие", "Open the arrival"),
  close: words("Келуді жабу", "Закрыть прибытие", "Close the arrival"),
  closeLeft: (count: number): Words =>
    words(
      `Әлі ${count} адам аяқталмаған. Бәрібір жабу керек пе?`,
      `Ещё не закончили с ${count} ${pluralRu(count, "человеком", "людьми", "людьми")}. Всё равно закрыть?`,
      `${count} ${count === 1 ? "person is" : "people are"} not finished. Close it anyway?`,
    ),
  people: (count: number): Words =>
    words(
      `${count} адам`,
      `${count} ${pluralRu(count, "человек", "человека", "человек")}`,
      `${count} ${count === 1 ? "person" : "people"}`,
    ),
  peopleOf: (count: number, of: number): Words => words(`${of} адамнан ${count}`, `${count} из ${of} человек`, `${count} of ${of} people`),
  todo: (count: number): Words => words(`${count} күтеді`, `ждут: ${count}`, `${count} to do`),
  running: (count: number): Words => words(`${count} тест жүріп жатыр`, `идёт тестов: ${count}`, `${count} running`),
  positive: (count: number): Words => words(`${count} оң`, `положит.: ${count}`, `${count} positive`),
  finished: (count: number): Words => words(`${count} бітті`, `готово: ${count}`, `${count} done`),
  filters: {
    all: words("Бәрі", "Все", "All"),
    todo: words("Күтеді", "Ждут", "To do"),
    running: words("Тест", "Тест", "Running"),
    positive: words("Оң", "Полож.", "Positive"),
  } satisfies Record<BoardFilter, Words>,
  filter: words("Кімді көрсету", "Кого показать", "Whom to show"),
  search: words("Орын немесе аты", "Место или имя", "Seat or name"),
  nobodyHere: words("Мұнда ешкім жоқ", "Здесь никого", "Nobody here"),
  addPerson: words("Адам қосу", "Записать человека", "Register a person"),
  pasteManifest: words("Тізімді қою", "Вставить список", "Paste the list"),
  firstPeople: words(
    "Жолаушылар тізімін қойыңыз немесе құжатын сканерлеп, біреуін тіркеңіз.",
    "Вставьте список пассажиров или запишите первого: отсканируйте его документ.",
    "Paste the passenger list, or scan a document to register the first person.",
  ),
  nextUp: (who: string): Words => words(`Келесі: ${who}`, `Далее: ${who}`, `Next: ${who}`),
  toList: words("Тізімге", "К списку", "To the list"),
  allSeen: words("Бәрі тексерілді", "Все пройдены", "Everybody is seen to"),
  manifestTitle: words("Жолаушылар тізімі", "Список пассажиров", "Passenger list"),
  manifestHint: words(
    "Кестеден көшіріп қойыңыз: орын, аты, құжат, ел, туған күні. Бағандардың реті маңызды емес.",
    "Вставьте из таблицы: место, имя, документ, страна, дата рождения. Порядок столбцов любой.",
    "Paste from a table: seat, name, document, country, birth date. Columns in any order.",
  ),
  manifestRows: (good: number, bad: number): Words =>
    bad === 0
      ? words(`${good} адам оқылды`, `Прочитано: ${good}`, `${good} read`)
      : words(`${good} оқылды, ${bad} қате`, `Прочитано: ${good}, с ошибкой: ${bad}`, `${good} read, ${bad} with a fault`),
  manifestDropped: (count: number): Words =>
    words(`Тағы ${count} жол сыймады`, `Ещё ${count} строк не поместилось`, `${count} more lines do not fit`),
  manifestLine: (line: number): Words => words(`${line}-жол`, `Строка ${line}`, `Line ${line}`),
  manifestFaults: {
    "name-missing": words("Аты жоқ", "Нет имени", "No name"),
    "number-wrong": words("Құжат нөмірі дұрыс емес", "Неверный номер документа", "The document number is wrong"),
    "country-missing": words("Құжат елі көрсетілмеген", "Не указана страна документа", "No country for the document"),
    "number-twice": words("Бұл құжат тізімде бар", "Этот документ уже в списке", "This document is on the list already"),
    "seat-twice": words("Бұл орын бос емес", "Это место занято", "This seat is taken"),
  },
  registerAll: (count: number): Words => words(`Тіркеу: ${count}`, `Записать: ${count}`, `Register ${count}`),
  registering: (done: number, of: number): Words =>
    words(`Тіркелуде: ${done} / ${of}`, `Записываем: ${done} / ${of}`, `Registering ${done} / ${of}`),
  notRegistered: (count: number): Words => words(`${count} тіркелмеді`, `Не записано: ${count}`, `${count} not registered`),
  mend: words("Жолды түзетіп, қайта тіркеңіз.", "Исправьте строку и запишите снова.", "Mend the line and register again."),
  refusedTitle: words("Ноутбук қабылдамады", "Ноутбук не принял", "The laptop refused this"),
  refusedToast: words(
    "Бір жазба қабылданбады: себебі экранда",
    "Одна запись не принята: причина на экране",
    "A record was refused: the reason is on the screen",
  ),
  sendAgain: words("Қайта жіберу", "Отправить снова", "Send again"),
  putAway: words("Бас тарту", "Отказаться от записи", "Give it up"),
  putAwaySure: words("Жазба біржола өшіріледі.", "Запись будет удалена навсегда.", "The record will be gone for good."),
  notDurable: words(
    "Сақталмады: планшет жазбады, ноутбук жауап бермеді. Қайталаңыз.",
    "Не сохранено: планшет не записал, ноутбук не ответил. Повторите.",
    "Not saved: the tablet wrote nothing and the laptop does not answer. Try again.",
  ),
  edgeSays: (code: string): Words => words(`Ноутбук қабылдамады: ${code}`, `Ноутбук не принял: ${code}`, `The laptop refused: ${code}`),
  strangeCode: words(
    "Бұл код қазір ешкімге тиесілі емес. Жаңа кассета болса, алдымен адамды ашыңыз.",
    "Этот код сейчас ни к кому не относится. Если это новая кассета, сначала откройте человека.",
    "This code belongs to nobody here. If it is a new cassette, open the person first.",
  ),
  strangeDocument: words(
    "Бұл адам тіркелмеген. Келуді ашып, қайта сканерлеңіз.",
    "Этот человек не записан. Откройте прибытие и отсканируйте ещё раз.",
    "This person is not registered. Open the arrival and scan again.",
  ),
  factKinds: {
    arrival: words("Келу", "Прибытие", "Arrival"),
    person: words("Адам", "Человек", "Person"),
    questionnaire: words("Сауалнама", "Опрос", "Questionnaire"),
    test: words("Тест", "Тест", "Test"),
    "follow-up": words("Шара", "Мера", "Follow-up"),
    "kit-stock": words("Жинақ қоры", "Запас наборов", "Kit stock"),
  },
  cameraWhat: words(
    "Кассета, құжат немесе анықтама кодын көрсетіңіз",
    "Наведите на кассету, документ или талон",
    "Point at a cassette, a document or a slip",
  ),
} as const;
