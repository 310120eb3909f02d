import { words } from "../../i18n/index.ts";

export const organisation = {
  heading: words("Ұйымға рұқсат беріле ме?", "Может ли организация получить разрешения?", "May the organisation have permits?"),
  lead: words("БСН енгізіңіз: жауап бірден шығады.", "Введите БИН: ответ появится сразу.", "Enter the BIN: the answer appears at once."),
  bin: words("Ұйымның БСН-і", "БИН организации", "BIN of the organisation"),
  binHint: words(
    "12 сан. Жеке кәсіпкер өз ЖСН-ін енгізеді.",
    "12 цифр. Индивидуальный предприниматель вводит свой ИИН.",
    "12 digits. A sole proprietor enters their own IIN.",
  ),
  typed: (digits: number) => words(`12 ішінен ${digits} енгізілді`, `Введено ${digits} из 12 цифр`, `${digits} of 12 digits`),
  tooLong: words("БСН-де 12 сан ғана болады.", "В БИН ровно 12 цифр.", "A BIN has exactly 12 digits."),
  asking: words("Тексерілуде…", "Проверяем…", "Checking…"),
  mayApply: words("Өтінім бере алады", "Может подать заявление", "May apply"),
  soleProprietor: words(
    "Жеке кәсіпкер өтінім бере алады",
    "Индивидуальный предприниматель может подать заявление",
    "The sole proprietor may apply",
  ),
  soleText: words(
    "Өзіңіз және көліктеріңіз үшін. Жеке тұлғаның ЭЦҚ кілтімен, NCALayer орнатылған компьютерде қол қоясыз.",
    "На себя и свои автомобили. Подписать нужно ключом ЭЦП физического лица на компьютере с NCALayer.",
    "For yourself and your vehicles. Sign with an individual's signature key on a computer with NCALayer.",
  ),
  headText: words(
    "Өтінімге бірінші басшының ЭЦҚ кілтімен, NCALayer орнатылған компьютерде қол қойылады.",
    "Заявление подписывается ключом ЭЦП первого руководителя на компьютере с NCALayer.",
    "The application is signed with the first head's signature key on a computer with NCALayer.",
  ),
  pending: words("Ұйым базада әлі жоқ", "Организации ещё нет в базе", "The organisation is not in the base yet"),
  pendingText: words(
    "Бұл бас тарту емес. Қызмет түрін көрсетіп, өтінім беріңіз: қолтаңба дұрыс болса, оны тіркеуші тексереді, ал шешім өзі шығады.",
    "Это не отказ. Укажите вид деятельности и подайте заявление: подпись проверяется сразу, организацию проверит регистратор, решение придёт само.",
    "This is no refusal. Say the activity and apply: the signature is checked at once, a registrar checks the organisation, and the decision follows by itself.",
  ),
  claim: words("Қызмет түрі", "Вид деятельности", "Activity"),
  claimHint: words(
    "Рұқсат берілетін қызмет түрлері",
    "Виды деятельности, для которых выдаются разрешения",
    "Activities for which permits are issued",
  ),
  chooseClaim: words("Таңдаңыз", "Выберите", "Choose"),
  oked: words("ЭҚЖЖ коды", "Код ОКЭД", "OKED code"),
  okedHint: (prefix: string) =>
    words(`5 сан, ${prefix} деп басталады`, `5 цифр, начинается с ${prefix}`, `5 digits, begins with ${prefix}`),
  okedWrong: words(
    "Код 5 саннан тұрады және таңдалған қызмет түрінен басталады.",
    "В коде 5 цифр, он начинается с выбранного вида деятельности.",
    "The code has 5 digits and begins with the chosen activity.",
  ),
  claimName: words("Ұйымның атауы", "Название организации", "Name of the organisation"),
  small: words("Екі адам не одан аз ба?", "Не больше двух человек?", "Two people or fewer?"),
  smallText: words(
    "Қызметкері екіден аспайтын ұйымға ЭЦҚ-сыз, бірден қысқа мерзімге босату беріледі.",
    "Организация, где не больше двух работников, сразу получает освобождение на короткий срок, без ЭЦП.",
    "An organisation of two people or fewer gets an exemption for a short time at once, without a signature.",
  ),
  smallOpen: words("Босатуды сұрау", "Получить освобождение", "Ask for an exemption"),
  ground: (oked: string) => words(`Негізі: ЭҚЖЖ ${oked}`, `Основание: ОКЭД ${oked}`, `Ground: OKED ${oked}`),
  purposes: words("Мақсаттары", "Цели", "Purposes"),
  refused: {
    "activity-not-authorised": {
      title: words(
        "Бұл қызмет түріне рұқсат берілмейді",
        "Для этого вида деятельности разрешения не выдаются",
        "This activity is not authorised",
      ),
      text: words(
        "Карантин ережесінде салық базасындағы ЭҚЖЖ кодыңыз жоқ. Код ескірген болса, оны салық органында жаңартыңыз; қызмет қалаға қажет болса, әкімдікке босату туралы өтініш беріңіз.",
        "В правилах карантина нет кода ОКЭД, который указан у вас в налоговой базе. Если код устарел, обновите его в налоговом органе; если работа нужна городу, обратитесь в акимат за изъятием.",
        "The quarantine rules do not list the OKED code that the tax authority has for you. If the code is out of date, have it corrected there; if the city needs the work, ask the akimat for an exemption.",
      ),
    },
    "not-active": {
      title: words(
        "Ұйым жұмыс істемейді деп тіркелген",
        "Организация числится недействующей",
        "The organisation is recorded as not active",
      ),
      text: words(
        "Салық базасында ұйым жойылған не қызметін тоқтатқан. Олай болмаса, мәліметті салық органында түзетіңіз.",
        "В налоговой базе организация ликвидирована или приостановлена. Если это не так, исправьте сведения в налоговом органе.",
        "The tax authority's base says that it is dissolved or suspended. If that is wrong, have the record corrected there.",
      ),
    },
    "not-in-base": {
      title: words("Бұл нөмір базада жоқ", "Этого номера нет в базе", "This number is not in the base"),
      text: words(
        "Нөмірді тағы бір рет тексеріңіз. Ұйым жаңа ашылған, мемлекеттік мекеме немесе аурухана болса, бұл бас тарту емес: 1308 нөміріне хабарласыңыз, мәлімет толықтырылады.",
        "Проверьте номер ещё раз. Если организация новая, государственная или медицинская, это не отказ: позвоните по номеру 1308, сведения дополнят.",
        "Check the number once more. For a new firm, a state body or a hospital this is not a refusal: call 1308 and the record will be added.",
      ),
    },
    none: {
      title: words("Қазір рұқсат берілмейді", "Сейчас разрешения не выдаются", "No permits are being issued now"),
      text: words(
        "Қолданыстағы ережеде сіздің қызмет түріңізге арналған тізілім жоқ.",
        "В действующих правилах для вашей деятельности нет ни одного реестра.",
        "The rules in force name no ledger for your activity.",
      ),
    },
  },
} as const;
