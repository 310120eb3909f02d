import type { PassCheckReply, PassFinding } from "@beket/api";
import { type Words, words } from "../../i18n/index.ts";

/** Words of passes. A pass is what somebody holds up: the plate or the document decides. */
export const passWords = {
  title: (number: string): Words => words(`Рұқсаттама ${number}`, `Пропуск ${number}`, `Pass ${number}`),
  asking: words("Рұқсаттама оқылуда…", "Читаем пропуск…", "Reading the pass…"),
  unanswered: words(
    "Рұқсаттама тексерілмеді: ноутбукпен байланыс жоқ. Нөмір мен құжат бойынша тексеріңіз.",
    "Пропуск не проверен: нет связи с ноутбуком. Проверяйте по номеру и документу.",
    "The pass was not checked: no link to the laptop. Check by plate and document.",
  ),
  standings: {
    genuine: words("Шынайы, мерзімі өтпеген", "Подлинный, срок не истёк", "Genuine, not ended"),
    "not-yet": words("Шынайы, бірақ әлі басталмаған", "Подлинный, но ещё не начал действовать", "Genuine, not begun yet"),
    ended: words("Шынайы, бірақ мерзімі өткен", "Подлинный, но срок истёк", "Genuine, but ended"),
    "unknown-signer": words("Кім бергені белгісіз", "Неизвестно, кто выдал", "Of an unknown issuer"),
    forged: words("Жалған рұқсаттама", "Поддельный пропуск", "A forged pass"),
    "not-a-pass": words("Код оқылмады: қайта сканерлеңіз", "Код не прочитан: отсканируйте ещё раз", "The code was misread: scan again"),
  } satisfies Record<PassCheckReply["standing"], Words>,
  readNext: {
    person: words(
      "Рұқсаттама дәлел емес: ЖСН-ды не құжатты оқыңыз",
      "Пропуск — не доказательство: прочитайте ИИН или документ",
      "A pass proves nothing: read the IIN or the document",
    ),
    vehicle: words(
      "Рұқсаттама дәлел емес: көлік нөмірін оқыңыз",
      "Пропуск — не доказательство: прочитайте номер машины",
      "A pass proves nothing: read the plate",
    ),
    bus: words(
      "Рұқсаттама дәлел емес: автобус нөмірін оқыңыз",
      "Пропуск — не доказательство: прочитайте номер автобуса",
      "A pass proves nothing: read the bus's plate",
    ),
  } satisfies Record<NonNullable<PassCheckReply["kind"]>, Words>,
  checkAnyway: words(
    "Нөмір мен құжат бойынша тексеріңіз, басшыға айтыңыз",
    "Проверяйте по номеру и документу, скажите старшему",
    "Check by plate and document, and tell the supervisor",
  ),
  otherLedger: {
    city: words(
      "Бұл — қала ішіндегі рұқсаттама, бұл бекетке емес",
      "Это пропуск для города, не для этого поста",
      "A pass for the city, not for this post",
    ),
    roadblock: words(
      "Бұл — блокбекет рұқсаттамасы, бұл бекетке емес",
      "Это пропуск для блокпостов, не для этого поста",
      "A pass for the roadblocks, not for this post",
    ),
  },
  holders: {
    same: words("Рұқсаттама осы адамға не көлікке тиесілі", "Пропуск этого человека или машины", "The pass is of this person or vehicle"),
    other: words(
      "Рұқсаттама басқаға тиесілі: нөмірді қайта оқыңыз, сәйкес келмесе басшыға бағыттаңыз",
      "Чужой пропуск: прочитайте номер ещё раз; если не сходится — к старшему",
      "Another's pass: read the number again; if it differs still, refer to the supervisor",
    ),
    none: words(
      "Бұл нөмірде рұқсат жоқ, рұқсаттама басқаға тиесілі болуы мүмкін: нөмірді қайта оқыңыз",
      "У этого номера нет разрешения, пропуск может быть чужим: прочитайте номер ещё раз",
      "Who was read has no permit, the pass may be another's: read the number again",
    ),
  } satisfies Record<PassFinding["holder"], Words>,
  until: words("Жарамды", "Действует до", "Valid until"),
  drop: words("Рұқсаттаманы алып тастау", "Убрать пропуск", "Put the pass away"),
} as const;
