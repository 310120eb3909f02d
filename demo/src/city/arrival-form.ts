import type { Form, FormLanguage, Question, SelectionRule } from "@beket/domain";

type Words = Readonly<Record<FormLanguage, string>>;
const words = (kk: string, ru: string, en: string, zh: string, uz: string, ky: string): Words => ({ kk, ru, en, zh, uz, ky });
/** The plain texts are Kazakh; the others stand beside them as FHIR's translations. */
const translations = ({ ru, en, zh, uz, ky }: Words): NonNullable<Question["_text"]> => ({
  extension: Object.entries({ ru, en, zh, uz, ky }).map(([lang, content]) => ({
    url: "http://hl7.org/fhir/StructureDefinition/translation",
    extension: [
      { url: "lang", valueCode: languageOf(lang) },
      { url: "content", valueString: content },
    ],
  })),
});
const languageOf = (code: string): FormLanguage => {
  switch (code) {
    case "ru":
    case "en":
    case "zh":
    case "uz":
    case "ky":
      return code;
    default:
      return "kk";
  }
};
type Shape = Omit<Question, "linkId" | "text" | "_text">;
const ask = (linkId: string, text: Words, shape: Shape): Question => ({ linkId, text: text.kk, _text: translations(text), ...shape });
const option = (code: string, text: Words) => ({ valueCoding: { code, display: text.kk, _display: translations(text) } });
const yes = (question: string) => ({ question, operator: "=" as const, answerBoolean: true });
const required = true;

const symptoms: readonly Question[] = [
  ask(
    "temperature",
    words(
      "Қазір өлшенген дене қызуы, °C",
      "Температура тела сейчас, °C",
      "Temperature measured now, °C",
      "现在测量的体温（°C）",
      "Hozir o‘lchangan tana harorati, °C",
      "Азыр өлчөнгөн дене табы, °C",
    ),
    { type: "decimal", required },
  ),
  ask(
    "fever",
    words(
      "Соңғы 14 күнде қызуыңыз көтеріліп, қалтырадыңыз ба?",
      "Были ли за последние 14 дней жар или озноб?",
      "Fever or chills in the last 14 days?",
      "过去14天内是否发烧或发冷？",
      "Oxirgi 14 kunda isitma yoki et uvishishi bo‘ldimi?",
      "Акыркы 14 күндө ысытма же калтыратуу болдубу?",
    ),
    { type: "boolean", required },
  ),
  ask(
    "cough",
    words(
      "Жөтел немесе тамақ ауруы бар ма?",
      "Есть ли кашель или боль в горле?",
      "Cough or a sore throat?",
      "是否咳嗽或咽喉痛？",
      "Yo‘tal yoki tomoq og‘rig‘i bormi?",
      "Жөтөл же тамак оорусу барбы?",
    ),
    { type: "boolean", required },
  ),
  ask(
    "breath",
    words("Тыныс алу қиын ба?", "Трудно ли дышать?", "Short of breath?", "是否呼吸困难？", "Nafas olish qiyinmi?", "Дем алуу кыйынбы?"),
    { type: "boolean", required },
  ),
  ask(
    "smell",
    words(
      "Иіс немесе дәм сезбей қалдыңыз ба?",
      "Пропали ли запах или вкус?",
      "Lost smell or taste?",
      "是否失去嗅觉或味觉？",
      "Hid yoki ta’m bilish yo‘qoldimi?",
      "Жыт же даам сезүү жоголдубу?",
    ),
    { type: "boolean", required },
  ),
  ask(
    "symptoms-since",
    words(
      "Белгілер қай күні басталды?",
      "С какого дня появились признаки?",
      "Since which day?",
      "症状从哪天开始？",
      "Belgilar qaysi kundan boshlandi?",
      "Белгилер кайсы күндөн башталды?",
    ),
    { type: "date", enableWhen: [yes("fever"), yes("cough"), yes("breath"), yes("smell")], enableBehavior: "any" },
  ),
];

