import type { CheckCode } from "./codes.ts";
import type { Indication } from "./indication.ts";

/** Kazakh, Russian, English (ISO 639-1). */
export type Language = "kk" | "ru" | "en";
/** The same said in each language. */
export type Sentence = Readonly<Record<Language, string>>;

export const say = (kk: string, ru: string, en: string): Sentence => ({ kk, ru, en });

/** One sentence for the person who signed: what is wrong and, where they can mend it, what to do. */
export const reasonWords: Readonly<Record<CheckCode, Sentence>> = {
  "eds.cms.malformed": say(
    "Қолтаңба файлы бүлінген. Қайта қол қойыңыз.",
    "Файл подписи повреждён. Подпишите заново.",
    "The signature file is damaged. Sign again.",
  ),
  "eds.cms.too-large": say("Қолтаңба файлы тым үлкен.", "Файл подписи слишком велик.", "The signature file is too large."),
  "eds.cms.not-signed-data": say(
    "Бұл файл CMS қолтаңбасы емес.",
    "Этот файл не является подписью CMS.",
    "This file is not a CMS signature.",
  ),
  "eds.cms.version": say(
    "Қолтаңба нұсқасының нөмірі оның мазмұнына сай емес.",
    "Номер версии подписи не соответствует её содержимому.",
    "The version number of the signature does not match what it holds.",
  ),
  "eds.cms.no-signer": say("Файлда бірде-бір қолтаңба жоқ.", "В файле нет ни одной подписи.", "The file holds no signature."),
  "eds.cms.signer-version": say(
    "Қолтаңбаның құрылымы стандартқа сай емес.",
    "Структура подписи не соответствует стандарту.",
    "The structure of the signature does not follow the standard.",
  ),
  "eds.cms.no-signed-attributes": say(
    "Қолтаңбада қол қойылуы міндетті атрибуттар жоқ.",
    "В подписи нет обязательных подписанных атрибутов.",
    "The signature lacks the signed attributes it must have.",
  ),
  "eds.cms.attribute-repeated": say(
    "Қолтаңба атрибуты бірнеше рет берілген.",
    "Атрибут подписи указан несколько раз.",
    "An attribute of the signature is given more than once.",
  ),
  "eds.cms.attribute-values": say(
    "Қолтаңба атрибутының мәні дұрыс емес.",
    "Значение атрибута подписи неверно.",
    "An attribute of the signature has a wrong value.",
  ),
  "eds.cms.attribute-missing": say(
    "Қолтаңбада міндетті атрибут жоқ.",
    "В подписи нет обязательного атрибута.",
    "The signature lacks an attribute it must have.",
  ),
  "eds.cms.content-type-mismatch": say(
    "Қол қойылған мазмұнның түрі сәйкес келмейді.",
    "Тип подписанного содержимого не совпадает.",
    "The type of the signed content does not match.",
  ),
  "eds.cms.signature-policy": say(
    "Қолтаңба мұнда белгісіз қол қою ережесіне сілтейді. Ережесіз қайта қол қойыңыз.",
    "Подпись ссылается на правила подписания, которые здесь неизвестны. Подпишите без них.",
    "The signature refers to signing rules that are not known here. Sign again without them.",
  ),
  "eds.cms.not-judged": say(
    "Қолтаңбаның қосымша бөліктері тексерілген жоқ.",
    "Дополнительные части подписи не проверялись.",
    "Additional parts of the signature were not judged.",
  ),
  "eds.cms.document-missing": say("Қол қойылған құжат табылмады.", "Подписанный документ не найден.", "The signed document is missing."),
  "eds.cms.document-differs": say(
    "Бұл құжат қол қойылған құжаттан өзгеше. Қайта қол қойыңыз.",
    "Документ отличается от подписанного. Подпишите его заново.",
    "The document is not the one that was signed. Sign it again.",
  ),
  "eds.cms.certificate-missing": say(
    "Қолтаңбада қол қоюшының сертификаты жоқ. Сертификатпен бірге қайта қол қойыңыз.",
    "В подписи нет сертификата подписавшего. Подпишите заново, приложив сертификат.",
    "The signature does not hold the signer's certificate. Sign again and enclose it.",
  ),
  "eds.cms.signing-certificate-differs": say(
    "Қолтаңбада басқа сертификат көрсетілген.",
    "В подписи указан другой сертификат.",
    "The signature names another certificate.",
  ),
  "eds.cms.signing-certificate-absent": say(
    "Қолтаңбада оның қай сертификатпен жасалғаны көрсетілмеген.",
    "В подписи не указано, каким сертификатом она создана.",
    "The signature does not name the certificate it was made with.",
  ),
  "eds.crypto.algorithm-unsupported": say(
    "Қолтаңба алгоритміне қолдау көрсетілмейді.",
    "Алгоритм подписи не поддерживается.",
    "The signature's algorithm is not supported.",
  ),
  "eds.crypto.algorithms-disagree": say(
    "Қолтаңба, хэш және кілт алгоритмдері бір-біріне сәйкес емес.",
    "Алгоритмы подписи, хэша и ключа не соответствуют друг другу.",
    "The algorithms of signature, digest and key do not belong together.",
  ),
  "eds.crypto.key-invalid": say(
    "Сертификаттағы ашық кілт жарамсыз.",
    "Открытый ключ в сертификате недействителен.",
    "The public key in the certificate is invalid.",
  ),
  "eds.crypto.signature-malformed": say(
    "Қолтаңба мәні жарамсыз.",
    "Значение подписи недопустимо.",
    "The signature value is not well formed.",
  ),
  "eds.crypto.signature-wrong": say(
    "Қолтаңба сертификаттағы кілтпен жасалмаған немесе бүлінген.",
    "Подпись сделана не ключом из сертификата или повреждена.",
    "The signature was not made with the certificate's key, or is damaged.",
  ),
  "eds.crypto.algorithm-expired": say(
    "Қолтаңба алгоритмі енді жеткілікті берік емес. Кілтті жаңартыңыз.",
    "Алгоритм подписи больше не считается стойким. Обновите ключ.",
    "The signature's algorithm is no longer strong enough. Renew the key.",
  ),
  "eds.crypto.key-too-short": say(
    "Қол қою кілті тым қысқа. Кілтті жаңартыңыз.",
    "Ключ подписи слишком короткий. Обновите ключ.",
    "The signing key is too short. Renew the key.",
  ),
  "eds.certificate.malformed": say("Сертификат бүлінген.", "Сертификат повреждён.", "The certificate is damaged."),
  "eds.certificate.expired": say(
    "Сертификаттың мерзімі өткен. Кілтті жаңартыңыз.",
    "Срок действия сертификата истёк. Обновите ключ.",
    "The certificate has expired. Renew the key.",
  ),
  "eds.certificate.expired-no-poe": say(
    "Сертификаттың мерзімі өткен, ал қолтаңбаның бұған дейін жасалғаны дәлелденбеген.",
    "Срок действия сертификата истёк, и не доказано, что подпись сделана раньше.",
    "The certificate has expired, and nothing proves that the signature was made before.",
  ),
  "eds.certificate.not-yet-valid": say(
    "Сертификат әлі күшіне енген жоқ.",
    "Сертификат ещё не вступил в силу.",
    "The certificate is not valid yet.",
  ),
  "eds.chain.unknown-authority": say(
    "Сертификатты белгісіз куәландырушы орталық берген.",
    "Сертификат выдан неизвестным удостоверяющим центром.",
    "The certificate was issued by an unknown authority.",
  ),
  "eds.chain.test-anchor": say(
    "Сертификатты сынақ орталығы берген, ол мұнда қабылданбайды.",
    "Сертификат выдан тестовым центром, здесь он не принимается.",
    "The certificate was issued by a test authority, which is not accepted here.",
  ),
  "eds.chain.signature-wrong": say(
    "Сертификаттағы куәландырушы орталықтың қолтаңбасы дұрыс емес.",
    "Подпись удостоверяющего центра на сертификате неверна.",
    "The authority's signature on the certificate is wrong.",
  ),
  "eds.chain.authority-validity": say(
    "Куәландырушы орталықтың сертификаты мерзімі бойынша жарамсыз.",
    "Сертификат удостоверяющего центра недействителен по сроку.",
    "The authority's certificate is outside its validity.",
  ),
  "eds.chain.not-an-authority": say(
    "Сертификатты куәландырушы орталық болып табылмайтын иеленуші берген.",
    "Сертификат выдан тем, кто не является удостоверяющим центром.",
    "The certificate was issued by a holder who is not an authority.",
  ),
  "eds.chain.path-length": say(
    "Сертификаттар тізбегі рұқсат етілгеннен ұзын.",
    "Цепочка сертификатов длиннее допустимой.",
    "The chain of certificates is longer than allowed.",
  ),
  "eds.chain.authority-key-usage": say(
    "Куәландырушы орталықтың кілті сертификаттарға қол қоюға арналмаған.",
    "Ключ удостоверяющего центра не предназначен для подписи сертификатов.",
    "The authority's key is not meant for signing certificates.",
  ),
  "eds.chain.critical-extension": say(
    "Сертификатта белгісіз міндетті кеңейтім бар.",
    "В сертификате есть неизвестное критическое расширение.",
    "A certificate has an unknown critical extension.",
  ),
  "eds.chain.name-constraints": say(
    "Куәландырушы орталыққа мұндай атауға сертификат беруге болмайды.",
    "Удостоверяющему центру не разрешено выдавать сертификаты на такое имя.",
    "The authority may not issue certificates for such a name.",
  ),
  "eds.chain.policies": say(
    "Сертификат талап етілетін қолдану саясаты бойынша берілмеген.",
    "Сертификат выдан не по той политике применения, которая требуется.",
    "The certificate was not issued under the policy that is required.",
  ),
  "eds.chain.policy-mapping": say(
    "Тізбектегі саясаттарды осылай сәйкестендіруге болмайды.",
    "Такое сопоставление политик в цепочке недопустимо.",
    "The mapping of policies in the chain is not allowed.",
  ),
  "eds.chain.algorithm-expired": say(
    "Сертификаттар тізбегіндегі алгоритм енді жеткілікті берік емес.",
    "Алгоритм в цепочке сертификатов больше не считается стойким.",
    "An algorithm in the chain of certificates is no longer strong enough.",
  ),
  "eds.chain.limits": say(
    "Сертификаттар тізбегі тым күрделі.",
    "Цепочка сертификатов слишком сложна.",
    "The chain of certificates is too complex.",
  ),
  "eds.chain.constraint-unsupported": say(
    "Сертификатта қолдау көрсетілмейтін шектеу бар.",
    "В сертификате есть неподдерживаемое ограничение.",
    "A certificate has a constraint that is not supported.",
  ),
  "eds.revocation.revoked": say(
    "Сертификат кері қайтарылған немесе тоқтатыла тұрған. Жарамды кілтпен қол қойыңыз.",
    "Сертификат отозван или приостановлен. Подпишите действующим ключом.",
    "The certificate is revoked or on hold. Sign with a key that is valid.",
  ),
  "eds.revocation.revoked-no-poe": say(
    "Сертификат кері қайтарылған, ал қолтаңбаның бұған дейін жасалғаны дәлелденбеген.",
    "Сертификат отозван, и не доказано, что подпись сделана раньше.",
    "The certificate is revoked, and nothing proves that the signature was made before.",
  ),
  "eds.revocation.authority-revoked": say(
    "Куәландырушы орталықтың сертификаты кері қайтарылған.",
    "Сертификат удостоверяющего центра отозван.",
    "The authority's certificate is revoked.",
  ),
  "eds.revocation.no-evidence": say(
    "Сертификаттың кері қайтарылмағанын әзірге тексеру мүмкін емес. Күтіңіз.",
    "Пока нельзя проверить, не отозван ли сертификат. Подождите.",
    "It cannot yet be checked whether the certificate is revoked. Please wait.",
  ),
  "eds.revocation.stale": say(
    "Кері қайтарылған сертификаттар тізімі ескірген. Жаңасын күтіңіз.",
    "Список отозванных сертификатов устарел. Ожидается новый.",
    "The list of revoked certificates is out of date. A new one is awaited.",
  ),
  "eds.revocation.status-unknown": say(
    "Куәландырушы орталық бұл сертификаттың күйін айта алмады. Күтіңіз.",
    "Удостоверяющий центр не смог сообщить состояние этого сертификата. Подождите.",
    "The authority could not tell the status of this certificate. Please wait.",
  ),
  "eds.revocation.delta-without-base": say(
    "Кері қайтару тізімінің өзгерістері бар, бірақ тізімнің өзі жоқ. Күтіңіз.",
    "Есть изменения списка отзыва, но нет самого списка. Подождите.",
    "There are changes to the revocation list, but not the list itself. Please wait.",
  ),
  "eds.revocation.evidence-signature-wrong": say(
    "Кері қайтару туралы деректердің қолтаңбасы дұрыс емес. Жаңасын күтіңіз.",
    "Подпись на данных об отзыве неверна. Ожидаются новые.",
    "The signature on the revocation data is wrong. New data is awaited.",
  ),
  "eds.revocation.responder-unauthorised": say(
    "OCSP жауабын оған құқығы жоқ қызмет берген. Жаңасын күтіңіз.",
    "Ответ OCSP дан службой, у которой нет на это права. Ожидается новый.",
    "The OCSP answer came from a service that may not give it. A new one is awaited.",
  ),
  "eds.revocation.certificate-id-differs": say(
    "OCSP жауабы басқа сертификатқа қатысты. Жаңасын күтіңіз.",
    "Ответ OCSP относится к другому сертификату. Ожидается новый.",
    "The OCSP answer is about another certificate. A new one is awaited.",
  ),
  "eds.revocation.nonce-differs": say(
    "OCSP жауабы біздің сұрауға берілмеген. Жаңасын күтіңіз.",
    "Ответ OCSP дан не на наш запрос. Ожидается новый.",
    "The OCSP answer was not given to our question. A new one is awaited.",
  ),
  "eds.revocation.evidence-unsupported": say(
    "Кері қайтару туралы деректердің түріне қолдау көрсетілмейді. Басқасын күтіңіз.",
    "Вид данных об отзыве не поддерживается. Ожидаются другие.",
    "This kind of revocation data is not supported. Other data is awaited.",
  ),
  "eds.revocation.authority-no-evidence": say(
    "Куәландырушы орталық сертификатының күйін әзірге тексеру мүмкін емес. Күтіңіз.",
    "Пока нельзя проверить состояние сертификата удостоверяющего центра. Подождите.",
    "The status of the authority's certificate cannot be checked yet. Please wait.",
  ),
  "eds.revocation.authority-stale": say(
    "Куәландырушы орталық бойынша кері қайтару тізімі ескірген. Жаңасын күтіңіз.",
    "Список отзыва для удостоверяющего центра устарел. Ожидается новый.",
    "The revocation list for the authority is out of date. A new one is awaited.",
  ),
  "eds.timestamp.absent": say("Қолтаңбада уақыт белгісі жоқ.", "В подписи нет метки времени.", "The signature has no time-stamp."),
  "eds.timestamp.malformed": say("Уақыт белгісі бүлінген.", "Метка времени повреждена.", "The time-stamp is damaged."),
  "eds.timestamp.imprint-differs": say(
    "Уақыт белгісі басқа қолтаңбаға берілген.",
    "Метка времени выдана для другой подписи.",
    "The time-stamp was given to another signature.",
  ),
  "eds.timestamp.signature-wrong": say(
    "Уақыт белгісінің қолтаңбасы дұрыс емес.",
    "Подпись метки времени неверна.",
    "The time-stamp's signature is wrong.",
  ),
  "eds.timestamp.certificate-missing": say(
    "Уақыт белгісінде қызмет сертификаты жоқ.",
    "В метке времени нет сертификата службы.",
    "The time-stamp does not hold the certificate of its service.",
  ),
  "eds.timestamp.not-an-authority": say(
    "Уақыт белгісін оған құқығы жоқ кілт берген.",
    "Метка времени выдана ключом, не предназначенным для этого.",
    "The time-stamp was made with a key that is not meant for it.",
  ),
  "eds.timestamp.untrusted": say(
    "Уақыт белгісін белгісіз қызмет берген.",
    "Метка времени выдана неизвестной службой.",
    "The time-stamp was given by an unknown service.",
  ),
  "eds.timestamp.chain": say(
    "Уақыт белгісі қызметінің сертификат тізбегі дұрыс емес.",
    "Цепочка сертификатов службы меток времени неверна.",
    "The chain of certificates of the time-stamp's service is not in order.",
  ),
  "eds.timestamp.expired": say(
    "Уақыт белгісі қызметі сертификатының мерзімі өткен.",
    "Срок действия сертификата службы меток времени истёк.",
    "The certificate of the time-stamp's service has expired.",
  ),
  "eds.timestamp.revoked": say(
    "Уақыт белгісі қызметінің сертификаты кері қайтарылған.",
    "Сертификат службы меток времени отозван.",
    "The certificate of the time-stamp's service is revoked.",
  ),
  "eds.timestamp.no-evidence": say(
    "Уақыт белгісі қызметі сертификатының күйін әзірге тексеру мүмкін емес. Күтіңіз.",
    "Пока нельзя проверить состояние сертификата службы меток времени. Подождите.",
    "The status of the certificate of the time-stamp's service cannot be checked yet. Please wait.",
  ),
  "eds.timestamp.algorithm-expired": say(
    "Уақыт белгісінің алгоритмі енді жеткілікті берік емес.",
    "Алгоритм метки времени больше не считается стойким.",
    "The time-stamp's algorithm is no longer strong enough.",
  ),
  "eds.timestamp.order": say(
    "Уақыт белгісіндегі уақыт шындыққа сай келмейді.",
    "Время в метке времени не может быть верным.",
    "The time in the time-stamp cannot be right.",
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
    "Кілт құжаттарға қол қоюға арналмаған.",
    "Ключ не предназначен для подписи документов.",
    "The key is not meant for signing documents.",
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
    "Қазынашылық кілті мұнда қабылданбайды.",
    "Ключ казначейства здесь не принимается.",
    "A treasury key is not accepted here.",
  ),
  "eds.role.individual": say(
    "Бұл — жеке тұлғаның кілті. Ұйымның бірінші басшысының кілті керек.",
    "Это ключ физического лица. Нужен ключ первого руководителя организации.",
    "This is an individual's key. The key of the organisation's first head is needed.",
  ),
  "eds.role.not-first-head": say(
    "Бұл кілт бірінші басшының кілті емес.",
    "Этот ключ не принадлежит первому руководителю.",
    "This key is not the first head's.",
  ),
  "eds.role.not-individual": say(
    "Жеке кәсіпкер өзінің жеке тұлға кілтімен қол қоюы керек.",
    "Индивидуальный предприниматель подписывает своим ключом физического лица.",
    "A sole proprietor signs with their own individual's key.",
  ),
  "eds.role.not-accepted": say(
    "Бұл кілтпен мұндай құжатқа қол қоюға болмайды.",
    "Этим ключом такой документ подписать нельзя.",
    "Such a document cannot be signed with this key.",
  ),
  "eds.subject.iin-missing": say("Сертификатта ЖСН жоқ.", "В сертификате нет ИИН.", "The certificate has no IIN."),
  "eds.subject.iin-invalid": say(
    "Сертификаттағы ЖСН қате. Сертификат берген орталыққа жүгініңіз.",
    "ИИН в сертификате неверен. Обратитесь в центр, который его выдал.",
    "The IIN in the certificate is wrong. Ask the authority that issued it.",
  ),
  "eds.subject.iin-repeated": say(
    "Сертификатта ЖСН бірнеше рет көрсетілген.",
    "ИИН в сертификате указан несколько раз.",
    "The certificate has more than one IIN.",
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
    "Сертификатта БСН бірнеше рет көрсетілген.",
    "БИН в сертификате указан несколько раз.",
    "The certificate has more than one BIN.",
  ),
  "eds.subject.bin-differs": say(
    "Құжатқа басқа ұйымның кілтімен қол қойылған. Өз ұйымыңыздың кілтін таңдаңыз.",
    "Документ подписан ключом другой организации. Выберите ключ своей организации.",
    "The document was signed with another organisation's key. Choose that of your own.",
  ),
  "eds.policy.expected-missing": say(
    "Кімнің қол қоюы керек екені көрсетілмеген.",
    "Не указано, кто должен был подписать.",
    "It is not stated who had to sign.",
  ),
  "eds.policy.document-type": say(
    "Мұндай түрдегі құжат мұнда қабылданбайды.",
    "Документ этого вида здесь не принимается.",
    "A document of this kind is not accepted here.",
  ),
  "eds.policy.level": say(
    "Қолтаңбада талап етілетін уақыт белгісі немесе тексеру деректері жоқ.",
    "В подписи нет требуемой метки времени или данных для проверки.",
    "The signature lacks the time-stamp or the validation data that is required.",
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
