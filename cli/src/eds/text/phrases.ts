import { say } from "./reader.ts";

/** What stands before the values of a report. */
export const labels = {
  reason: say("Себебі", "Причина", "Reason"),
  judgedAt: say("Тексерілген сәт", "Проверено по состоянию на", "Judged as of"),
  policy: say("Тексеру саясаты", "Политика проверки", "Validation policy"),
  standard: say("Стандарт", "Стандарт", "Standard"),
  proved: say("Кім қол қойған (дәлелденген)", "Кто подписал (доказано)", "Signed by (proved)"),
  claimed: say(
    "Сертификатта кім аталған (қол қойғаны дәлелденбеген)",
    "Кто назван в сертификате (не доказано, что подписал)",
    "Named in the certificate (not proved to have signed)",
  ),
  holder: say("Сертификат иесі", "Владелец сертификата", "Holder of the certificate"),
  iin: say("ЖСН", "ИИН", "IIN"),
  bin: say("БСН", "БИН", "BIN"),
  organisation: say("Ұйым", "Организация", "Organisation"),
  role: say("Сертификаттағы рөлі", "Роль по сертификату", "Role in the certificate"),
  serial: say("Сертификаттың сериялық нөмірі", "Серийный номер сертификата", "Serial number of the certificate"),
  issuer: say("Сертификатты берген орталық", "Сертификат выдан центром", "Certificate issued by"),
  validity: say("Сертификат мерзімі", "Срок действия сертификата", "Validity of the certificate"),
  statedTime: say("Қол қоюшы атаған уақыт", "Время, названное подписавшим", "Time that the signer states"),
  provedTime: say("Қол қоюдың дәлелденген уақыты", "Доказанное время подписи", "Proved time of the signature"),
  kind: say("Қолтаңба түрі", "Вид подписи", "Kind of signature"),
  timestamp: say("Уақыт белгісі", "Метка времени", "Time-stamp"),
  service: say("қызмет", "служба", "service"),
  signerStatus: say("Қол қоюшы сертификатының күйі", "Статус сертификата подписавшего", "Status of the signer's certificate"),
  holderStatus: say("Сертификаттың күйі", "Статус сертификата", "Status of the certificate"),
  authorityStatus: say(
    "Куәландырушы орталық сертификатының күйі",
    "Статус сертификата удостоверяющего центра",
    "Status of the authority's certificate",
  ),
  serviceStatus: say(
    "Уақыт белгісі қызметі сертификатының күйі",
    "Статус сертификата службы меток времени",
    "Status of the certificate of the time-stamp's service",
  ),
  by: say("негізі", "основание", "by"),
  seen: say("қаралды, бірақ жеткіліксіз", "рассмотрено, но недостаточно", "looked at, but not enough"),
  signedBy: say("қол қойған", "подписано", "signed by"),
  of: say("жасалған уақыты", "составлено", "made"),
  next: say("келесісінің мерзімі", "срок следующего", "next due"),
  since: say("қашан", "когда", "since"),
  anchor: say("Сенім тірегі (SHA-256)", "Якорь доверия (SHA-256)", "Trust anchor (SHA-256)"),
  faults: say("Не орындалмаған", "Что не выполнено", "What does not hold"),
  notes: say("Ескертулер мен мәліметтер", "Предупреждения и сведения", "Warnings and notes"),
  missing: say("Не жетіспейді", "Чего не хватает", "Missing"),
  addresses: say("сертификаттағы мекенжайлар", "адреса из сертификата", "addresses in the certificate"),
  policies: say("Сертификат саясаттары", "Политики применения", "Certificate policies"),
  path: say("Сертификаттар тізбегі (SHA-256)", "Цепочка сертификатов (SHA-256)", "Path of certificates (SHA-256)"),
  algorithm: say("Қолтаңба алгоритмі", "Алгоритм подписи", "Signature algorithm"),
  blocks: say("Тексеру блоктары бойынша", "По блокам проверки", "By building blocks"),
  message: say("Жалпы файл", "Файл в целом", "The file as a whole"),
  evidence: say("Пайдаланылған дәлелдер (SHA-256)", "Использованные доказательства (SHA-256)", "Evidence used (SHA-256)"),
  certificate: say("сертификат", "сертификат", "certificate"),
  token: say("уақыт белгісі", "метка времени", "time-stamp"),
  askedFor: say("Не сұралған", "Что проверялось", "Asked for"),
} as const;