const contacts: readonly Question[] = [
  ask(
    "contact",
    words(
      "14 күнде коронавируспен ауырған адаммен жақын болдыңыз ба?",
      "Был ли за 14 дней близкий контакт с больным коронавирусом?",
      "Close to anyone ill with the coronavirus in 14 days?",
      "14天内是否密切接触过新冠病毒感染者？",
      "14 kun ichida koronavirus bilan kasallangan kishi bilan yaqin bo‘ldingizmi?",
      "14 күндө коронавирус менен ооруган адамга жакын болдуңузбу?",
    ),
    { type: "boolean", required },
  ),
  ask("contact-where", words("Қайда?", "Где?", "Where?", "在哪里？", "Qayerda?", "Кайда?"), {
    type: "choice",
    required,
    enableWhen: [yes("contact")],
    answerOption: [
      option("home", words("Үйде", "Дома", "At home", "家里", "Uyda", "Үйдө")),
      option("work", words("Жұмыста", "На работе", "At work", "工作场所", "Ishda", "Жумушта")),
      option("on-the-way", words("Жолда", "В дороге", "On the way", "途中", "Yo‘lda", "Жолдо")),
      option("hospital", words("Ауруханада", "В больнице", "In a hospital", "医院", "Kasalxonada", "Ооруканада")),
    ],
  }),
  ask(
    "countries",
    words(
      "14 күнде болған елдердің ішінен алғашқы сәйкес келгенін таңдаңыз",
      "Где были за 14 дней: выберите первое подходящее",
      "Been in within 14 days: the first that fits",
      "14天内到过的国家：选第一个符合的",
      "14 kun ichida bo‘lgan davlatlar: birinchi mosini tanlang",
      "14 күндө болгон өлкөлөр: биринчи туура келгенин тандаңыз",
    ),
    {
      type: "choice",
      required,
      answerOption: [
        option(
          "high-risk",
          words(
            "Қытай, Иран, Италия, Корея",
            "Китай, Иран, Италия, Корея",
            "China, Iran, Italy, Korea",
            "中国、伊朗、意大利、韩国",
            "Xitoy, Eron, Italiya, Koreya",
            "Кытай, Иран, Италия, Корея",
          ),
        ),
        option("europe", words("Еуропа, Түркия", "Европа, Турция", "Europe, Turkey", "欧洲、土耳其", "Yevropa, Turkiya", "Европа, Түркия")),
        option(
          "neighbours",
          words(
            "Қырғызстан, Өзбекстан, Ресей",
            "Кыргызстан, Узбекистан, Россия",
            "Kyrgyzstan, Uzbekistan, Russia",
            "吉尔吉斯斯坦、乌兹别克斯坦、俄罗斯",
            "Qirg‘iziston, O‘zbekiston, Rossiya",
            "Кыргызстан, Өзбекстан, Россия",
          ),
        ),
        option("other", words("Басқа", "Другая", "Another", "其他", "Boshqa", "Башка")),
      ],
    },
  ),
];

const onward: readonly Question[] = [
  ask(
    "earlier-test",
    words(
      "Бұрын тест тапсырдыңыз ба?",
      "Сдавали ли тест раньше?",
      "Tested before?",
      "以前做过检测吗？",
      "Oldin test topshirganmisiz?",
      "Мурда тест тапшырдыңызбы?",
    ),
    {
      type: "choice",
      required,
      answerOption: [
        option("never", words("Жоқ", "Нет", "Never", "没有", "Yo‘q", "Жок")),
        option("negative", words("Теріс", "Отрицательный", "Negative", "阴性", "Manfiy", "Терс")),
        option("positive", words("Оң", "Положительный", "Positive", "阳性", "Musbat", "Оң")),
        option(
          "waiting",
          words("Нәтиже күтілуде", "Жду результата", "Waiting for it", "等待结果", "Natija kutilmoqda", "Жыйынтык күтүлүүдө"),
        ),
      ],
    },
  ),
  ask(
    "quarantine-place",
    words(
      "14 күн қайда оқшауланасыз?",
      "Где будете на карантине 14 дней?",
      "Where will you keep the 14 days?",
      "14天隔离在哪里？",
      "14 kun qayerda karantinda bo‘lasiz?",
      "14 күн карантинде кайда болосуз?",
    ),
    {
      type: "choice",
      required,
      answerOption: [
        option("home", words("Үйде", "Дома", "At home", "家里", "Uyda", "Үйдө")),
        option("relatives", words("Туыстарда", "У родных", "With relatives", "亲戚家", "Qarindoshlarda", "Туугандарда")),
        option("hotel", words("Қонақүйде", "В гостинице", "In a hotel", "酒店", "Mehmonxonada", "Мейманканада")),
        option("transit", words("Транзитпен өтемін", "Еду транзитом", "In transit", "过境", "Tranzit", "Транзит")),
      ],
    },
  ),
  ask("quarantine-address", words("Мекенжайы", "Адрес", "The address", "地址", "Manzil", "Дареги"), {
    type: "string",
    required,
    enableWhen: [{ question: "quarantine-place", operator: "!=", answerCoding: { code: "transit" } }],
  }),
  ask(
    "people-there",
    words(
      "Онда неше адам тұрады?",
      "Сколько там живёт человек?",
      "How many people live there?",
      "那里住几个人？",
      "U yerda necha kishi yashaydi?",
      "Ал жерде канча киши жашайт?",
    ),
    { type: "integer", enableWhen: [{ question: "quarantine-place", operator: "!=", answerCoding: { code: "transit" } }] },
  ),
];

