import { words } from "../../i18n/index.ts";

export const small = {
  heading: words("Шағын ұйымға босату", "Освобождение для малой организации", "Exemption for a small organisation"),
  lead: words(
    "Екі адамнан аспайтын ұйым ЭЦҚ-сыз, бірден босату алады. Басшының ЖСН-і салық базасындағымен сәйкес болуы керек; олардың бір бөлігін тіркеуші кейін тексереді.",
    "Организация не больше двух человек получает освобождение сразу и без ЭЦП. ИИН руководителя должен совпасть с налоговой базой; часть таких освобождений потом проверяет регистратор.",
    "An organisation of two people or fewer gets an exemption at once, without a signature. The head's IIN has to be the one in the tax base; a registrar looks at some of them later.",
  ),
  headIin: words("Басшының ЖСН-і", "ИИН руководителя", "IIN of the head"),
  ledger: words("Қайда", "Куда", "Where"),
  who: words("Адамдар мен көліктер", "Люди и автомобили", "People and vehicles"),
  whoHint: words(
    "Әр жолда бір адам (аты-жөні, ЖСН) немесе бір көлік нөмірі.",
    "В каждой строке человек (ФИО, ИИН) или госномер.",
    "One person (name, IIN) or one plate a line.",
  ),
  whoWrong: words(
    "Кемінде бір жол керек, көп болса 10; танылмаған нөмір болмасын.",
    "Нужна хотя бы одна строка, не больше 10; все номера должны быть распознаны.",
    "At least one line, at most 10; every number has to be understood.",
  ),
  binWrong: words("БСН-нің 12 санын енгізіңіз.", "Введите 12 цифр БИН.", "Enter the 12 digits of the BIN."),
  iinWrong: words(
    "ЖСН-де қате бар: жеке куәлікпен салыстырыңыз.",
    "В ИИН ошибка: сверьте с удостоверением.",
    "The IIN has a mistake: compare it with the identity card.",
  ),
  ask: words("Босатуды сұрау", "Получить освобождение", "Ask for the exemption"),
  issued: words("Босату берілді", "Освобождение выдано", "The exemption is issued"),
  until: (time: string) => words(`Мерзімі: ${time} дейін`, `Действует до ${time}`, `Valid until ${time}`),
  numbers: words("Нөмірлері", "Номера", "Numbers"),
  waiting: words("Орталықтың қолтаңбасы тексерілуде", "Подпись центра проверяется", "The authority's signature is being checked"),
  waitingText: words(
    "Нөмірлер тексерілген соң күшіне енеді; бұл бірнеше минут.",
    "Номера начнут действовать после проверки; это несколько минут.",
    "The numbers hold once it is checked; that takes a few minutes.",
  ),
  refused: words("Босату берілмеді", "В освобождении отказано", "The exemption is refused"),
  refusedText: words(
    "Мәліметтер салық базасымен сәйкес емес, ұйымда екіден көп адам бар, қызмет түріне рұқсат жоқ немесе босату бұрын берілген. Қатесі жоқ болса, ЭЦҚ арқылы өтінім беріңіз не 1308 нөміріне хабарласыңыз.",
    "Данные не совпали с налоговой базой, в организации больше двух человек, вид деятельности не разрешён или освобождение уже выдано. Если ошибки нет, подайте заявление с ЭЦП или позвоните 1308.",
    "The data differ from the tax base, there are more than two people, the activity is not authorised, or an exemption was issued already. If nothing is wrong, apply with a signature or call 1308.",
  ),
  again: words("Қайта толтыру", "Заполнить снова", "Fill it in again"),
} as const;
