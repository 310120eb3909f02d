import type { StaffRole } from "@beket/api";
import { words, type Words } from "../../i18n/index.ts";

export const frame = {
  title: words("Рұқсаттар тізілімі", "Реестр разрешений", "Permit registry"),
  skip: words("Мазмұнға өту", "К содержанию", "Skip to the content"),
  sections: words("Бөлімдер", "Разделы", "Sections"),
  signOut: words("Шығу", "Выйти", "Sign out"),
  notSignedOut: words(
    "Шығу орталыққа жетпеді: сеанс әлі ашық.",
    "Выход не дошёл до центра: сеанс ещё открыт.",
    "The sign-out did not reach central: the session is still open.",
  ),
  retry: words("Қайталау", "Повторить", "Try again"),
  cancel: words("Болдырмау", "Отмена", "Cancel"),
  loading: words("Жүктелуде…", "Загрузка…", "Loading…"),
  noRole: words(
    "Сіздің рөліңізге бұл қолданбада бөлім ашылмаған. Әкімшіге хабарласыңыз.",
    "Для вашей роли в этом приложении разделов нет. Обратитесь к администратору.",
    "This app has no section for your role. Ask the administrator.",
  ),
  reason: words("Себебі", "Причина", "Reason"),
} as const;

export const roleNames: Readonly<Record<StaffRole, Words>> = {
  watch: words("кезекші", "дежурный", "watch officer"),
  "health-officer": words("санитариялық дәрігер", "санитарный врач", "health officer"),
  laboratory: words("зертханашы", "лаборант", "laboratory assistant"),
  planner: words("жоспарлаушы", "планировщик", "planner"),
  auditor: words("аудитор", "аудитор", "auditor"),
  registrar: words("тіркеуші", "регистратор", "registrar"),
  administrator: words("әкімші", "администратор", "administrator"),
};

export const calls = {
  network: words("Орталық серверге қосылу мүмкін болмады.", "Нет связи с центральным сервером.", "The central server cannot be reached."),
  late: words("Орталық уақытында жауап бермеді.", "Центральный сервер не ответил вовремя.", "The central server did not answer in time."),
  unreadable: words(
    "Орталықтың жауабы түсініксіз.",
    "Ответ центрального сервера непонятен.",
    "The central server's answer cannot be understood.",
  ),
} as const;

export const signIn = {
  heading: words(
    "Уәкілетті органның қызметкерлеріне кіру",
    "Вход для сотрудников уполномоченного органа",
    "Sign-in for the authority's staff",
  ),
  lead: words(
    "Тіркеушілер, аудиторлар және әкімшілер кіру кілтімен (passkey) кіреді.",
    "Регистраторы, аудиторы и администраторы входят по ключу доступа (passkey).",
    "Registrars, auditors and administrators sign in with a passkey.",
  ),
  checking: words("Сеанс тексерілуде…", "Проверяем сеанс…", "Checking the session…"),
  ended: words("Сеанс аяқталды. Қайта кіріңіз.", "Сеанс закончился. Войдите снова.", "The session has ended. Sign in again."),
  passkey: words("Кілтпен кіру", "Войти по ключу", "Sign in with a passkey"),
  passkeyHint: words(
    "Саусақ ізі, бет, құрылғының PIN-коды немесе қауіпсіздік кілті.",
    "Отпечаток, лицо, PIN-код устройства или аппаратный ключ.",
    "Fingerprint, face, the device's PIN or a security key.",
  ),
  cancelled: words(
    "Кілт берілмеді: сұрау жабылды немесе бұл құрылғыда осы жерге арналған кілт жоқ.",
    "Ключ не предъявлен: запрос закрыт или на этом устройстве нет ключа для этого места.",
    "No key was given: the request was closed, or this device has no key for this place.",
  ),
  known: words(
    "Бұл құрылғыда кілтіңіз бар. Онымен кіріңіз.",
    "На этом устройстве уже есть ваш ключ. Войдите по нему.",
    "This device already holds a key of yours. Sign in with it.",
  ),
  elsewhere: words(
    "IP-мекенжайда кілт жұмыс істемейді. Мына мекенжайды ашыңыз:",
    "По IP-адресу ключи не работают. Откройте адрес:",
    "Passkeys do not work at an IP address. Open:",
  ),
  unsupported: words(
    "Бұл браузер кіру кілттерін қолдамайды немесе бет қауіпсіз қосылыммен ашылмаған.",
    "Этот браузер не поддерживает ключи доступа, или страница открыта не по защищённому соединению.",
    "This browser does not support passkeys, or the page was not opened over a secure connection.",
  ),
  first: words("Алғашқы рет пе? Кілт тіркеу", "Впервые? Зарегистрировать ключ", "First time? Register a key"),
  enrolHeading: words("Кілт тіркеу", "Регистрация ключа", "Register a key"),
  enrolLead: words(
    "Әкімші берген бір реттік кодты теріңіз. Код 24 сағат жарамды.",
    "Введите одноразовый код от администратора. Код действует 24 часа.",
    "Type the one-time code from the administrator. It is good for 24 hours.",
  ),
  code: words("Бір реттік код", "Одноразовый код", "One-time code"),
  codeWrong: words("Кодта 16 таңба бар.", "В коде 16 знаков.", "The code has 16 signs."),
  keyName: words("Кілттің атауы", "Название ключа", "Name of the key"),
  keyNameHint: words("Мысалы: жұмыс ноутбугі", "Например: рабочий ноутбук", "For example: laptop at work"),
  keyNameWrong: words("Атау беріңіз.", "Дайте название.", "Give it a name."),
  enrol: words("Кілт жасау және кіру", "Создать ключ и войти", "Make a key and sign in"),
  back: words("Кіруге оралу", "Вернуться ко входу", "Back to the sign-in"),
  demo: words("Көрсету режимі", "Демонстрация", "Demonstration"),
  demoText: words(
    "Тек осы көрсетуде құпия сөйлем жеткілікті. Шынайы жүйеде бұл рөлдерге кілт міндетті.",
    "Только в этой демонстрации достаточно парольной фразы. В рабочей системе этим ролям нужен ключ.",
    "Only in this demonstration a passphrase is enough. A working system asks these roles for a passkey.",
  ),
  staff: words("Қызмет коды", "Служебный код", "Service code"),
  staffHint: words("Мысалы: registrar-01", "Например: registrar-01", "For example: registrar-01"),
  staffWrong: words(
    "Код латын әріптерінен, сандар мен сызықшадан тұрады.",
    "Код состоит из латинских букв, цифр и дефиса.",
    "The code has Latin letters, digits and hyphens.",
  ),
  passphrase: words("Құпия сөйлем", "Парольная фраза", "Passphrase"),
  passphraseWrong: words("Кемінде 8 таңба.", "Не короче 8 знаков.", "At least 8 characters."),
  enter: words("Кіру", "Войти", "Sign in"),
  confirmHeading: words("Әрекетті растаңыз", "Подтвердите действие", "Confirm the act"),
  confirmLead: words(
    "Көрсету режимінде құпия сөйлеміңізді қайта теріңіз.",
    "В демонстрации введите свою парольную фразу ещё раз.",
    "In the demonstration type your passphrase once more.",
  ),
  confirm: words("Растау", "Подтвердить", "Confirm"),
} as const;
