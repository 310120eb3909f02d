import type { Random } from "./random.ts";

// Given names and surnames are combined at random: any likeness to a person is chance.
const women = [
  "Айгүл",
  "Әсем",
  "Гүлнар",
  "Жанар",
  "Зарина",
  "Ләззат",
  "Мадина",
  "Перизат",
  "Раушан",
  "Сәуле",
  "Шолпан",
  "Анна",
  "Елена",
  "Марина",
  "Светлана",
] as const;
const men = [
  "Бауыржан",
  "Дәурен",
  "Ерлан",
  "Ілияс",
  "Қайрат",
  "Нұрлан",
  "Өміржан",
  "Тимур",
  "Ұлан",
  "Виктор",
  "Дмитрий",
  "Игорь",
  "Олег",
] as const;
const surnames = [
  "Абаев",
  "Әлімов",
  "Бекенов",
  "Ғалиев",
  "Дәулетов",
  "Ермеков",
  "Жүнісов",
  "Ибраев",
  "Қасенов",
  "Мұратов",
  "Нұрпейісов",
  "Оразов",
  "Серікбаев",
  "Төлегенов",
  "Үмбетов",
  "Шәріпов",
  "Ким",
  "Кузнецов",
  "Морозов",
  "Павлов",
  "Соколов",
] as const;

/** A woman's surname ends in `-а` where a man's ends in `-ов`, `-ев`. */
const surnameOf = (surname: string, isWoman: boolean): string => (isWoman && /[ео]в$/.test(surname) ? `${surname}а` : surname);

/** An invented name, surname first, of somebody of this sex; of either where it is not known. */
export function inventName(random: Random, sex: "male" | "female" | "unknown" = "unknown"): string {
  const surname = random.pick(surnames);
  const isWoman = sex === "female" || (sex === "unknown" && random.chance(women.length / (women.length + men.length)));
  return `${surnameOf(surname, isWoman)} ${random.pick(isWoman ? women : men)}`;
}
