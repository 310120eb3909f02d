import { actWords } from "./acts/words.ts";
import { reasonWords } from "@beket/eds";
import type { FetchFault, ServiceFault, ServiceKind, Words } from "./evidence/types.ts";

export type { Words } from "./evidence/types.ts";
const say = (kk: string, ru: string, en: string): Words => ({ kk, ru, en });

/** A sentence for every code that an answer of central may carry, beside those of the signature. */
export const words = {
  "organisation.not-in-base": say(
    "Бұл ұйым салық органының базасында әлі жоқ. 1308 нөміріне хабарласыңыз.",
    "Этой организации ещё нет в базе налогового органа. Обратитесь по номеру 1308.",
    "This organisation is not in the tax authority's base yet. Call 1308.",
  ),
  "organisation.not-active": say(
    "Ұйым салық органының базасында жұмыс істеп тұрған ретінде көрсетілмеген.",
    "По базе налогового органа организация не действует.",
    "By the tax authority's base the organisation is not active.",
  ),
  "application.activity-not-authorised": say(
    "Ұйымның қызмет түрі бұл жүріп-тұруға рұқсат етілгендер қатарында жоқ.",
    "Вид деятельности организации не входит в разрешённые для этого передвижения.",
    "The organisation's activity is not among those authorised for this movement.",
  ),
  "application.activity-missing": say(
    "Қызмет түрі көрсетілмеген. ЭҚЖЖ кодын таңдаңыз.",
    "Не указан вид деятельности. Выберите код ОКЭД.",
    "No activity is named. Choose the OKED code.",
  ),
  "application.activity-differs": say(
    "Құжат жасалғаннан кейін ұйымның қызмет түрі немесе ережелер өзгерді. Өтінімді қайта жасаңыз.",
    "После составления документа изменились вид деятельности или правила. Составьте заявление заново.",
    "The activity or the rules changed after the document was made. Make the application again.",
  ),
  "application.purpose-not-authorised": say(
    "Бұл қызмет түріне мұндай сапар мақсаты рұқсат етілмеген.",
    "Эта цель поездки не разрешена для данного вида деятельности.",
    "This purpose is not authorised for the activity.",
  ),
  "application.validity-empty": say(
    "Мерзімнің соңы басынан кейін болуы керек.",
    "Окончание срока должно быть позже начала.",
    "The end of the validity must come after its beginning.",
  ),
  "application.validity-past": say(
    "Сұралған мерзім өтіп кеткен.",
    "Запрошенный срок уже прошёл.",
    "The validity asked for is already over.",
  ),
  "application.validity-too-long": say(
    "Сұралған мерзім ережеде белгіленгеннен ұзақ.",
    "Запрошенный срок длиннее, чем допускают правила.",
    "The validity asked for is longer than the rules allow.",
  ),
  "application.not-for-oneself": say(
    "Жеке кәсіпкер рұқсатты тек өзіне және көліктеріне сұрай алады.",
    "Индивидуальный предприниматель подписывает только за себя и свой транспорт.",
    "A sole proprietor signs for themself and their vehicles only.",
  ),
  "application.no-regime": say(
    "Карантин ережелері әлі жарияланған жоқ.",
    "Правила карантина ещё не опубликованы.",
    "No rules of the quarantine are in force yet.",
  ),
  "application.not-canonical": say(
    "Жіберілген мәтін жүйе дайындаған құжат емес.",
    "Отправленный текст не является документом, который подготовила система.",
    "The text sent is not a document that the system prepared.",
  ),
  "application.document-invalid": say(
    "Құжаттың құрылымы дұрыс емес.",
    "Структура документа неверна.",
    "The structure of the document is wrong.",
  ),
  "application.document-changed": say(
    "Құжат дайындалғаннан кейін өзгертілген. Қайта дайындап, қол қойыңыз.",
    "Документ изменён после подготовки. Подготовьте и подпишите его заново.",
    "The document was changed after it was prepared. Prepare and sign it again.",
  ),
  "application.document-expired": say(
    "Құжатқа қол қою мерзімі өтті. Қайта дайындаңыз.",
    "Срок подписания документа истёк. Подготовьте его заново.",
    "The document was not signed in time. Prepare it again.",
  ),
  "application.already-submitted": say(
    "Бұл құжат бұрын жіберілген. Алғашқы жауап күшінде.",
    "Этот документ уже подан. Действует первый ответ.",
    "This document was already submitted. The first answer stands.",
  ),
  "application.signature-reused": say(
    "Бұл қолтаңба басқа құжатпен жіберілген.",
    "Эта подпись уже подана с другим документом.",
    "This signature was already submitted with another document.",
  ),
  "application.other-origin": say(
    "Құжат басқа порталда дайындалған.",
    "Документ подготовлен на другом портале.",
    "The document was prepared at another portal.",
  ),
  "application.evidence-timeout": say(
    "24 сағат ішінде сертификаттың кері қайтарылмағанын тексеру мүмкін болмады. Өтінімді қайта беріңіз.",
    "За 24 часа не удалось проверить, не отозван ли сертификат. Подайте заявление снова.",
    "For 24 hours it could not be checked whether the certificate is revoked. Apply again.",
  ),
  "application.waiting": say(
    "Сертификаттың кері қайтарылмағаны тексерілуде; жүйе өзі қайталайды.",
    "Проверяется, не отозван ли сертификат; система повторит проверку сама.",
    "Whether the certificate is revoked is being checked; the system tries again by itself.",
  ),
  "row.identifier-invalid": say(
    "Нөмір дұрыс емес. Құжаттан қайта теріп, өзгеріспен қосыңыз.",
    "Номер неверен. Наберите его с документа и добавьте изменением.",
    "The number is wrong. Type it from the document and add it by a change.",
  ),
  "row.duplicate": say(
    "Бұл жол тізімде қайталанған; біріншісі қаралды.",
    "Эта строка в списке повторяется; рассмотрена первая.",
    "This row is in the list twice; the first one counts.",
  ),
  "row.already-permitted": say(
    "Бұл мерзімге рұқсат бұрын берілген, ол күшінде. Ештеңе істеудің қажеті жоқ.",
    "На этот срок разрешение уже выдано и действует. Делать ничего не нужно.",
    "A permit for this time was already issued and stands. There is nothing to do.",
  ),
  "row.over-headcount": say(
    "Ұйым үшін рұқсат етілген адам саны таусылды. Қажетсіз рұқсаттарды кері қайтарып, бұл жолды өзгеріспен қосыңыз.",
    "Исчерпано число людей, разрешённое для организации. Отзовите ненужные разрешения и добавьте строку изменением.",
    "The number of people allowed for the organisation is used up. Take back permits that are not needed, then add the row by a change.",
  ),
  "row.group-incomplete": say(
    "Топтың бір жолы қабылданбады, сондықтан топ түгел берілмейді. Сол жолды түзетіп, топты қайта беріңіз.",
    "Одна из строк группы отклонена, поэтому группа не выдаётся. Исправьте её и подайте группу снова.",
    "A row of the group was refused, so the group is not issued. Mend that row and apply for the group again.",
  ),
  "application.pending": say(
    "Қолтаңба дұрыс. Ұйым салық органының базасына енгенде өтінім өзі шешіледі; сізге ештеңе істеудің қажеті жоқ. Сұрақтар: 1308.",
    "Подпись верна. Заявление решится само, когда организация появится в базе налогового органа; делать ничего не нужно. Вопросы: 1308.",
    "The signature stands. The application is decided by itself when the organisation is in the tax authority's base; there is nothing to do. Questions: 1308.",
  ),
  "organisation.refused": say(
    "Тіркеуші ұйымды растамады. Мән-жайын 1308 нөмірінен біліңіз.",
    "Регистратор не подтвердил организацию. Узнайте причину по номеру 1308.",
    "The registrar did not confirm the organisation. Ask why at 1308.",
  ),
  "application.over-headcount": say(
    "Қазір рұқсаты бар адамдар ережедегі саннан көп. Алдымен артық рұқсаттарды кері қайтарыңыз.",
    "Людей с разрешениями сейчас больше, чем допускают правила. Сначала отзовите лишние разрешения.",
    "More people hold permits now than the rules allow. Take the excess permits back first.",
  ),
  "application.unknown": say(
    "Ұйымда мұндай өтінім жоқ.",
    "У организации нет такого заявления.",
    "The organisation has no such application.",
  ),
  "application.revision-stale": say(
    "Құжат жасалғаннан кейін тізім өзгерді, сондықтан ештеңе жасалмады. Тізімді қайта ашып, өзгерісті жаңадан жасаңыз.",
    "После составления документа список изменился, поэтому ничего не сделано. Откройте список и составьте изменение заново.",
    "The roster changed after the document was made, so nothing was done. Open the roster and make the change again.",
  ),
  "consent.unknown": say("Ұйымда мұндай келісім жоқ.", "У организации нет такого согласия.", "The organisation has no such consent."),
  "consent.to-invalid": say(
    "Кімге берілетінінің БСН-і дұрыс емес немесе ол сіздің ұйымыңыз.",
    "БИН того, кому передаётся, неверен или это ваша организация.",
    "The BIN of whom it is lent to is wrong, or it is your own organisation.",
  ),
  "draft.incomplete": say(
    "Барлық міндетті өрістерді толтырыңыз.",
    "Заполните все обязательные поля.",
    "Fill in all fields that are needed.",
  ),
  "small.not-eligible": say(
    "Бұл деректер бойынша рұқсат берілмейді. БСН мен басшының ЖСН-ін тексеріңіз немесе ЭЦҚ арқылы өтінім беріңіз. Сұрақтар: 1308.",
    "По этим данным освобождение не выдаётся. Проверьте БИН и ИИН руководителя или подайте заявление с ЭЦП. Вопросы: 1308.",
    "No exemption is given by these data. Check the BIN and the head's IIN, or apply with a signature. Questions: 1308.",
  ),
  "small.too-many": say(
    "Адам немесе көлік саны ұйымдағы адам санынан көп. Тізімді қысқартыңыз.",
    "Людей или автомобилей больше, чем сотрудников в организации. Сократите список.",
    "There are more people or vehicles than the organisation has employees. Shorten the list.",
  ),
  "small.already": say(
    "Ұйымның қолданыстағы босатуы бар. Ол аяқталғаннан кейін қайта сұраңыз.",
    "У организации уже есть действующее освобождение. Обратитесь снова, когда оно закончится.",
    "The organisation has an exemption already. Ask again when it has ended.",
  ),
  "small.not-available": say(
    "Бұл жол қазір қолжетімсіз. ЭЦҚ арқылы өтінім беріңіз.",
    "Этот путь сейчас недоступен. Подайте заявление с ЭЦП.",
    "This way is not available now. Apply with a signature.",
  ),
  "small.row-invalid": say(
    "Тізімдегі бір нөмір дұрыс емес немесе қайталанған.",
    "Один из номеров в списке неверен или повторяется.",
    "A number in the list is wrong or stands there twice.",
  ),
  "row.consent-missing": say(
    "Бұл адамды немесе көлікті беретін ұйымның осы мерзімге келісімі жоқ. Сол ұйымның басшысынан келісімге қол қоюын сұраңыз.",
    "Нет согласия организации, чей это работник или автомобиль, на этот срок. Попросите её руководителя подписать согласие.",
    "The firm whose worker or vehicle this is gave no consent for this time. Ask its head to sign one.",
  ),
  "row.group-invalid": say("Топ құжатта жоқ.", "Такой группы в документе нет.", "The document has no such group."),
  "revocation.number-unknown": say(
    "Ұйымда мұндай рұқсат нөмірі жоқ.",
    "У организации нет разрешения с таким номером.",
    "The organisation has no permit of that number.",
  ),
  "act.authority-without-power": say(
    "Бұл органның мұндай актіге құқығы жоқ.",
    "Этот орган не вправе издавать такой акт.",
    "This authority may not issue such an act.",
  ),
  "act.category-unknown": say("Ережеде мұндай санат жоқ.", "В правилах нет такой категории.", "The rules have no such category."),
  "act.instruction-not-for-cause": say(
    "Бұл нұсқау мұндай негізге қолданылмайды.",
    "Это указание не применяется при таком основании.",
    "This instruction does not serve such a cause.",
  ),
  "act.provisional-too-long": say(
    "Алдын ала тоқтату белгісі ережедегіден ұзақ.",
    "Предварительная стоп-отметка дольше, чем допускают правила.",
    "The provisional hold is longer than the rules allow.",
  ),
  ...actWords,
} as const satisfies Readonly<Record<string, Words>>;
export type WordCode = keyof typeof words;

