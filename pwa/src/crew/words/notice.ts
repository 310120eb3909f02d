import { type Words, words } from "../../i18n/index.ts";

/** Words of the residents' notice. The sheet itself is Kazakh and Russian, whatever the tablet speaks. */
export const noticeWords = {
  open: words("Тұрғындарға хабарландыру", "Объявление жильцам", "Residents' notice"),
  print: words("Басып шығару", "Печать", "Print"),
  planned: words("Өңдеу уақыты", "Время обработки", "Time of the treatment"),
  heading: words("ДЕЗИНФЕКЦИЯ", "ДЕЗИНФЕКЦИЯ", "DISINFECTION"),
  place: words("Орны", "Место", "Place"),
  begins: words("Өңдеу басталады", "Начало обработки", "Treatment begins"),
  done: words("Өңделді", "Обработано", "Treated"),
  agent: words("Зат", "Средство", "Agent"),
  stayIn: words("Үйден шықпаңыз", "Не выходите из квартир", "Stay indoors"),
  until: (time: string): Words => words(`${time} уақытына дейін`, `до ${time}`, `until ${time}`),
  advice: words(
    "Терезелерді жабыңыз. Өңделген беттерге қол тигізбеңіз. Балалар мен жануарларды шығармаңыз.",
    "Закройте окна. Не касайтесь обработанных поверхностей. Не выпускайте детей и животных.",
    "Close the windows. Do not touch treated surfaces. Keep children and animals in.",
  ),
  repeats: words("Күн сайын қайталанады", "Повторяется ежедневно", "Repeated daily"),
  noPlan: words(
    "Жоспар әлі келмеді: үйде қанша уақыт болу керегі белгісіз.",
    "План ещё не получен: неизвестно, сколько оставаться дома.",
    "The plan has not arrived: how long to stay in is not known.",
  ),
} as const;
