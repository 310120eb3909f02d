import type { Cause } from "../revocation/statement.ts";
import type { RevocationReason } from "../x509/revocation-reasons.ts";
import type { CertificateStatus, StatusEvidence } from "./types.ts";
import { say, type Sentence } from "./words.ts";

// The words for what a status is, why, and by what evidence. They stand inside a line, and so begin small.

/** The status of one certificate; a hold is a revocation that may end, and one that came later is told. */
export const certificateStatusWords: Readonly<Record<CertificateStatus["status"] | "on-hold" | "later", Sentence>> = {
  good: say("кері қайтарылмаған", "не отозван", "not revoked"),
  revoked: say("кері қайтарылған", "отозван", "revoked"),
  later: say(
    "сол сәтте кері қайтарылмаған, кейін кері қайтарылған не тоқтатыла тұрған",
    "на тот момент не отозван, позже отозван или приостановлен",
    "not revoked at that moment, revoked or on hold later",
  ),
  "on-hold": say("тоқтатыла тұрған", "приостановлен", "on hold"),
  unknown: say("белгісіз", "неизвестен", "not known"),
};

/** What kind of evidence told it. */
export const evidenceKindWords: Readonly<Record<StatusEvidence["kind"], Sentence>> = {
  crl: say("кері қайтарылған сертификаттар тізімі", "список отозванных сертификатов", "list of revoked certificates"),
  "delta-crl": say(
    "кері қайтарылған сертификаттар тізімінің өзгерістері",
    "изменения списка отозванных сертификатов",
    "changes to the list of revoked certificates",
  ),
  ocsp: say(
    "сертификат күйі туралы жауап (OCSP)",
    "ответ о статусе сертификата (OCSP)",
    "answer about the status of the certificate (OCSP)",
  ),
};

/** Why the authority took a certificate back, RFC 5280 5.3.1. */
export const revocationReasonWords: Readonly<Record<RevocationReason, Sentence>> = {
  unspecified: say("себебі көрсетілмеген", "причина не указана", "no reason given"),
  keyCompromise: say("кілт басқаның қолына түскен", "ключ скомпрометирован", "the key was compromised"),
  cACompromise: say(
    "куәландырушы орталықтың кілті басқаның қолына түскен",
    "скомпрометирован ключ удостоверяющего центра",
    "the authority's key was compromised",
  ),
  affiliationChanged: say("иесінің деректері өзгерген", "изменились данные владельца", "the holder's particulars changed"),
  superseded: say("жаңа сертификатпен ауыстырылған", "заменён новым сертификатом", "replaced by a new certificate"),
  cessationOfOperation: say("қажеттігі болмай қалған", "больше не нужен", "no longer needed"),
  certificateHold: say("қолданылуы тоқтатыла тұрған", "действие приостановлено", "on hold"),
  unused: say("қолданылмаған", "не использовался", "not used"),
  removeFromCRL: say("тізімнен алынған", "исключён из списка", "taken off the list"),
  privilegeWithdrawn: say("құқығы қайтарып алынған", "право отозвано", "the right was withdrawn"),
  aACompromise: say(
    "атрибуттар орталығының кілті басқаның қолына түскен",
    "скомпрометирован ключ центра атрибутов",
    "the attribute authority's key was compromised",
  ),
};

/** Why evidence that concerns a certificate says nothing about it. */
export const causeWords: Readonly<Record<Cause, Sentence>> = {
  "base-missing": say(
    "тізімнің өзгерістері бар, негізгі тізім жоқ",
    "есть изменения списка, нет основного списка",
    "changes to a list without the list",
  ),
  "certificate-id-differs": say("жауап басқа сертификат туралы", "ответ о другом сертификате", "an answer about another certificate"),
  "certificate-id-unsupported": say(
    "жауапта сертификат белгісіз тәсілмен көрсетілген",
    "сертификат в ответе указан неизвестным способом",
    "the answer names its certificate in an unknown way",
  ),
  "critical-extension": say("белгісіз міндетті кеңейтім", "неизвестное критическое расширение", "an unknown critical extension"),
  "indirect-crl": say(
    "тізімде басқа орталықтың сертификаты бар",
    "в списке есть сертификат другого центра",
    "the list has an entry of another authority",
  ),
  "issuer-may-not-sign-lists": say(
    "тізімге қол қойған кілттің оған құқығы жоқ",
    "ключ не предназначен для подписи списков",
    "the key is not meant for signing lists",
  ),
  "issuer-missing": say(
    "тізімге қол қоюшының сертификаты жоқ",
    "нет сертификата подписавшего список",
    "the certificate of the list's signer is missing",
  ),
  "issuer-untrusted": say(
    "тізімге қол қоюшыға сенім дәлелденбеген",
    "доверие к подписавшему список не доказано",
    "the list's signer is not proved to be trusted",
  ),
  "made-after-expiry": say(
    "дерек сертификат мерзімі өткен соң жасалған",
    "данные составлены после окончания срока сертификата",
    "made after the certificate had ended",
  ),
  "made-after-validation": say(
    "дерек тексерілетін сәттен кейін жасалған",
    "данные составлены позже момента проверки",
    "made after the moment of validation",
  ),
  "no-next-update": say("келесі жаңарту уақыты көрсетілмеген", "не указано время следующего обновления", "no time of the next update"),
  "none-from-this-issuer": say(
    "осы орталықтың тізімі де, жауабы да жоқ",
    "нет ни списка, ни ответа этого центра",
    "neither a list nor an answer of this authority",
  ),
  "nonce-differs": say("жауап біздің сұрауға берілмеген", "ответ не на наш запрос", "the answer was not given to our question"),
  "out-of-scope": say(
    "тізім мұндай сертификаттарды қамтымайды",
    "список не охватывает такие сертификаты",
    "the list does not cover such certificates",
  ),
  "reasons-not-covered": say(
    "кері қайтарудың барлық себебі қамтылмаған",
    "охвачены не все причины отзыва",
    "not every reason for revocation is covered",
  ),
  "remove-from-crl": say(
    "толық тізімде алып тастау белгісі бар",
    "в полном списке есть отметка об исключении",
    "a complete list has an entry that was taken off",
  ),
  "responder-missing": say(
    "жауапқа қол қоюшының сертификаты жоқ",
    "нет сертификата подписавшего ответ",
    "the certificate of the answer's signer is missing",
  ),
  "responder-not-of-this-issuer": say(
    "жауап берген қызметке осы орталық өкілеттік бермеген",
    "служба не уполномочена этим центром",
    "the service was not delegated by this authority",
  ),
  "responder-untrusted": say(
    "жауап берген қызметке сенім дәлелденбеген",
    "доверие к службе не доказано",
    "the service is not proved to be trusted",
  ),
  "responder-without-purpose": say(
    "жауап берген кілт бұған арналмаған",
    "ключ не предназначен для таких ответов",
    "the key is not meant for such answers",
  ),
  "signature-wrong": say("деректердің қолтаңбасы дұрыс емес", "подпись на данных неверна", "the signature on the data is wrong"),
  "status-unknown": say(
    "қызмет бұл сертификатты білмейді",
    "служба не знает этого сертификата",
    "the service does not know this certificate",
  ),
  "times-disagree": say("деректердің уақыты бір-біріне қайшы", "время в данных противоречиво", "the times in the data disagree"),
};
