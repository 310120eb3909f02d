import type { DocumentFault } from "../signing/document-check.ts";
import { formatCountIn, words, type Words } from "../../i18n/index.ts";

export const signing = {
  heading: words("Құжатты оқып, қол қойыңыз", "Прочитайте документ и подпишите", "Read the document and sign it"),
  lead: words(
    "Төмендегі жолдар қол қойылатын мәтіннің өзінен алынған.",
    "Строки ниже взяты из самого текста, который будет подписан.",
    "The lines below are read from the very text that will be signed.",
  ),
  rows: words("Тізім", "Список", "Roster"),
  showAll: (count: number) =>
    words(
      `Барлық ${formatCountIn(count, "kk")} жолды көрсету`,
      `Показать все ${formatCountIn(count, "ru")} строк`,
      `Show all ${formatCountIn(count, "en")} lines`,
    ),
  exact: words("Қол қойылатын дәл мәтін", "Точный текст для подписи", "The exact text to be signed"),
  exactHint: words(
    "NCALayer осы мәтінге таңбасына дейін дәл қол қояды.",
    "NCALayer подпишет именно этот текст, знак в знак.",
    "NCALayer signs exactly this text, sign for sign.",
  ),
  exactCut: words(
    "Мәтін ұзын: мұнда басы ғана. Толығын файлға сақтаңыз.",
    "Текст длинный: здесь только начало. Целиком — в файле.",
    "The text is long: this is its beginning. Save it to see all of it.",
  ),
  size: (bytes: number) =>
    words(`${formatCountIn(bytes, "kk")} байт`, `${formatCountIn(bytes, "ru")} байт`, `${formatCountIn(bytes, "en")} bytes`),
  matches: words(
    "Осы бет қайта есептеді, сервер айтқанмен бірдей",
    "Пересчитано этой страницей, совпадает с сервером",
    "Recomputed by this page, the same as the server's",
  ),
  sign: words("NCALayer арқылы қол қою", "Подписать через NCALayer", "Sign with NCALayer"),
  signAgain: words("Қайтадан қол қою", "Подписать ещё раз", "Sign again"),
  stop: words("Күтуді тоқтату", "Прекратить ожидание", "Stop waiting"),
  connecting: words("NCALayer ізделуде…", "Ищем NCALayer…", "Looking for NCALayer…"),
  waitingTitle: words("NCALayer терезесінде растаңыз", "Подтвердите в окне NCALayer", "Confirm in the NCALayer window"),
  waitingText: words(
    "NCALayer терезесі басқа терезелердің артында қалуы мүмкін. Кілтті таңдап, құпиясөзді енгізіңіз; бұл бет жауапты күтеді.",
    "Окно NCALayer может быть за другими окнами. Выберите ключ и введите пароль; эта страница подождёт.",
    "The NCALayer window may be behind others. Choose the key and enter its password; this page waits.",
  ),
  several: words(
    "Бірнеше кілт болса, осы ұйымның бірінші басшысының кілтін таңдаңыз.",
    "Если ключей несколько, выберите ключ первого руководителя этой организации.",
    "If there are several keys, choose the one of this organisation's first head.",
  ),
  openWindow: words("Симулятордың растау бетін ашу", "Открыть страницу подтверждения симулятора", "Open the simulator's confirm page"),
  sendAnyway: words(
    "Бәрібір жіберу: сервер тексереді",
    "Всё равно отправить: проверит сервер",
    "Send it all the same: the server will judge",
  ),
  whichKey: words("Қай кілтті таңдау керек", "Какой ключ выбрать", "Which key to choose"),
  sending: words("Қол қойылды. Жіберілуде…", "Подписано. Отправляется…", "Signed. Sending…"),
  unsent: words("Қол қойылды, бірақ жауап келмеді", "Подписано, но ответа нет", "Signed, but no answer came"),
  unsentText: words(
    "Сол құжатты қайта жіберіңіз: ол бір-ақ рет есепке алынады. Қайта қол қоюдың керегі жоқ.",
    "Отправьте тот же документ ещё раз: учтён он будет один раз. Подписывать снова не нужно.",
    "Send the same document again: it is counted once. There is no need to sign again.",
  ),
  sendAgain: words("Қайта жіберу", "Отправить ещё раз", "Send again"),
  notPrepared: words("Құжат дайын болмады", "Документ не подготовлен", "The document was not prepared"),
} as const;

export const documentFaultWords: Readonly<Record<DocumentFault, Words>> = {
  "hash-differs": words(
    "Мәтіннің SHA-256 мәні сервер айтқанмен сәйкес емес. Қол қою тоқтатылды; қайта әзірлеңіз.",
    "SHA-256 текста не совпадает с тем, что назвал сервер. Подпись остановлена; подготовьте документ заново.",
    "The text's SHA-256 is not what the server named. Signing is stopped; prepare the document again.",
  ),
  "not-a-document": words(
    "Сервер танылмайтын құжат жіберді. Қол қою тоқтатылды.",
    "Сервер прислал нераспознаваемый документ. Подпись остановлена.",
    "The server sent a document that cannot be read. Signing is stopped.",
  ),
  "content-differs": words(
    "Құжат сіз толтырғаннан өзгеше. Қол қою тоқтатылды; қайта әзірлеңіз.",
    "Документ отличается от того, что вы заполнили. Подпись остановлена; подготовьте его заново.",
    "The document differs from what you filled in. Signing is stopped; prepare it again.",
  ),
  "no-digest": words(
    "Бұл бет қорғалған қосылымда ашылмаған, сондықтан мәтінді тексере алмайды. Порталды https арқылы ашыңыз.",
    "Страница открыта без защищённого соединения и не может проверить текст. Откройте портал по https.",
    "This page is open without a secure connection and cannot check the text. Open the portal over https.",
  ),
};
