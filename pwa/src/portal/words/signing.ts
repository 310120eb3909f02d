import type { DocumentFault } from "../signing/document-check.ts";
import type { SignFailureCode } from "../signing/failure.ts";
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

type FailureWords = { readonly title: Words; readonly text: Words; readonly install?: true };
export const failureWords: Readonly<Record<SignFailureCode, FailureWords>> = {
  "not-running": {
    title: words("NCALayer жауап бермейді", "NCALayer не отвечает", "NCALayer does not answer"),
    text: words(
      "Орнатылған болса, NCALayer-ді іске қосыңыз. Браузер «осы құрылғыдағы қолданбаларға қосылуды» сұраса, рұқсат беріңіз. Орнатылмаған болса, ncl.pki.gov.kz сайтынан алыңыз.",
      "Если NCALayer установлен, запустите его. Если браузер спросит о доступе к приложениям на этом устройстве, разрешите. Если не установлен, скачайте с ncl.pki.gov.kz.",
      "If NCALayer is installed, start it. If the browser asks about access to apps on this device, allow it. If it is not installed, get it from ncl.pki.gov.kz.",
    ),
    install: true,
  },
  "no-answer": {
    title: words("NCALayer қосылды, бірақ үндемейді", "NCALayer подключился, но молчит", "NCALayer connected but keeps silent"),
    text: words("NCALayer-ді жауып, қайта іске қосыңыз.", "Закройте NCALayer и запустите снова.", "Close NCALayer and start it again."),
  },
  cancelled: {
    title: words("Қол қоюдан бас тартылды", "Подпись отменена", "Signing was cancelled"),
    text: words(
      "NCALayer терезесінде бас тарту басылды. Ештеңе жіберілген жоқ.",
      "В окне NCALayer нажата отмена. Ничего не отправлено.",
      "Cancel was pressed in the NCALayer window. Nothing was sent.",
    ),
  },
  closed: {
    title: words("NCALayer жабылып қалды", "NCALayer закрылся", "NCALayer closed"),
    text: words(
      "Қол қою аяқталмай байланыс үзілді. NCALayer-ді іске қосып, қайталаңыз.",
      "Связь прервалась до подписи. Запустите NCALayer и повторите.",
      "The connection ended before the signature. Start NCALayer and try again.",
    ),
  },
  "no-key": {
    title: words("Сәйкес кілт табылмады", "Подходящего ключа нет", "No key fits"),
    text: words(
      "Осы ұйымның бірінші басшысының жарамды қол қою кілті керек. Қызметкердің, басқа ұйымның, аутентификация немесе мерзімі өткен кілт жарамайды.",
      "Нужен действующий ключ подписи первого руководителя этой организации. Ключ сотрудника, другой организации, для входа или просроченный не подойдёт.",
      "It takes a valid signing key of this organisation's first head. An employee's key, another organisation's, a sign-in key or an expired one does not do.",
    ),
  },
  refused: {
    title: words("NCALayer қате туралы хабарлады", "NCALayer сообщил об ошибке", "NCALayer reported an error"),
    text: words(
      "Хабарламасы төменде. NCALayer-ді жаңартып, қайталап көріңіз.",
      "Его сообщение ниже. Обновите NCALayer и попробуйте снова.",
      "Its message is below. Update NCALayer and try again.",
    ),
  },
  unreadable: {
    title: words("NCALayer жауабы қолтаңба емес", "Ответ NCALayer — не подпись", "What NCALayer answered is no signature"),
    text: words("NCALayer нұсқасын жаңартыңыз.", "Обновите NCALayer.", "Update NCALayer."),
  },
  stopped: {
    title: words("Күту тоқтатылды", "Ожидание прекращено", "Waiting was stopped"),
    text: words(
      "Ештеңе жіберілген жоқ. NCALayer терезесі ашық болса, жабыңыз.",
      "Ничего не отправлено. Если окно NCALayer открыто, закройте его.",
      "Nothing was sent. If the NCALayer window is still open, close it.",
    ),
  },
};