/** How a service is called in a sentence where the operator gave it no name. */
const serviceNames: Readonly<Record<ServiceKind, Words>> = {
  ocsp: say("сертификат күйі қызметі (OCSP)", "служба статуса сертификатов (OCSP)", "the certificate status service (OCSP)"),
  crl: say("кері қайтарылған сертификаттар тізімі", "список отозванных сертификатов", "the list of revoked certificates"),
  "delta-crl": say(
    "кері қайтарылған сертификаттар тізімінің өзгерістері",
    "изменения списка отозванных сертификатов",
    "the changes to the list of revoked certificates",
  ),
  tsp: say("уақыт белгісі қызметі", "служба меток времени", "the time-stamp service"),
};
const faultWords: Readonly<Record<FetchFault, Words>> = {
  unreachable: say("байланыс жоқ", "нет связи", "no connection"),
  timeout: say("дер кезінде жауап бермеді", "нет ответа в срок", "no answer in time"),
  "too-large": say("жауабы тым үлкен", "ответ слишком велик", "the answer is too large"),
  redirected: say("басқа мекенжайға жібереді", "отсылает на другой адрес", "sends elsewhere"),
  "http-status": say("қатемен жауап берді", "ответ с ошибкой", "an error instead of an answer"),
  unreadable: say("жауабы оқылмайды", "ответ не читается", "the answer cannot be read"),
  "other-subject": say("басқа нәрсе туралы жауап берді", "ответ не о том", "the answer is about something else"),
  "nonce-differs": say("ескі жауап жіберді", "прислан старый ответ", "an old answer was sent"),
  stale: say("мәліметі ескірген", "сведения устарели", "the data are out of date"),
  "refused-by-service": say("жауап беруден бас тартты", "в ответе отказано", "an answer was refused"),
  "not-served": say("бұл сертификатқа жауап бермейді", "за этот сертификат не отвечает", "it does not answer for this certificate"),
  "status-unknown": say("бұл сертификатты білмейді", "этот сертификат там неизвестен", "this certificate is not known there"),
  "not-believed": say("жауабы расталмады", "ответ не подтверждён", "the answer was not confirmed"),
  resting: say(
    "жақында жауап бермеді, сәлден кейін қайта сұралады",
    "недавно ответа не было, спросим позже",
    "no answer a moment ago, it is asked again later",
  ),
  "no-service": say("бапталмаған", "не настроено", "not configured"),
};

/** Which service gave nothing, and why: a sentence in three languages that names the service and nobody else. */
export function unreachedWords({ kind, host, fault }: ServiceFault, name: Words | null): Words {
  const sentence = (language: keyof Words): string => {
    const called = name?.[language] ?? `${serviceNames[kind][language]}${host === "" ? "" : ` (${host})`}`;
    return `${called[0]?.toUpperCase() ?? ""}${called.slice(1)}: ${faultWords[fault][language]}.`.slice(0, 300);
  };
  return { kk: sentence("kk"), ru: sentence("ru"), en: sentence("en") };
}

const isOwn = (code: string): code is WordCode => Object.hasOwn(words, code);
const isSignature = (code: string): code is keyof typeof reasonWords => Object.hasOwn(reasonWords, code);

/** The sentence of a code; an unknown one stands for itself, so that nothing is hidden. */
function wordsOf(code: string): Words {
  if (isOwn(code)) return words[code];
  if (isSignature(code)) return reasonWords[code];
  return say(code, code, code);
}
export const reasonOf = (code: string) => ({ code, ...wordsOf(code) });