/** What is said by itself. */
export const remarks = {
  signerUnknown: say(
    "Кім қол қойғаны белгісіз: сертификаты жоқ.",
    "Кто подписал, неизвестно: сертификата нет.",
    "Who signed is not known: the certificate is missing.",
  ),
  provesNothing: say("ештеңені дәлелдемейді", "ничего не доказывает", "proves nothing"),
  laterThanProved: say(
    "дәлелденген уақыттан кейін: дұрыс бола алмайды",
    "позже доказанного времени: не может быть верным",
    "later than the proved time: it cannot be right",
  ),
  notLater: say("ең кеші", "не позднее", "no later than"),
  timeProved: say("осы уақытты дәлелдейді", "доказывает это время", "proves this time"),
  unreadable: say("оқылмайды", "не читается", "cannot be read"),
  statusNotChecked: say(
    "тексерілмеді: сенімді орталыққа апаратын тізбек жоқ",
    "не проверялся: нет цепочки до доверенного центра",
    "not checked: there is no path to a trusted authority",
  ),
  testsToo: say("сынақ орталықтары да қабылданады", "принимаются и тестовые центры", "test authorities are accepted too"),
  mayStillPass: say(
    "Қолтаңба жарамсыз деп танылған жоқ: жетіспейтін дерек берілсе, жарамды болуы мүмкін.",
    "Подпись не признана недействительной: с недостающими данными она может оказаться действительной.",
    "The signature is not found invalid: with what is missing it may turn out valid.",
  ),
  notAccepted: say(
    "Осы саясат бойынша қолтаңба қабылданбайды; жаңа кері қайтару дәлелі мұны өзгертпейді.",
    "По этой политике подпись не принимается; новые данные об отзыве этого не изменят.",
    "By this policy the signature is not accepted; new revocation evidence does not change that.",
  ),
  atProvedTime: say("(дәлелденген уақытта)", "(на доказанное время)", "(at the proved time)"),
  certificateMayStillPass: say(
    "Сертификат жарамсыз деп танылған жоқ: жетіспейтін дерек берілсе, жарамды болуы мүмкін.",
    "Сертификат не признан недействительным: с недостающими данными он может оказаться действительным.",
    "The certificate is not found invalid: with what is missing it may turn out valid.",
  ),
  none: say("жоқ", "нет", "none"),
  same: say("Есеп сол кездегімен бірдей.", "Отчёт тот же, что и тогда.", "The report is the same as then."),
  another: say(
    "Есеп сол кездегіден БАСҚА: дәлелдер бумасы ештеңені растамайды.",
    "Отчёт ДРУГОЙ, чем тогда: пакет доказательств ничего не подтверждает.",
    "ANOTHER report than then: the bundle of evidence confirms nothing.",
  ),
} as const;

/** The verdict on a certificate alone. */
export const certificateVerdicts = {
  TOTAL_PASSED: say("Сертификат жарамды.", "Сертификат действителен.", "The certificate is valid."),
  INDETERMINATE: say(
    "Сертификаттың жарамдылығы дәлелденбеді.",
    "Действительность сертификата не доказана.",
    "The certificate is not proved valid.",
  ),
  TOTAL_FAILED: say("Сертификат жарамсыз.", "Сертификат недействителен.", "The certificate is not valid."),
} as const;

/** What the policies of this command ask for. */
export const policyWords = {
  any: say("кез келген қол қою кілті", "любой ключ подписи", "any signing key"),
  permit: say(
    "ұйымның бірінші басшысы немесе жеке кәсіпкер",
    "первый руководитель организации или индивидуальный предприниматель",
    "the organisation's first head, or a sole proprietor",
  ),
  exemption: say(
    "органның бірінші басшысы, қол қою құқығы бар тұлға немесе ақпараттық жүйе",
    "первый руководитель органа, лицо с правом подписи или информационная система",
    "the authority's first head, a person with the right to sign, or its information system",
  ),
  login: say("жүйеге кіру құжаты", "документ для входа в систему", "a document for signing in"),
  archive: say(
    "мұрағаттан алынған қолтаңба, кез келген қол қою кілті",
    "подпись из архива, любой ключ подписи",
    "a signature out of an archive, any signing key",
  ),
} as const;

export const numbered = {
  signature: (number: number, count: number) =>
    say(`${number}-қолтаңба, барлығы ${count}`, `Подпись ${number} из ${count}`, `Signature ${number} of ${count}`),
  version: (version: number) => say(`${version}-нұсқа`, `версия ${version}`, `version ${version}`),
  missing: (whose: string) =>
    say(
      `«${whose}» сертификатының күйі: оны берген орталықтың кері қайтарылған сертификаттар тізімі (--crl) немесе OCSP жауабы (--ocsp)`,
      `статус сертификата «${whose}»: список отозванных сертификатов (--crl) или ответ OCSP (--ocsp) центра, который его выдал`,
      `the status of "${whose}", by its issuer's list of revoked certificates (--crl) or OCSP response (--ocsp)`,
    ),
};
