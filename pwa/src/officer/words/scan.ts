import type { SlipCheckReply } from "@beket/api";
import { type Words, words } from "../../i18n/index.ts";

/** Words of scanned codes, result slips and the count of those who wait. */
export const scanWords = {
  strange: words(
    "Бұл кодта ЖСН, көлік нөмірі немесе құжат жоқ",
    "В этом коде нет ИИН, номера машины или документа",
    "This code holds no IIN, plate or document",
  ),
  busy: words(
    "Сканерленген код алынбады: алдымен ашық тұрғанын аяқтаңыз",
    "Код не принят: сначала закончите то, что открыто",
    "The code was not taken: finish what is open first",
  ),
  slipTitle: words("Тест парағы", "Листок о тесте", "Test slip"),
  asking: words("Тексерілуде…", "Проверяем…", "Checking…"),
  unanswered: words(
    "Парақты тексеру үшін ноутбукпен байланыс керек. Қайта сканерлеңіз.",
    "Для проверки листка нужна связь с ноутбуком. Отсканируйте ещё раз.",
    "Checking a slip needs the link to the laptop. Scan again.",
  ),
  standings: {
    genuine: words("Шынайы", "Подлинный", "Genuine"),
    expired: words("Шынайы, бірақ мерзімі өткен", "Подлинный, но срок истёк", "Genuine, but expired"),
    "unknown-signer": words("Кім бергені белгісіз", "Неизвестно, кто выдал", "Of an unknown issuer"),
    forged: words("Жалған", "Поддельный", "Forged"),
    "not-a-slip": words("Бұл тест парағы емес", "Это не листок о тесте", "Not a test slip"),
  } satisfies Record<SlipCheckReply["standing"], Words>,
  standingNext: {
    genuine: null,
    expired: words("Медикке жіберіңіз", "Направьте к медику", "Send to the medic"),
    "unknown-signer": words("Ауысым басшысына жіберіңіз", "Направьте к старшему смены", "Refer to the supervisor"),
    forged: words("Ауысым басшысына жіберіңіз", "Направьте к старшему смены", "Refer to the supervisor"),
    "not-a-slip": words("Басқа кодты сканерлеңіз", "Отсканируйте другой код", "Scan the other code"),
  } satisfies Record<SlipCheckReply["standing"], Words | null>,
  belongs: {
    yes: words("Осы адамдікі", "Этого человека", "Of this person"),
    no: words("Басқа адамдікі", "Другого человека", "Of another person"),
    "not-asked": words(
      "Кімдікі екені тексерілмеді: ЖСН не құжатты енгізіп, қайта сканерлеңіз",
      "Чей — не проверено: введите ИИН или документ и отсканируйте ещё раз",
      "Whose it is was not checked: enter the IIN or document and scan again",
    ),
  } satisfies Record<SlipCheckReply["belongs"], Words>,
  post: words("Бекет", "Пост", "Post"),
  validUntil: words("Жарамды", "Действует до", "Valid until"),
  understood: words("Түсінікті", "Понятно", "Done"),
  queue: words("Кезек", "Очередь", "Queue"),
  queueCount: (waiting: number): Words =>
    words(`Кезекте ${waiting} көлік`, `В очереди машин: ${waiting}`, `${waiting} vehicles in the queue`),
  queueNone: words("Кезек саналмаған", "Очередь не посчитана", "The queue was not counted"),
  more: words("Кезек көбейді", "Очередь больше", "More wait"),
  fewer: words("Кезек азайды", "Очередь меньше", "Fewer wait"),
} as const;
