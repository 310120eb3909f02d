import type { RevocationReason, RevokeFault } from "../model/revoke.ts";
import { formatCountIn, words, type Words } from "../../i18n/index.ts";

export const revoke = {
  heading: words("Рұқсаттарды кері қайтару", "Отзыв разрешений", "Revoke permits"),
  lead: words(
    "Жұмыстан шыққан адамның немесе сатылған көліктің рұқсатын кері қайтарыңыз. Құжатқа бірінші басшы қол қояды.",
    "Отзовите разрешение уволившегося или проданного автомобиля. Документ подписывает первый руководитель.",
    "Take back the permit of someone who left or of a vehicle that was sold. The first head signs the document.",
  ),
  numbers: words("Рұқсат нөмірлері", "Номера разрешений", "Permit numbers"),
  numbersHint: words(
    "Мысалы, R7K2-94QX. Бірнешеуі болса, әрқайсысын жаңа жолға.",
    "Например, R7K2-94QX. Если несколько, каждый с новой строки.",
    "For example R7K2-94QX. Several: one a line.",
  ),
  numbersSeen: (count: number) =>
    words(
      `Таңдалған рұқсаттар: ${formatCountIn(count, "kk")}`,
      `Выбрано разрешений: ${formatCountIn(count, "ru")}`,
      `Permits chosen: ${formatCountIn(count, "en")}`,
    ),
  fromLast: words("Соңғы ашылған өтінімнен таңдау", "Выбрать из открытого заявления", "Choose from the opened application"),
  reason: words("Себебі", "Причина", "Reason"),
  moment: words("Қашаннан бастап", "С какого момента", "From when"),
  now: words("Қазірден бастап", "Сразу", "At once"),
  later: words("Белгіленген уақыттан", "С указанного времени", "From a set time"),
  day: words("Күні", "День", "Day"),
  time: words("Уақыты", "Время", "Time"),
  prepare: words("Құжатты әзірлеу", "Подготовить документ", "Prepare the document"),
  change: words("Түзету", "Изменить", "Change"),
  done: (count: number) =>
    words(
      `Кері қайтарылды: ${formatCountIn(count, "kk")}`,
      `Отозвано: ${formatCountIn(count, "ru")}`,
      `Revoked: ${formatCountIn(count, "en")}`,
    ),
  doneText: words(
    "Бекеттер бұл туралы бірінші кезекте хабар алады.",
    "Посты узнают об этом в первую очередь.",
    "The posts are told ahead of everything else.",
  ),
  refused: words("Кері қайтарылмады", "Отзыв не принят", "The revocation is refused"),
  waiting: words("Қолтаңба тексерілуде", "Подпись проверяется", "The signature is being checked"),
  waitingText: words(
    "Куәландырушы орталықтың мәліметі келгенде рұқсаттар өзі кері қайтарылады.",
    "Разрешения будут отозваны, когда придут сведения удостоверяющего центра.",
    "The permits are revoked as soon as the certification authority's data come.",
  ),
  again: words("Тағы кері қайтару", "Отозвать ещё", "Revoke more"),
} as const;

export const reasonWords: Readonly<Record<RevocationReason, Words>> = {
  "left-employment": words("Жұмыстан шықты", "Больше не работает", "No longer employed"),
  "vehicle-sold": words("Көлік сатылды", "Автомобиль продан", "Vehicle sold"),
  "work-finished": words("Жұмыс аяқталды", "Работы окончены", "Work finished"),
  "entered-by-mistake": words("Қате енгізілді", "Внесено по ошибке", "Entered by mistake"),
  "lost-or-misused": words("Жоғалды немесе мақсатсыз пайдаланылды", "Утеряно или используется не по назначению", "Lost or misused"),
  other: words("Басқа", "Другое", "Other"),
};

export const revokeFaultWords: Readonly<Record<RevokeFault, Words>> = {
  "bin-missing": words("БСН-нің 12 санын енгізіңіз.", "Введите 12 цифр БИН.", "Enter the 12 digits of the BIN."),
  "numbers-missing": words(
    "Кемінде бір рұқсат нөмірін енгізіңіз.",
    "Введите хотя бы один номер разрешения.",
    "Enter at least one permit number.",
  ),
  "number-invalid": words(
    "Нөмірлердің бірі рұқсат нөміріне ұқсамайды.",
    "Один из номеров не похож на номер разрешения.",
    "One of the numbers is not a permit number.",
  ),
  "two-ledgers": words(
    "Қалалық (C) және блокбекет (R) рұқсаттарын бөлек-бөлек кері қайтарыңыз.",
    "Городские (C) и блокпостовые (R) разрешения отзывайте отдельно.",
    "Revoke city (C) and roadblock (R) permits separately.",
  ),
  "reason-missing": words("Себебін таңдаңыз.", "Выберите причину.", "Choose the reason."),
  "moment-invalid": words("Күні мен уақытын көрсетіңіз.", "Укажите день и время.", "Give the day and the time."),
  "moment-past": words("Бұл уақыт өтіп кетті.", "Это время уже прошло.", "That time is past."),
};
