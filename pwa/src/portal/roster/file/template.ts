import type { Language } from "@beket/domain";
import { csvText } from "@beket/tables";

const heads: Readonly<Record<Language, readonly string[]>> = {
  kk: [
    "Аты-жөні",
    "ЖСН",
    "Паспорт нөмірі",
    "Ел",
    "Лауазымы",
    "Көлік нөмірі",
    "Көлік маркасы",
    "Топ",
    "Жұмыс берушінің БСН-і",
    "Көлік иесінің БСН-і",
  ],
  ru: [
    "ФИО",
    "ИИН",
    "Номер паспорта",
    "Страна",
    "Должность",
    "Госномер",
    "Марка автомобиля",
    "Группа",
    "БИН работодателя",
    "БИН владельца автомобиля",
  ],
  en: [
    "Full name",
    "IIN",
    "Passport number",
    "Country",
    "Job",
    "Number plate",
    "Vehicle make",
    "Group",
    "BIN of the employer",
    "BIN of the owner",
  ],
};

/** An empty list with every column that the portal reads. Nobody's data, not even invented, stand in it: they would be sent in by mistake. */
export const templateCsv = (language: Language): string => csvText(heads[language], []);

export const templateHeads = heads;
