import type { Capacity } from "@beket/api";
import { words, type Words } from "../../i18n/index.ts";
import type { ChallengeFault } from "./challenge-check.ts";

export const accessWords = {
  heading: words("ЭЦҚ арқылы кіру", "Вход с помощью ЭЦП", "Sign in with your electronic signature"),
  lead: words(
    "Өз ЭЦҚ кілтіңізбен кіріңіз: ұйым басшысының, қызметкерінің немесе жеке тұлғаның кілті. Кіру құжатына қол қоясыз; ол өтінім емес.",
    "Войдите своим ключом ЭЦП: руководителя, сотрудника организации или физического лица. Вы подписываете документ для входа; это не заявление.",
    "Sign in with your own key: a head's, an employee's or an individual's. You sign a sign-in document; it is no application.",
  ),
  enter: words("NCALayer арқылы кіру", "Войти через NCALayer", "Sign in with NCALayer"),
  again: words("Қайта кіру", "Войти ещё раз", "Sign in again"),
  asking: words("Кіру құжаты сұралуда…", "Запрашиваем документ для входа…", "Asking for the sign-in document…"),
  connecting: words("NCALayer-ге қосылуда…", "Подключаемся к NCALayer…", "Connecting to NCALayer…"),
  waiting: words("NCALayer терезесінде кілтті таңдаңыз", "Выберите ключ в окне NCALayer", "Choose the key in the NCALayer window"),
  openWindow: words("Симулятор терезесін ашу", "Открыть окно симулятора", "Open the simulator's window"),
  stop: words("Күтпеу", "Не ждать", "Stop waiting"),
  sending: words(
    "Қолтаңба мен кілттің күйі тексерілуде…",
    "Проверяем подпись и не отозван ли ключ…",
    "Checking the signature and whether the key was revoked…",
  ),
  checking: words("Сеанс тексерілуде…", "Проверяем сеанс…", "Checking the session…"),
  ended: words("Сеанс аяқталды. Қайта кіріңіз.", "Сеанс закончился. Войдите снова.", "The session has ended. Sign in again."),
  person: words("Кірген адам", "Вошёл", "Signed in"),
  organisation: words("Ұйым", "Организация", "Organisation"),
  unnamed: (bin: string) => words(`${bin} (салық базасында жоқ)`, `${bin} (нет в налоговой базе)`, `${bin} (not in the tax base)`),
  headcount: (text: string) => words(`Қызметкер саны: ${text}`, `Численность: ${text}`, `Headcount: ${text}`),
  mayPrepare: words(
    "Сіз өтінімді дайындай аласыз; оған бірінші басшы қол қояды.",
    "Вы можете готовить заявления; подписывает первый руководитель.",
    "You may prepare applications; the first head signs them.",
  ),
  maySign: words("Сіз дайындап, қол қоя аласыз.", "Вы можете готовить и подписывать.", "You may prepare and sign."),
  signOut: words("Шығу", "Выйти", "Sign out"),
  everywhere: words("Барлық құрылғыда шығу", "Выйти на всех устройствах", "Sign out everywhere"),
} as const;

export const capacityNames: Readonly<Record<Capacity, Words>> = {
  "first-head": words("бірінші басшы", "первый руководитель", "first head"),
  "right-to-sign": words("қол қою құқығы бар", "с правом подписи", "with the right to sign"),
  employee: words("ұйым қызметкері", "сотрудник организации", "employee"),
  individual: words("жеке тұлға", "физическое лицо", "individual"),
};

export const challengeFaults: Readonly<Record<ChallengeFault, Words>> = {
  "not-a-login": words(
    "Орталық кіру құжатын емес, басқа нәрсе жіберді. Ештеңеге қол қойылмады.",
    "Центр прислал не документ для входа. Ничего не подписано.",
    "Central sent something else than a sign-in document. Nothing was signed.",
  ),
  "other-origin": words(
    "Құжат басқа мекенжайға арналған. Порталды өз мекенжайымен ашыңыз.",
    "Документ для входа выписан на другой адрес. Откройте портал по его адресу.",
    "The sign-in document is for another address. Open the portal at its own.",
  ),
  "hash-differs": words(
    "Құжат жолда өзгерген. Ештеңеге қол қойылмады.",
    "Документ изменился по дороге. Ничего не подписано.",
    "The document changed on its way. Nothing was signed.",
  ),
  "no-digest": words(
    "Бет қауіпсіз қосылыммен ашылмаған.",
    "Страница открыта не по защищённому соединению.",
    "The page was not opened over a secure connection.",
  ),
};
