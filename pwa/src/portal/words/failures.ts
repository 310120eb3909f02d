import type { SignFailureCode } from "../signing/failure.ts";
import { words, type Words } from "../../i18n/index.ts";

/** `help`: what to do is told with it, by the computer's own program. */
type FailureWords = { readonly title: Words; readonly text: Words; readonly help?: true };
export const failureWords: Readonly<Record<SignFailureCode, FailureWords>> = {
  "not-running": {
    title: words("NCALayer жауап бермейді", "NCALayer не отвечает", "NCALayer does not answer"),
    text: words(
      "Бет NCALayer іске қосылмағанын, орнатылмағанын не браузер жібермегенін ажырата алмайды. Ретімен тексеріңіз:",
      "Страница не может отличить, не запущен NCALayer, не установлен или его не пускает браузер. Проверьте по порядку:",
      "The page cannot tell whether NCALayer is not started, not installed, or kept off by the browser. Check in this order:",
    ),
    help: true,
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
  "too-old": {
    title: words("NCALayer нұсқасы ескірген", "Версия NCALayer устарела", "This NCALayer is too old"),
    text: words(
      "Онда қол қою модулі жоқ. ncl.pki.gov.kz сайтынан жаңа нұсқасын орнатып, қайталаңыз.",
      "В нём нет модуля подписи. Установите новую версию с ncl.pki.gov.kz и повторите.",
      "It has no signing module. Install the new version from ncl.pki.gov.kz and try again.",
    ),
  },
  "key-authentication": {
    title: words(
      "Бұл — кіру кілті, қол қою кілті емес",
      "Это ключ для входа, а не для подписи",
      "This is a sign-in key, not a signing key",
    ),
    text: words(
      "Аты GOSTKNCA немесе RSA деп басталатын файлды таңдаңыз; AUTH_RSA деп басталатыны — кіруге ғана.",
      "Выберите файл, имя которого начинается с GOSTKNCA или RSA; AUTH_RSA — только для входа.",
      "Choose the file whose name begins with GOSTKNCA or RSA; AUTH_RSA is for signing in only.",
    ),
  },
  "key-expired": {
    title: words("Кілттің мерзімі өткен", "Срок ключа истёк", "The key has expired"),
    text: words(
      "Жарамды кілтті таңдаңыз. Ол жоқ болса, pki.gov.kz сайтында жаңасын алыңыз.",
      "Выберите действующий ключ. Если его нет, получите новый на pki.gov.kz.",
      "Choose a key that is still valid. If there is none, get a new one at pki.gov.kz.",
    ),
  },
  "key-not-yet-valid": {
    title: words("Кілттің мерзімі әлі басталмаған", "Срок ключа ещё не начался", "The key is not valid yet"),
    text: words(
      "Компьютердің күні мен уақытын тексеріңіз немесе басқа кілтті таңдаңыз.",
      "Проверьте дату и время на компьютере или выберите другой ключ.",
      "Check the computer's date and time, or choose another key.",
    ),
  },
  "key-employee": {
    title: words("Бұл — қызметкердің кілті", "Это ключ сотрудника", "This is an employee's key"),
    text: words(
      "Құжатқа бірінші басшы өз кілтімен қол қоюы керек. Қызметкер құжатты дайындай алады, бірақ қол қоя алмайды.",
      "Документ подписывает первый руководитель своим ключом. Сотрудник может его подготовить, но не подписать.",
      "The first head signs the document with their own key. An employee may prepare it, not sign it.",
    ),
  },
  "key-individual": {
    title: words("Бұл — жеке тұлғаның кілті", "Это ключ физического лица", "This is an individual's key"),
    text: words(
      "Осы ұйымның бірінші басшысына берілген заңды тұлғаның кілтін таңдаңыз.",
      "Выберите ключ юридического лица, выданный первому руководителю этой организации.",
      "Choose the legal entity's key that was issued to this organisation's first head.",
    ),
  },
  "key-organisation": {
    title: words("Бұл — ұйымның кілті", "Это ключ организации", "This is an organisation's key"),
    text: words(
      "Жеке кәсіпкер жеке тұлғаның кілтімен қол қояды.",
      "Индивидуальный предприниматель подписывает ключом физического лица.",
      "A sole proprietor signs with an individual's key.",
    ),
  },
  "key-other-organisation": {
    title: words("Бұл кілт басқа ұйымдікі", "Это ключ другой организации", "This is another organisation's key"),
    text: words(
      "Өтінімдегі БСН-і бар ұйымның бірінші басшысының кілтін таңдаңыз.",
      "Выберите ключ первого руководителя той организации, чей БИН указан в заявлении.",
      "Choose the first head's key of the organisation whose BIN the application names.",
    ),
  },
  "key-other-person": {
    title: words("Бұл кілт басқа адамдікі", "Это ключ другого человека", "This is another person's key"),
    text: words(
      "Өтінімдегі ЖСН иесінің кілтін таңдаңыз.",
      "Выберите ключ того, чей ИИН указан в заявлении.",
      "Choose the key of the person whose IIN the application names.",
    ),
  },
  "key-other-authority": {
    title: words("Кілтті басқа орталық берген", "Ключ выдан другим центром", "Another authority issued this key"),
    text: words(
      "ҚР Ұлттық куәландырушы орталығы берген кілтті таңдаңыз.",
      "Выберите ключ, выданный Национальным удостоверяющим центром РК.",
      "Choose a key issued by the National Certification Authority of Kazakhstan.",
    ),
  },
  "key-revoked": {
    title: words("Кілт кері қайтарылған", "Ключ отозван", "The key has been revoked"),
    text: words(
      "Жаңа кілтті таңдаңыз. Ол жоқ болса, pki.gov.kz сайтында алыңыз.",
      "Выберите новый ключ. Если его нет, получите его на pki.gov.kz.",
      "Choose the new key. If there is none, get one at pki.gov.kz.",
    ),
  },
};

/** What to do when nobody answers at the signer's address, in order. */
export const signerHelp = {
  start: {
    windows: words(
      "NCALayer-ді іске қосыңыз: Бастау мәзірі → NCALayer. Іске қосылғанда сағат жанында белгішесі тұрады.",
      "Запустите NCALayer: меню «Пуск» → NCALayer. Когда он работает, его значок виден рядом с часами.",
      "Start NCALayer: Start menu → NCALayer. While it runs, its icon is beside the clock.",
    ),
    mac: words(
      "NCALayer-ді іске қосыңыз: Applications → NCALayer. Іске қосылғанда белгішесі жоғарғы жолақта тұрады.",
      "Запустите NCALayer: «Программы» → NCALayer. Когда он работает, его значок виден в верхней строке.",
      "Start NCALayer: Applications → NCALayer. While it runs, its icon is in the bar at the top.",
    ),
    linux: words(
      "NCALayer-ді іске қосыңыз: терминалда ./ncalayer.sh --run.",
      "Запустите NCALayer: в терминале ./ncalayer.sh --run.",
      "Start NCALayer: ./ncalayer.sh --run in a terminal.",
    ),
    phone: words(
      "Телефонда NCALayer жоқ. Порталды NCALayer орнатылған компьютерде ашыңыз: толтырылғаны сілтеме арқылы ашылады.",
      "На телефоне NCALayer нет. Откройте портал на компьютере с NCALayer: черновик откроется по ссылке.",
      "There is no NCALayer on a phone. Open the portal on a computer with NCALayer; a draft opens there by its link.",
    ),
  },
  install: words("Орнатылмаған болса, осы жерден алыңыз:", "Если не установлен, скачайте здесь:", "If it is not installed, get it here:"),
  allow: words(
    "Браузер «осы құрылғыдағы қолданбаларға қосылуды» сұраса, рұқсат беріңіз.",
    "Если браузер спросит о доступе к приложениям на этом устройстве, разрешите.",
    "If the browser asks about access to apps on this device, allow it.",
  ),
  trust: words(
    "Іске қосылып тұрса, осы сілтемені жаңа бетте ашыңыз. Браузер қосылым қорғалмаған десе, NCALayer мәзірінде «ҰКО сертификаттарын орнату» дегенді таңдап, браузерді қайта іске қосыңыз:",
    "Если он запущен, откройте эту ссылку в новой вкладке. Если браузер пишет, что подключение не защищено, в меню NCALayer выберите «Установить сертификаты НУЦ» и перезапустите браузер:",
    "If it runs, open this link in a new tab. If the browser says the connection is not secure, choose “Install the NCA certificates” in NCALayer's menu and restart the browser:",
  ),
} as const;
