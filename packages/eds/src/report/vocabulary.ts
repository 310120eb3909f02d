import type { SignatureLevel } from "../policy/policy.ts";
import type { SignerRole } from "../x509/roles.ts";
import type { BlockName } from "./blocks.ts";
import type { SubIndication } from "./indication.ts";
import type { Check, SignatureReport } from "./types.ts";
import { say, type Sentence } from "./words.ts";

// The words of a report beside its reasons: what stands in its rows and headings.

/** A sub-indication of EN 319 102-1 in plain words. */
export const subIndicationWords: Readonly<Record<SubIndication, Sentence>> = {
  FORMAT_FAILURE: say(
    "Қолтаңбаның пішімі стандартқа сай емес.",
    "Формат подписи не соответствует стандарту.",
    "The format of the signature does not follow the standard.",
  ),
  HASH_FAILURE: say("Қол қойылған деректер өзгертілген.", "Подписанные данные изменены.", "The signed data were changed."),
  SIG_CRYPTO_FAILURE: say(
    "Қолтаңба криптографиялық тексеруден өтпеді.",
    "Подпись не прошла криптографическую проверку.",
    "The signature does not verify.",
  ),
  REVOKED: say(
    "Сертификат кері қайтарылған немесе тоқтатыла тұрған.",
    "Сертификат отозван или приостановлен.",
    "The certificate is revoked or on hold.",
  ),
  EXPIRED: say("Сертификаттың мерзімі өткен.", "Срок действия сертификата истёк.", "The certificate has expired."),
  NOT_YET_VALID: say("Сертификат әлі күшіне енбеген.", "Сертификат ещё не вступил в силу.", "The certificate is not valid yet."),
  SIG_CONSTRAINTS_FAILURE: say(
    "Қолтаңба қойылған талаптарға сай емес.",
    "Подпись не отвечает предъявляемым требованиям.",
    "The signature does not meet what is asked of it.",
  ),
  CHAIN_CONSTRAINTS_FAILURE: say(
    "Сертификаттар тізбегі ережелерге сай емес.",
    "Цепочка сертификатов не отвечает правилам.",
    "The path of certificates breaks a rule.",
  ),
  CERTIFICATE_CHAIN_GENERAL_FAILURE: say(
    "Сертификаттар тізбегін тексеру мүмкін болмады.",
    "Цепочку сертификатов проверить не удалось.",
    "The path of certificates could not be judged.",
  ),
  CRYPTO_CONSTRAINTS_FAILURE: say(
    "Алгоритм немесе кілт жеткілікті берік емес не оған қолдау көрсетілмейді.",
    "Алгоритм или ключ недостаточно стойкий либо не поддерживается.",
    "An algorithm or a key is not strong enough, or not supported.",
  ),
  POLICY_PROCESSING_ERROR: say(
    "Тексеру саясатын қолдану мүмкін болмады.",
    "Политику проверки применить не удалось.",
    "The validation policy could not be applied.",
  ),
  SIGNATURE_POLICY_NOT_AVAILABLE: say(
    "Қолтаңба сілтейтін ережелер қолжетімсіз.",
    "Правила, на которые ссылается подпись, недоступны.",
    "The rules that the signature refers to are not available.",
  ),
  TIMESTAMP_ORDER_FAILURE: say("Уақыт белгілерінің реті бұзылған.", "Нарушен порядок меток времени.", "The time-stamps are out of order."),
  NO_SIGNING_CERTIFICATE_FOUND: say(
    "Қол қоюшының сертификаты табылмады.",
    "Сертификат подписавшего не найден.",
    "The signer's certificate was not found.",
  ),
  NO_CERTIFICATE_CHAIN_FOUND: say(
    "Сенімді куәландырушы орталыққа апаратын тізбек табылмады.",
    "Не найдена цепочка до доверенного удостоверяющего центра.",
    "No path to a trusted authority was found.",
  ),
  REVOKED_NO_POE: say(
    "Сертификат кері қайтарылған, ал қолтаңбаның бұдан бұрын жасалғаны дәлелденбеген.",
    "Сертификат отозван, и не доказано, что подпись сделана раньше.",
    "The certificate is revoked, and nothing proves that the signature was made before.",
  ),
  REVOKED_CA_NO_POE: say(
    "Куәландырушы орталықтың сертификаты кері қайтарылған.",
    "Сертификат удостоверяющего центра отозван.",
    "The authority's certificate is revoked.",
  ),
  OUT_OF_BOUNDS_NO_POE: say(
    "Тексерілетін сәт сертификат мерзімінен тыс, ал қолтаңбаның мерзім ішінде жасалғаны дәлелденбеген.",
    "Проверяемый момент вне срока действия сертификата, и не доказано, что подпись сделана в его пределах.",
    "The certificate is outside its validity, and nothing proves that the signature was made within it.",
  ),
  OUT_OF_BOUNDS_NOT_REVOKED: say(
    "Сертификаттың мерзімі өткен, бірақ ол кері қайтарылмаған.",
    "Срок действия сертификата истёк, но он не отозван.",
    "The certificate has expired, but was not revoked.",
  ),
  REVOCATION_OUT_OF_BOUNDS_NO_POE: say(
    "Кері қайтару дәлелі ескірген, ал оның бұрын болғаны дәлелденбеген.",
    "Данные об отзыве устарели, и не доказано, что они существовали раньше.",
    "The revocation evidence is out of date, and nothing proves that it existed before.",
  ),
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: say(
    "Алгоритм қазір жеткілікті берік емес, ал қолтаңбаның бұдан бұрын жасалғаны дәлелденбеген.",
    "Алгоритм больше не считается стойким, и не доказано, что подпись сделана раньше.",
    "The algorithm is no longer strong enough, and nothing proves that the signature was made before.",
  ),
  NO_POE: say(
    "Қолтаңбаның қашан жасалғаны дәлелденбеген.",
    "Не доказано, когда сделана подпись.",
    "Nothing proves when the signature was made.",
  ),
  TRY_LATER: say(
    "Тексеруге қажет деректер әзірге жоқ. Олар келгенде тексеруге болады.",
    "Данных для проверки пока нет. Проверить можно будет, когда они поступят.",
    "The data for the check are not at hand yet. It can be done once they are.",
  ),
  SIGNED_DATA_NOT_FOUND: say("Қол қойылған құжат табылмады.", "Подписанный документ не найден.", "The signed document was not found."),
};

