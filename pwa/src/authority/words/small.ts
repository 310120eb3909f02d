import type { SmallReviewList } from "@beket/api";
import { words, type Words } from "../../i18n/index.ts";

export const smallWords = {
  title: words("Шағын ұйымдар", "Малые организации", "Small organisations"),
  lead: words(
    "Қолтаңбасыз берілген босатулардың іріктелгені. Бәрі дұрыс болса, қабылдаңыз; болмаса, себебін жазып тоқтатыңыз.",
    "Выборка освобождений, выданных без подписи. Если всё верно, примите; если нет, прекратите и укажите причину.",
    "A sample of the exemptions given without a signature. Accept what is in order; end what is not, with a reason.",
  ),
  caption: words("Іріктелген босатулар", "Выборка освобождений", "Sampled exemptions"),
  none: words("Қарайтын ештеңе жоқ.", "Проверять нечего.", "There is nothing to look at."),
  bin: words("БСН немесе ЖСН", "БИН или ИИН", "BIN or IIN"),
  name: words("Атауы", "Название", "Name"),
  issued: words("Берілді", "Выдано", "Issued"),
  until: words("Аяқталады", "Действует до", "Until"),
  state: words("Күйі", "Состояние", "State"),
  ledger: words("Рұқсат түрі", "Вид разрешения", "Kind of permit"),
  persons: words("Адамдар", "Люди", "People"),
  vehicles: words("Көліктер", "Автомобили", "Vehicles"),
  numbers: words("Нөмірлер", "Номера", "Numbers"),
  by: words("Кім қарады", "Кто проверил", "Looked at by"),
  reason: words("Себебі", "Причина", "Reason"),
  reasonHint: words(
    "Ұйым себебін 1308-ден біле алады.",
    "Организация может узнать причину по номеру 1308.",
    "The organisation can ask for the reason at 1308.",
  ),
  reasonShort: words("Кемінде үш таңба жазыңыз", "Напишите хотя бы три знака", "Write at least three characters"),
  accept: words("Қабылдау", "Принять", "Accept"),
  revoke: words("Тоқтату", "Прекратить", "End it"),
  accepted: words("Қабылданды.", "Принято.", "Accepted."),
  revoked: words("Тоқтатылды; бекеттер хабардар.", "Прекращено; посты уведомлены.", "Ended; the posts are told."),
} as const;

export const smallStates: Readonly<Record<SmallReviewList["reviews"][number]["state"], Words>> = {
  open: words("қаралмаған", "не проверено", "not looked at"),
  accepted: words("қабылданған", "принято", "accepted"),
  revoked: words("тоқтатылған", "прекращено", "ended"),
};
