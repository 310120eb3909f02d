import type { CheckCode } from "./codes.ts";
import type { Indication } from "./indication.ts";

/** Kazakh, Russian, English (ISO 639-1). */
export type Language = "kk" | "ru" | "en";
/** The same said in each language. */
export type Sentence = Readonly<Record<Language, string>>;

export const say = (kk: string, ru: string, en: string): Sentence => ({ kk, ru, en });

/** For the person who signed and whoever explains it to them: what is wrong, and what to do next or what it means. */
export const reasonWords: Readonly<Record<CheckCode, Sentence>> = {
  "eds.cms.malformed": say(
    "Қолтаңба файлы бүлінген. Қайта қол қойыңыз.",
    "Файл подписи повреждён. Подпишите заново.",
    "The signature file is damaged. Sign again.",
  ),
  "eds.cms.too-large": say(
    "Қолтаңба файлы тым үлкен немесе тым күрделі. Құжатты бөліп, қайта қол қойыңыз.",
    "Файл подписи слишком велик или сложен. Разделите документ и подпишите заново.",
    "The signature file is too large or too complex. Split the document and sign again.",
  ),
  "eds.cms.not-signed-data": say(
    "Бұл файл CMS қолтаңбасы емес. CMS пішімінде қол қойыңыз.",
    "Этот файл не является подписью CMS. Подпишите в формате CMS.",
    "This file is not a CMS signature. Sign in the CMS format.",
  ),
  "eds.cms.version": say(
    "Қолтаңба нұсқасының нөмірі оның мазмұнына сай емес. Қол қою бағдарламасын жаңартып, қайта қол қойыңыз.",
    "Номер версии подписи не соответствует её содержимому. Обновите программу подписи и подпишите заново.",
    "The version number of the signature does not match what it holds. Update the signing program and sign again.",
  ),
  "eds.cms.no-signer": say(
    "Файлда бірде-бір қолтаңба жоқ. Құжатқа қол қойыңыз.",
    "В файле нет ни одной подписи. Подпишите документ.",
    "The file holds no signature. Sign the document.",
  ),
  "eds.cms.signer-version": say(
    "Қолтаңбаның құрылымы стандартқа сай емес. Қол қою бағдарламасын жаңартып, қайта қол қойыңыз.",
    "Структура подписи не соответствует стандарту. Обновите программу подписи и подпишите заново.",
    "The structure of the signature does not follow the standard. Update the signing program and sign again.",
  ),
  "eds.cms.no-signed-attributes": say(
    "Қолтаңбада қол қойылуы міндетті атрибуттар жоқ. Қол қою бағдарламасын жаңартып, қайта қол қойыңыз.",
    "В подписи нет обязательных подписанных атрибутов. Обновите программу подписи и подпишите заново.",
    "The signature lacks the signed attributes it must have. Update the signing program and sign again.",
  ),
  "eds.cms.attribute-repeated": say(
    "Қолтаңба атрибуты бірнеше рет берілген. Қол қою бағдарламасын жаңартып, қайта қол қойыңыз.",
    "Атрибут подписи указан несколько раз. Обновите программу подписи и подпишите заново.",
    "An attribute of the signature is given more than once. Update the signing program and sign again.",
  ),
  "eds.cms.attribute-values": say(
    "Қолтаңба атрибутының мәні дұрыс емес. Қол қою бағдарламасын жаңартып, қайта қол қойыңыз.",
    "Значение атрибута подписи неверно. Обновите программу подписи и подпишите заново.",
    "An attribute of the signature has a wrong value. Update the signing program and sign again.",
  ),
  "eds.cms.attribute-missing": say(
    "Қолтаңбада міндетті атрибут жоқ. Қол қою бағдарламасын жаңартып, қайта қол қойыңыз.",
    "В подписи нет обязательного атрибута. Обновите программу подписи и подпишите заново.",
    "The signature lacks an attribute it must have. Update the signing program and sign again.",
  ),
  "eds.cms.content-type-mismatch": say(
    "Қол қойылған мазмұнның түрі файлда көрсетілгенге сай емес. Қол қою бағдарламасын жаңартып, қайта қол қойыңыз.",
    "Тип подписанного содержимого не совпадает с указанным в файле. Обновите программу подписи и подпишите заново.",
    "The type of the signed content is not the one that the file names. Update the signing program and sign again.",
  ),
  "eds.cms.signature-policy": say(
    "Қолтаңба мұнда белгісіз қол қою ережесіне сілтейді. Ережесіз қайта қол қойыңыз.",
    "Подпись ссылается на правила подписания, которые здесь неизвестны. Подпишите без них.",
    "The signature refers to signing rules that are not known here. Sign again without them.",
  ),
  "eds.cms.not-judged": say(
    "Қолтаңбаның қосымша бөліктері тексерілген жоқ және ештеңені дәлелдемейді.",
    "Дополнительные части подписи не проверялись и ничего не доказывают.",
    "Additional parts of the signature were not judged and prove nothing.",
  ),
  "eds.cms.document-missing": say(
    "Қол қойылған құжат берілмеген. Оны қолтаңбамен бірге беріңіз.",
    "Подписанный документ не представлен. Приложите его к подписи.",
    "The signed document was not handed in. Hand it in together with the signature.",
  ),
  "eds.cms.document-differs": say(
    "Бұл құжат қол қойылған құжаттан өзгеше. Осы құжатқа қайта қол қойыңыз.",
    "Документ отличается от подписанного. Подпишите этот документ заново.",
    "The document is not the one that was signed. Sign this one again.",
  ),
  "eds.cms.certificate-missing": say(
    "Қолтаңбада қол қоюшының сертификаты жоқ. Сертификатпен бірге қайта қол қойыңыз.",
    "В подписи нет сертификата подписавшего. Подпишите заново, приложив сертификат.",
    "The signature does not hold the signer's certificate. Sign again and enclose it.",
  ),
  "eds.cms.signing-certificate-differs": say(
    "Қолтаңбада басқа сертификат көрсетілген. Бір кілтпен қайта қол қойыңыз.",
    "В подписи указан другой сертификат. Подпишите заново одним ключом.",
    "The signature names another certificate. Sign again with one key.",
  ),
  "eds.cms.signing-certificate-absent": say(
    "Қолтаңбада оның қай сертификатпен жасалғаны бекітілмеген; сертификат нөмірі мен кілті бойынша анықталды.",
    "В подписи не закреплено, каким сертификатом она создана; сертификат определён по номеру и ключу.",
    "The signature does not bind the certificate it was made with; that was found by its number and key.",
  ),
  "eds.crypto.algorithm-unsupported": say(
    "Қолтаңба алгоритміне қолдау көрсетілмейді. Ұлттық куәландырушы орталықтың кілтімен қол қойыңыз.",
    "Алгоритм подписи не поддерживается. Подпишите ключом национального удостоверяющего центра.",
    "The signature's algorithm is not supported. Sign with a key of the national certification authority.",
  ),
  "eds.crypto.algorithms-disagree": say(
    "Қолтаңба, хэш және кілт алгоритмдері бір-біріне сәйкес емес. Қол қою бағдарламасын жаңартып, қайта қол қойыңыз.",
    "Алгоритмы подписи, хэша и ключа не соответствуют друг другу. Обновите программу подписи и подпишите заново.",
    "The algorithms of signature, digest and key do not belong together. Update the signing program and sign again.",
  ),
  "eds.crypto.key-invalid": say(
    "Сертификаттағы ашық кілт жарамсыз. Жаңа кілт алыңыз.",
    "Открытый ключ в сертификате недопустим. Получите новый ключ.",
    "The public key in the certificate is invalid. Get a new key.",
  ),
  "eds.crypto.signature-malformed": say(
    "Қолтаңба мәні дұрыс жазылмаған. Қайта қол қойыңыз.",
    "Значение подписи записано неверно. Подпишите заново.",
    "The signature value is not well formed. Sign again.",
  ),
  "eds.crypto.signature-wrong": say(
    "Қолтаңба сертификаттағы кілтпен жасалмаған немесе бүлінген. Қайта қол қойыңыз.",
    "Подпись сделана не ключом из сертификата или повреждена. Подпишите заново.",
    "The signature was not made with the certificate's key, or is damaged. Sign again.",
  ),
  "eds.crypto.algorithm-expired": say(
    "Қолтаңба алгоритмі енді жеткілікті берік емес. Кілтті жаңартып, қайта қол қойыңыз.",
    "Алгоритм подписи больше не считается стойким. Обновите ключ и подпишите заново.",
    "The signature's algorithm is no longer strong enough. Renew the key and sign again.",
  ),
  "eds.crypto.key-too-short": say(
    "Қол қою кілті тым қысқа. Кілтті жаңартып, қайта қол қойыңыз.",
    "Ключ подписи слишком короткий. Обновите ключ и подпишите заново.",
    "The signing key is too short. Renew the key and sign again.",
  ),
  "eds.certificate.malformed": say(
    "Сертификатты оқу мүмкін емес. Оны берген орталыққа жүгініңіз.",
    "Сертификат не читается. Обратитесь в центр, который его выдал.",
    "The certificate cannot be read. Ask the authority that issued it.",
  ),
  "eds.certificate.expired": say(
    "Сертификаттың мерзімі өткен. Кілтті жаңартып, қайта қол қойыңыз.",
    "Срок действия сертификата истёк. Обновите ключ и подпишите заново.",
    "The certificate has expired. Renew the key and sign again.",
  ),
  "eds.certificate.expired-no-poe": say(
    "Сертификаттың мерзімі өткен, ал қолтаңбаның бұған дейін жасалғаны дәлелденбеген. Уақыт белгісі не қабылдау жазбасы керек.",
    "Срок действия сертификата истёк, и не доказано, что подпись сделана раньше. Нужна метка времени или запись о получении.",
    "The certificate has expired, and nothing proves that the signature was made before. It takes a time-stamp or a record of receipt.",
  ),
  "eds.certificate.not-yet-valid": say(
    "Сертификат әлі күшіне енген жоқ. Ол күшіне енген соң қол қойыңыз.",
    "Сертификат ещё не вступил в силу. Подпишите, когда он начнёт действовать.",
    "The certificate is not valid yet. Sign once it is.",
  ),
  "eds.chain.unknown-authority": say(
    "Сертификатты мұнда белгісіз куәландырушы орталық берген. Ұлттық куәландырушы орталықтың кілтімен қол қойыңыз.",
    "Сертификат выдан неизвестным здесь удостоверяющим центром. Подпишите ключом национального удостоверяющего центра.",
    "The certificate was issued by an authority not known here. Sign with a key of the national certification authority.",
  ),
  "eds.chain.test-anchor": say(
    "Сертификатты сынақ орталығы берген, ол мұнда қабылданбайды. Нағыз кілтпен қол қойыңыз.",
    "Сертификат выдан тестовым центром, здесь он не принимается. Подпишите настоящим ключом.",
    "The certificate was issued by a test authority, which is not accepted here. Sign with a real key.",
  ),
  "eds.chain.signature-wrong": say(
    "Сертификаттағы куәландырушы орталықтың қолтаңбасы дұрыс емес. Жаңа кілт алыңыз.",
    "Подпись удостоверяющего центра на сертификате неверна. Получите новый ключ.",
    "The authority's signature on the certificate is wrong. Get a new key.",
  ),
  "eds.chain.authority-validity": say(
    "Куәландырушы орталықтың сертификаты тексерілетін сәтте жарамсыз. Кілтті жаңартыңыз.",
    "Сертификат удостоверяющего центра на проверяемый момент не действует. Обновите ключ.",
    "The authority's certificate is not valid at the moment that is judged. Renew the key.",
  ),
  "eds.chain.not-an-authority": say(
    "Сертификатты куәландырушы орталық болып табылмайтын иеленуші берген. Ұлттық куәландырушы орталықтан кілт алыңыз.",
    "Сертификат выдан тем, кто не является удостоверяющим центром. Получите ключ в национальном удостоверяющем центре.",
    "The certificate was issued by a holder who is not an authority. Get a key from the national certification authority.",
  ),
  "eds.chain.path-length": say(
    "Сертификаттар тізбегі рұқсат етілгеннен ұзын. Сертификат берген орталыққа жүгініңіз.",
    "Цепочка сертификатов длиннее допустимой. Обратитесь в центр, который выдал сертификат.",
    "The path of certificates is longer than allowed. Ask the authority that issued the certificate.",
  ),
  "eds.chain.authority-key-usage": say(
    "Куәландырушы орталықтың кілті сертификаттарға қол қоюға арналмаған. Сертификат берген орталыққа жүгініңіз.",
    "Ключ удостоверяющего центра не предназначен для подписи сертификатов. Обратитесь в центр, который выдал сертификат.",
    "The authority's key is not meant for signing certificates. Ask the authority that issued the certificate.",
  ),
  "eds.chain.critical-extension": say(
    "Сертификатта белгісіз міндетті кеңейтім бар. Сертификат берген орталыққа жүгініңіз.",
    "В сертификате есть неизвестное критическое расширение. Обратитесь в центр, который его выдал.",
    "A certificate has an unknown critical extension. Ask the authority that issued it.",
  ),
  "eds.chain.name-constraints": say(
    "Куәландырушы орталыққа мұндай атауға сертификат беруге болмайды. Басқа орталықтан кілт алыңыз.",
    "Удостоверяющему центру не разрешено выдавать сертификаты на такое имя. Получите ключ в другом центре.",
    "The authority may not issue certificates for such a name. Get a key from another authority.",
  ),
  "eds.chain.policies": say(
    "Сертификат талап етілетін сертификат саясаты бойынша берілмеген. Сертификат берген орталыққа жүгініңіз.",
    "Сертификат выдан не по той политике применения, которая требуется. Обратитесь в центр, который его выдал.",
    "The certificate was not issued under the certificate policy that is required. Ask the authority that issued it.",
  ),
  "eds.chain.policy-mapping": say(
    "Тізбектегі сертификат саясаттарын осылай сәйкестендіруге болмайды. Сертификат берген орталыққа жүгініңіз.",
    "Такое сопоставление политик применения в цепочке недопустимо. Обратитесь в центр, который выдал сертификат.",
    "The mapping of certificate policies in the path is not allowed. Ask the authority that issued the certificate.",
  ),
  "eds.chain.algorithm-expired": say(
    "Сертификаттар тізбегіндегі алгоритм енді жеткілікті берік емес. Кілтті жаңартыңыз.",
    "Алгоритм в цепочке сертификатов больше не считается стойким. Обновите ключ.",
    "An algorithm in the path of certificates is no longer strong enough. Renew the key.",
  ),
  "eds.chain.limits": say(
    "Сертификаттар тізбегі тым күрделі. Артық сертификаттарсыз қайта қол қойыңыз.",
    "Цепочка сертификатов слишком сложна. Подпишите заново без лишних сертификатов.",
    "The path of certificates is too complex. Sign again without needless certificates.",
  ),
  "eds.chain.constraint-unsupported": say(
    "Сертификатта қолдау көрсетілмейтін шектеу бар. Сертификат берген орталыққа жүгініңіз.",
    "В сертификате есть неподдерживаемое ограничение. Обратитесь в центр, который его выдал.",
    "A certificate has a constraint that is not supported. Ask the authority that issued it.",
  ),
  "eds.revocation.revoked": say(
    "Сертификат кері қайтарылған немесе тоқтатыла тұрған. Жарамды кілтпен қол қойыңыз.",
    "Сертификат отозван или приостановлен. Подпишите действующим ключом.",
    "The certificate is revoked or on hold. Sign with a key that is valid.",
  ),
  "eds.revocation.revoked-no-poe": say(
    "Сертификат кері қайтарылған, ал қолтаңбаның бұған дейін жасалғаны дәлелденбеген. Уақыт белгісі не қабылдау жазбасы керек.",
    "Сертификат отозван, и не доказано, что подпись сделана раньше. Нужна метка времени или запись о получении.",
    "The certificate is revoked, and nothing proves that the signature was made before. It takes a time-stamp or a record of receipt.",
  ),
  "eds.revocation.authority-revoked": say(
    "Куәландырушы орталықтың сертификаты кері қайтарылған. Жарамды орталықтан кілт алыңыз.",
    "Сертификат удостоверяющего центра отозван. Получите ключ в действующем центре.",
    "The authority's certificate is revoked. Get a key from one that is valid.",
  ),
  "eds.revocation.no-evidence": say(
    "Сертификаттың кері қайтарылмағанын әзірге тексеру мүмкін емес: кері қайтару дәлелі керек.",
    "Пока нельзя проверить, не отозван ли сертификат: нужны данные об отзыве.",
    "It cannot be checked yet whether the certificate is revoked: revocation evidence is needed.",
  ),
  "eds.revocation.stale": say(
    "Кері қайтару дәлелі ескірген. Жаңасы керек.",
    "Данные об отзыве устарели. Нужны новые.",
    "The revocation evidence is out of date. New evidence is needed.",
  ),
  "eds.revocation.status-unknown": say(
    "Куәландырушы орталық бұл сертификаттың күйін айта алмады. Кейінірек қайта тексеріңіз.",
    "Удостоверяющий центр не смог сообщить статус этого сертификата. Проверьте ещё раз позже.",
    "The authority could not tell the status of this certificate. Check again later.",
  ),
  "eds.revocation.delta-without-base": say(
    "Кері қайтарылған сертификаттар тізімінің өзгерістері бар, бірақ тізімнің өзі жоқ. Толық тізім керек.",
    "Есть изменения списка отозванных сертификатов, но нет самого списка. Нужен полный список.",
    "There are changes to the list of revoked certificates, but not the list itself. The whole list is needed.",
  ),
  "eds.revocation.evidence-signature-wrong": say(
    "Кері қайтару дәлелінің қолтаңбасы дұрыс емес. Жаңасы керек.",
    "Подпись на данных об отзыве неверна. Нужны новые.",
    "The signature on the revocation evidence is wrong. New evidence is needed.",
  ),
  "eds.revocation.responder-unauthorised": say(
    "Сертификат күйі туралы жауапты (OCSP) оған құқығы жоқ қызмет берген. Басқа жауап керек.",
    "Ответ о статусе сертификата (OCSP) дан службой, у которой нет на это права. Нужен другой ответ.",
    "The answer about the certificate's status (OCSP) came from a service that may not give it. Another is needed.",
  ),
  "eds.revocation.certificate-id-differs": say(
    "Сертификат күйі туралы жауап (OCSP) басқа сертификатқа қатысты. Басқа жауап керек.",
    "Ответ о статусе (OCSP) относится к другому сертификату. Нужен другой ответ.",
    "The answer about the status (OCSP) is about another certificate. Another answer is needed.",
  ),
  "eds.revocation.nonce-differs": say(
    "Сертификат күйі туралы жауап (OCSP) біздің сұрауға берілмеген. Басқа жауап керек.",
    "Ответ о статусе сертификата (OCSP) дан не на наш запрос. Нужен другой ответ.",
    "The answer about the certificate's status (OCSP) was not given to our question. Another is needed.",
  ),
  "eds.revocation.evidence-unsupported": say(
    "Кері қайтару дәлелінің бұл түріне қолдау көрсетілмейді. Басқасы керек.",
    "Такой вид данных об отзыве не поддерживается. Нужны другие.",
    "This kind of revocation evidence is not supported. Other evidence is needed.",
  ),
  "eds.revocation.authority-no-evidence": say(
    "Куәландырушы орталық сертификатының күйін әзірге тексеру мүмкін емес: кері қайтару дәлелі керек.",
    "Пока нельзя проверить статус сертификата удостоверяющего центра: нужны данные об отзыве.",
    "The status of the authority's certificate cannot be checked yet: revocation evidence is needed.",
  ),
  "eds.revocation.authority-stale": say(
    "Куәландырушы орталық бойынша кері қайтару дәлелі ескірген. Жаңасы керек.",
    "Данные об отзыве для удостоверяющего центра устарели. Нужны новые.",
    "The revocation evidence about the authority is out of date. New evidence is needed.",
  ),
  "eds.timestamp.absent": say(
    "Қолтаңбада оны дәлелдейтін уақыт белгісі жоқ. Уақыт белгісімен қайта қол қойыңыз.",
    "В подписи нет метки времени, которая её подтверждает. Подпишите заново с меткой времени.",
    "The signature has no time-stamp that holds. Sign again with one.",
  ),
  "eds.timestamp.malformed": say(
    "Уақыт белгісі бүлінген және ештеңені дәлелдемейді. Жаңасын алыңыз.",
    "Метка времени повреждена и ничего не доказывает. Получите новую.",
    "The time-stamp is damaged and proves nothing. Get a new one.",
  ),
  "eds.timestamp.imprint-differs": say(
    "Уақыт белгісі басқа қолтаңбаға берілген және ештеңені дәлелдемейді. Осы қолтаңбаға берілгенін алыңыз.",
    "Метка времени выдана для другой подписи и ничего не доказывает. Получите метку для этой.",
    "The time-stamp was given to another signature and proves nothing. Get one for this signature.",
  ),
  "eds.timestamp.signature-wrong": say(
    "Уақыт белгісінің қолтаңбасы дұрыс емес, ол ештеңені дәлелдемейді. Жаңасын алыңыз.",
    "Подпись метки времени неверна, она ничего не доказывает. Получите новую.",
    "The time-stamp's signature is wrong, so that it proves nothing. Get a new one.",
  ),
  "eds.timestamp.certificate-missing": say(
    "Уақыт белгісінде қызмет сертификаты жоқ, ол ештеңені дәлелдемейді. Сертификаты барын алыңыз.",
    "В метке времени нет сертификата службы, она ничего не доказывает. Получите метку с ним.",
    "The time-stamp does not hold the certificate of its service, so that it proves nothing. Get one that does.",
  ),
  "eds.timestamp.not-an-authority": say(
    "Уақыт белгісін оған құқығы жоқ кілт берген, ол ештеңені дәлелдемейді. Уақыт белгісі қызметінен алыңыз.",
    "Метка времени выдана ключом, не предназначенным для этого, и ничего не доказывает. Получите её в службе меток времени.",
    "The time-stamp was made with a key that is not meant for it and proves nothing. Get one from a time-stamp service.",
  ),
  "eds.timestamp.untrusted": say(
    "Уақыт белгісін мұнда белгісіз қызмет берген, ол ештеңені дәлелдемейді. Ұлттық қызметтен алыңыз.",
    "Метка времени выдана неизвестной здесь службой и ничего не доказывает. Получите её в национальной службе.",
    "The time-stamp was given by a service not known here and proves nothing. Get one from the national service.",
  ),
  "eds.timestamp.chain": say(
    "Уақыт белгісі қызметінің сертификаттар тізбегі дұрыс емес, белгі ештеңені дәлелдемейді. Басқасын алыңыз.",
    "Цепочка сертификатов службы меток времени неверна, метка ничего не доказывает. Получите другую.",
    "The path of certificates of the time-stamp's service is not in order, so that it proves nothing. Get another one.",
  ),
  "eds.timestamp.expired": say(
    "Уақыт белгісі қызметі сертификатының мерзімі өткен, белгі енді ештеңені дәлелдемейді. Қабылдау жазбасы көмектесе алады.",
    "Срок сертификата службы меток времени истёк, метка больше ничего не доказывает. Может помочь запись о получении.",
    "The certificate of the time-stamp's service has expired, so that it proves nothing any more. A record of receipt may help.",
  ),
  "eds.timestamp.revoked": say(
    "Уақыт белгісі қызметінің сертификаты кері қайтарылған, белгі ештеңені дәлелдемейді. Қабылдау жазбасы көмектесе алады.",
    "Сертификат службы меток времени отозван, метка ничего не доказывает. Может помочь запись о получении.",
    "The certificate of the time-stamp's service is revoked, so that it proves nothing. A record of receipt may help.",
  ),
  "eds.timestamp.no-evidence": say(
    "Уақыт белгісі қызметі сертификатының күйін әзірге тексеру мүмкін емес: кері қайтару дәлелі керек.",
    "Пока нельзя проверить статус сертификата службы меток времени: нужны данные об отзыве.",
    "The status of the certificate of the time-stamp's service cannot be checked yet: revocation evidence is needed.",
  ),
  "eds.timestamp.algorithm-expired": say(
    "Уақыт белгісінің алгоритмі енді жеткілікті берік емес, белгі ештеңені дәлелдемейді. Жаңасын алыңыз.",
    "Алгоритм метки времени больше не считается стойким, метка ничего не доказывает. Получите новую.",
    "The time-stamp's algorithm is no longer strong enough, so that it proves nothing. Get a new one.",
  ),
  "eds.timestamp.order": say(
    "Уақыт белгісіндегі уақыт шындыққа сай келмейді, белгі ештеңені дәлелдемейді. Жаңасын алыңыз.",
    "Время в метке времени не может быть верным, метка ничего не доказывает. Получите новую.",
    "The time in the time-stamp cannot be right, so that it proves nothing. Get a new one.",
  ),
  "eds.key.authentication": say(
    "Бұл — жүйеге кіруге арналған кілт. Қол қою кілтін таңдаңыз.",
    "Это ключ для входа в систему. Выберите ключ подписи.",
    "This is an authentication key. Choose the signing key.",
  ),
  "eds.key.signing": say(
    "Бұл — қол қоюға арналған кілт. Жүйеге кіру кілтін таңдаңыз.",
    "Это ключ подписи. Выберите ключ для входа в систему.",
    "This is a signing key. Choose the authentication key.",
  ),
  "eds.key.not-for-signing": say(
    "Кілт құжаттарға қол қоюға арналмаған. Қол қою кілтін таңдаңыз.",
    "Ключ не предназначен для подписи документов. Выберите ключ подписи.",
    "The key is not meant for signing documents. Choose the signing key.",
  ),
  "eds.role.employee": say(
    "Бұл — қызметкердің кілті. Бірінші басшы қол қоюы керек.",
    "Это ключ сотрудника. Подписать должен первый руководитель.",
    "This is an employee's key. The first head must sign.",
  ),
  "eds.role.right-to-sign": say(
    "Бұл — қол қою құқығы бар тұлғаның кілті. Бірінші басшы қол қоюы керек.",
    "Это ключ лица с правом подписи. Подписать должен первый руководитель.",
    "This is the key of a person with the right to sign. The first head must sign.",
  ),
  "eds.role.treasury": say(
    "Бұл — қазынашылық кілті, ол мұнда қабылданбайды. Бірінші басшы қол қоюы керек.",
    "Это ключ казначейства, здесь он не принимается. Подписать должен первый руководитель.",
    "This is a treasury key, which is not accepted here. The first head must sign.",
  ),
  "eds.role.individual": say(
    "Бұл — жеке тұлғаның кілті. Ұйымның бірінші басшысының кілті керек.",
    "Это ключ физического лица. Нужен ключ первого руководителя организации.",
    "This is an individual's key. The key of the organisation's first head is needed.",
  ),
  "eds.role.not-first-head": say(
    "Бұл кілт бірінші басшының кілті емес. Бірінші басшы қол қоюы керек.",
    "Этот ключ не принадлежит первому руководителю. Подписать должен первый руководитель.",
    "This key is not the first head's. The first head must sign.",
  ),
  "eds.role.not-individual": say(
    "Бұл — жеке тұлғаның кілті емес. Жеке кәсіпкер өзінің жеке тұлға кілтімен қол қоюы керек.",
    "Это не ключ физического лица. Индивидуальный предприниматель подписывает своим ключом физического лица.",
    "This is not an individual's key. A sole proprietor signs with their own individual's key.",
  ),
  "eds.role.not-accepted": say(
    "Бұл кілтпен мұндай құжатқа қол қоюға болмайды. Өкілеттігі бар адамның кілтін таңдаңыз.",
    "Этим ключом такой документ подписать нельзя. Выберите ключ того, кто на это уполномочен.",
    "Such a document cannot be signed with this key. Choose the key of a person who may.",
  ),
  "eds.subject.iin-missing": say(
    "Сертификатта ЖСН жоқ. Жеке адамға берілген кілтті таңдаңыз.",
    "В сертификате нет ИИН. Выберите ключ, выданный человеку.",
    "The certificate has no IIN. Choose a key that was issued to a person.",
  ),
  "eds.subject.iin-invalid": say(
    "Сертификаттағы ЖСН қате. Сертификат берген орталыққа жүгініңіз.",
    "ИИН в сертификате неверен. Обратитесь в центр, который его выдал.",
    "The IIN in the certificate is wrong. Ask the authority that issued it.",
  ),
  "eds.subject.iin-repeated": say(
    "Сертификатта ЖСН бірнеше рет көрсетілген. Сертификат берген орталыққа жүгініңіз.",
    "ИИН в сертификате указан несколько раз. Обратитесь в центр, который его выдал.",
    "The certificate has more than one IIN. Ask the authority that issued it.",
  ),
  "eds.subject.iin-differs": say(
    "Құжатқа басқа адам қол қойған. Өз кілтіңізбен қол қойыңыз.",
    "Документ подписан другим лицом. Подпишите своим ключом.",
    "Another person signed the document. Sign with your own key.",
  ),
  "eds.subject.bin-missing": say(
    "Сертификатта БСН жоқ. Ұйымның кілтін таңдаңыз.",
    "В сертификате нет БИН. Выберите ключ организации.",
    "The certificate has no BIN. Choose the organisation's key.",
  ),
  "eds.subject.bin-invalid": say(
    "Сертификаттағы БСН қате. Сертификат берген орталыққа жүгініңіз.",
    "БИН в сертификате неверен. Обратитесь в центр, который его выдал.",
    "The BIN in the certificate is wrong. Ask the authority that issued it.",
  ),
  "eds.subject.bin-repeated": say(
    "Сертификатта БСН бірнеше рет көрсетілген. Сертификат берген орталыққа жүгініңіз.",
    "БИН в сертификате указан несколько раз. Обратитесь в центр, который его выдал.",
    "The certificate has more than one BIN. Ask the authority that issued it.",
  ),
  "eds.subject.bin-differs": say(
    "Құжатқа басқа ұйымның кілтімен қол қойылған. Өз ұйымыңыздың кілтін таңдаңыз.",
    "Документ подписан ключом другой организации. Выберите ключ своей организации.",
    "The document was signed with another organisation's key. Choose that of your own.",
  ),
  "eds.policy.expected-missing": say(
    "Кімнің қол қоюы керек екені көрсетілмеген. Ұйымның БСН-ін немесе адамның ЖСН-ін көрсетіңіз.",
    "Не указано, кто должен был подписать. Укажите БИН организации или ИИН человека.",
    "It is not stated who had to sign. State the BIN of the organisation or the IIN of the person.",
  ),
  "eds.policy.document-type": say(
    "Мұндай түрдегі құжат мұнда қабылданбайды. Осы мақсатқа дайындалған құжатқа қол қойыңыз.",
    "Документ этого вида здесь не принимается. Подпишите документ, подготовленный для этой цели.",
    "A document of this kind is not accepted here. Sign the document that was prepared for this purpose.",
  ),
  "eds.policy.level": say(
    "Қолтаңбада талап етілетін уақыт белгісі немесе тексеру деректері жоқ. Оларды қосып, қайта қол қойыңыз.",
    "В подписи нет требуемой метки времени или данных для проверки. Подпишите заново с ними.",
    "The signature lacks the time-stamp or the validation data that is required. Sign again with them.",
  ),
  "eds.login.document-expired": say(
    "Кіру сұрауының мерзімі өтті. Қайта кіріңіз.",
    "Срок запроса на вход истёк. Войдите снова.",
    "The request to sign in has run out. Sign in again.",
  ),
};

/** The verdict itself, in words. */
export const indicationWords: Readonly<Record<Indication, Sentence>> = {
  TOTAL_PASSED: say("Қолтаңба жарамды.", "Подпись действительна.", "The signature is valid."),
  INDETERMINATE: say(
    "Қолтаңбаның жарамдылығы дәлелденбеді.",
    "Действительность подписи не доказана.",
    "The signature is not proved valid.",
  ),
  TOTAL_FAILED: say("Қолтаңба жарамсыз.", "Подпись недействительна.", "The signature is invalid."),
};