/** The building blocks as headings. */
export const blockWords: Readonly<Record<BlockName, Sentence>> = {
  "format-checking": say("Пішімді тексеру", "Проверка формата", "Format checking"),
  "signing-certificate-identification": say(
    "Қол қоюшының сертификатын анықтау",
    "Определение сертификата подписавшего",
    "Identification of the signing certificate",
  ),
  "validation-context-initialisation": say(
    "Тексеру шарттарын белгілеу",
    "Определение условий проверки",
    "Validation context initialisation",
  ),
  "revocation-freshness": say("Кері қайтару дәлелінің жаңалығы", "Актуальность данных об отзыве", "Revocation freshness"),
  "certificate-validation": say("Сертификаттар тізбегін тексеру", "Проверка цепочки сертификатов", "X.509 certificate validation"),
  "cryptographic-verification": say("Криптографиялық тексеру", "Криптографическая проверка", "Cryptographic verification"),
  "signature-acceptance": say("Қолтаңбаның талаптарға сәйкестігі", "Соответствие подписи требованиям", "Signature acceptance validation"),
  "timestamp-validation": say("Уақыт белгісін тексеру", "Проверка метки времени", "Time-stamp validation"),
  "signature-with-time": say("Қол қоюдың дәлелденген уақыты", "Доказанное время подписи", "Signature with time"),
};

/** What a building block came to. */
export const conclusionWords = {
  PASSED: say("Тексеруден өтті", "Пройдена", "Passed"),
  FAILED: say("Тексеруден өтпеді", "Не пройдена", "Failed"),
  INDETERMINATE: say("Дәлелденбеді", "Не доказано", "Indeterminate"),
  NOT_RUN: say("Тексеру жүргізілмеді", "Не проводилась", "Not run"),
} as const satisfies Readonly<Record<string, Sentence>>;

/** The status of one check. */
export const statusWords: Readonly<Record<Check["status"], Sentence>> = {
  ok: say("дұрыс", "в порядке", "in order"),
  failed: say("орындалмаған", "не выполнено", "failed"),
  indeterminate: say("дәлелденбеді", "не доказано", "not proved"),
  warned: say("ескерту", "предупреждение", "warning"),
  informed: say("мәлімет", "сведение", "information"),
};

/** The level of a signature. */
export const levelWords: Readonly<Record<SignatureLevel, Sentence>> = {
  CMS: say(
    "Сертификаты аталмаған CMS қолтаңбасы",
    "Подпись CMS без указания сертификата",
    "A CMS signature that does not name its certificate",
  ),
  "B-B": say("Негізгі қолтаңба (B-B)", "Базовая подпись (B-B)", "A basic signature (B-B)"),
  "B-T": say("Уақыт белгісі бар қолтаңба (B-T)", "Подпись с меткой времени (B-T)", "A signature with a time-stamp (B-T)"),
  "B-LT": say(
    "Уақыт белгісі мен тексеру деректері бар қолтаңба (B-LT)",
    "Подпись с меткой времени и данными для проверки (B-LT)",
    "A signature with a time-stamp and the data to validate it (B-LT)",
  ),
};

/** What proves the moment that the signature was judged by. */
export const timeSourceWords: Readonly<Record<SignatureReport["bestSignatureTimeFrom"], Sentence>> = {
  timestamp: say("уақыт белгісі бойынша", "по метке времени", "by a time-stamp"),
  receipt: say("қабылданған уақыты бойынша", "по времени получения", "by its receipt"),
  "validation-time": say("тексерілген уақыты бойынша", "по времени проверки", "by the time of validation"),
};

/** What the certificate says its holder is. */
export const roleWords: Readonly<Record<SignerRole, Sentence>> = {
  individual: say("жеке тұлға", "физическое лицо", "individual"),
  "legal-entity": say("заңды тұлға", "юридическое лицо", "legal entity"),
  "first-head": say("бірінші басшы", "первый руководитель", "first head"),
  "first-head-other-ca": say(
    "бірінші басшы (басқа куәландырушы орталық)",
    "первый руководитель (другой удостоверяющий центр)",
    "first head (another authority)",
  ),
  "right-to-sign": say("қол қою құқығы бар тұлға", "лицо с правом подписи", "person with the right to sign"),
  financial: say("қаржы құжаттарына қол қою құқығы", "право подписи финансовых документов", "right to sign financial documents"),
  hr: say("кадр бөлімінің қызметкері", "сотрудник отдела кадров", "employee of the personnel department"),
  employee: say("ұйым қызметкері", "сотрудник организации", "employee of the organisation"),
  "information-system": say("ақпараттық жүйе", "информационная система", "information system"),
  "treasury-client": say("«Қазынашылық-клиент» жүйесі", "система «Казначейство-клиент»", "the system «Treasury-Client»"),
};
