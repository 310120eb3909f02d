/** Sentences of the acts' codes. */
const say = (kk: string, ru: string, en: string) => ({ kk, ru, en });
export const actWords = {
  "act.awaiting-approval": say(
    "Өзгеретін жолдар көп: екінші адамның растауы күтілуде.",
    "Меняется много строк: ожидается подтверждение второго человека.",
    "Many rows change: a second person has to approve.",
  ),
  "act.unknown": say("Мұндай акт жоқ.", "Такого акта нет.", "There is no such act."),
  "act.id-reused": say(
    "Бұл нөмірмен басқа акт ұсынылған. Бетті жаңартыңыз.",
    "Под этим номером предложен другой акт. Обновите страницу.",
    "Another act was proposed under this id. Load the page again.",
  ),
  "act.state": say(
    "Актінің күйі өзгерген: бетті жаңартыңыз.",
    "Состояние акта изменилось: обновите страницу.",
    "The act is in another state by now: load the page again.",
  ),
  "act.effect-changed": say(
    "Көрсетілген сандар өзгерді. Жаңа сандарды қарап, қайта қол қойыңыз.",
    "Показанные числа изменились. Посмотрите новые и подпишите снова.",
    "The numbers shown have changed. Look at the new ones and sign again.",
  ),
  "act.document-changed": say(
    "Қол қойылған мәтін соңғы саналған мәтін емес.",
    "Подписан не тот текст, который был посчитан последним.",
    "The text that was signed is not the one that was counted last.",
  ),
  "act.not-proposer": say("Қолды актіні ұсынған адам қояды.", "Подписывает тот, кто предложил акт.", "Whoever proposed the act signs it."),
  "act.same-person": say(
    "Растайтын адам ұсынған адамнан басқа болуы керек.",
    "Подтверждает другой человек, не тот, кто предложил.",
    "Another person than the proposer has to approve.",
  ),
  "act.approval-other": say(
    "Растау басқа мазмұнға берілген: бетті жаңартыңыз.",
    "Подтверждение дано другому содержанию: обновите страницу.",
    "The approval is over other contents: load the page again.",
  ),
  "act.approval-expired": say(
    "Қол қойылғаннан кейін 24 сағат өтті: актіні қайта ұсыныңыз.",
    "После подписи прошло 24 часа: акт предлагается заново.",
    "24 hours have passed since the signature: propose the act again.",
  ),
  "act.moment-invalid": say(
    "Сәт бүтін минутта әрі алда болуы керек.",
    "Момент должен быть целой минутой и впереди.",
    "The moment has to be a whole minute that lies ahead.",
  ),
  "act.too-late": say(
    "Бекеттерге хабарлап үлгеру үшін сәт тым жақын. Кейінірек уақыт таңдаңыз.",
    "Момент слишком близко: посты не успеют узнать. Выберите более поздний.",
    "The moment is too near for every post to hear of it. Choose a later one.",
  ),
  "act.another-cut-over": say(
    "Басқа ережеге көшу күтілуде. Алдымен оның күшін жойыңыз.",
    "Уже назначен другой переход на новые правила. Сначала отмените его.",
    "Another cut-over is coming. Undo that one first.",
  ),
  "act.moment-before-rules": say(
    "Бұл сәттен кейін басталатын ереже бар: кейінірек уақыт таңдаңыз.",
    "Есть правила, которые начнутся после этого момента: выберите более поздний.",
    "There are rules that begin after this moment: choose a later one.",
  ),
  "act.later-rules": say(
    "Бұдан кейін ереже тағы өзгерді: алдымен соңғысының күші жойылады.",
    "После этого правила менялись ещё раз: сначала отменяется последнее изменение.",
    "The rules were changed again since: undo the later change first.",
  ),
  "act.rules-invalid": say("Жаңа ережеде қателер бар.", "В новых правилах есть ошибки.", "The new rules have faults."),
  "act.rules-too-large": say(
    "Ереже бекетке сыймайды: атауларды қысқартыңыз.",
    "Правила не помещаются в запись поста: сократите названия.",
    "The rules do not fit a post's row: shorten the names.",
  ),
  "act.draft-changed": say(
    "Жоба өзгерген: жаңа нұсқасын қарап шығыңыз.",
    "Черновик изменился: посмотрите новую редакцию.",
    "The draft has changed: look at its new revision.",
  ),
  "act.draft-unknown": say("Мұндай жоба жоқ.", "Такого черновика нет.", "There is no such draft."),
  "act.nothing-to-do": say("Бұл акт ештеңені өзгертпейді.", "Этот акт ничего не меняет.", "This act would change nothing."),
  "act.not-undoable": say("Бұл актінің күшін жоюға болмайды.", "Этот акт отменить нельзя.", "This act cannot be undone."),
  "act.authority-unknown": say("Мұндай орган жоқ.", "Такого органа нет.", "There is no such authority."),
} as const;
export type ActCode = keyof typeof actWords;