const is = (linkId: string) => ({ of: `answer:${linkId}`, operator: "=" as const, value: true });
const rule = (
  code: string,
  outcome: SelectionRule["outcome"],
  when: SelectionRule["when"],
  [kk, ru, en]: readonly [kk: string, ru: string, en: string],
): SelectionRule => ({ rule: code, when, outcome, name: { kk, ru, en } });

/** First rule that holds. Whoever cannot be judged by a list goes to the selection specialist. */
const selection: SelectionRule[] = [
  rule("infant", "specialist", [{ of: "fact:age-years", operator: "<", value: 1 }], ["Нәресте", "Младенец", "An infant"]),
  rule(
    "temperature",
    "test",
    [{ of: "answer:temperature", operator: ">=", value: 37.5 }],
    ["Дене қызуы жоғары", "Температура", "Temperature"],
  ),
  rule("short-of-breath", "test", [is("breath")], ["Тыныс алу қиын", "Трудно дышать", "Short of breath"]),
  rule("fever", "test", [is("fever")], ["Қызу көтерілген", "Был жар", "Fever"]),
  rule("smell-lost", "test", [is("smell")], ["Иіс сезбейді", "Нет запаха или вкуса", "Smell or taste lost"]),
  rule("contact", "test", [is("contact")], ["Ауырған адаммен болған", "Контакт с больным", "Contact with a sick person"]),
  rule(
    "high-risk-country",
    "test",
    [{ of: "answer:countries", operator: "=", value: "high-risk" }],
    ["Қаупі жоғары елден", "Из страны высокого риска", "From a high-risk country"],
  ),
  rule(
    "result-awaited",
    "test",
    [{ of: "answer:earlier-test", operator: "=", value: "waiting" }],
    ["Нәтижесін күтуде", "Ждёт результата теста", "Waits for a result"],
  ),
  rule(
    "earlier-positive",
    "specialist",
    [{ of: "answer:earlier-test", operator: "=", value: "positive" }],
    ["Бұрын оң болған", "Раньше был положительный", "Positive before"],
  ),
  rule("cough", "specialist", [is("cough")], ["Тек жөтел", "Только кашель", "A cough alone"]),
  rule("diplomat", "specialist", [{ of: "fact:category", operator: "=", value: "diplomat" }], ["Дипломат", "Дипломат", "A diplomat"]),
  rule(
    "crew",
    "test",
    [{ of: "fact:category", operator: "in", value: ["cargo", "crew"] }],
    ["Жүргізуші, экипаж", "Водитель или экипаж", "Driver or crew"],
  ),
];

const title = words(
  "Келген адамның сауалнамасы",
  "Анкета прибывшего",
  "Questions to who arrives",
  "入境人员问卷",
  "Kelgan shaxs so‘rovnomasi",
  "Келген адамдын суроо баракчасы",
);

/** What everybody who crosses the border is asked, in six languages. */
export const arrivalForm: Form = {
  form: "arrival",
  questionnaire: {
    resourceType: "Questionnaire",
    url: "https://beket.example/fhir/Questionnaire/arrival",
    name: "ArrivalQuestions",
    version: "1",
    title: title.kk,
    _title: translations(title),
    status: "active",
    language: "kk",
    subjectType: ["Patient"],
    item: [...symptoms, ...contacts, ...onward],
  },
  selection: { rules: selection, otherwise: "no-test" },
};
