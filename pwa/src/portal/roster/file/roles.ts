/** What a column of somebody's list holds. */
export const columnRoles = [
  "skip",
  "name",
  "surname",
  "given",
  "patronymic",
  "iin",
  "document",
  "country",
  "job",
  "employer",
  "plate",
  "description",
  "owner",
  "group",
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** Of two columns that claim one of these the file does not say which it is. */
export const singleRoles: ReadonlySet<ColumnRole> = new Set(["name", "surname", "given", "iin", "document", "plate"]);

// Kazakh, Russian and English heads as they stand in lists of real offices; the first that fits wins.
const heads: readonly (readonly [RegExp, ColumnRole])[] = [
  [/^(№|n|no|#|п\s?\/\s?п|п\.п|р\s?\/\s?с|№ ?п\/п)\.?$/u, "skip"],
  [/телефон|phone|e-?mail|почта|дата|date|күні|примечани|ескерту|note/u, "skip"],
  [/(бин|бсн|bin).*(работод|подряд|employer|мердігер|жұмыс беруші)|работодател|подрядчик|мердігер|жұмыс беруші|employer/u, "employer"],
  [/(бин|бсн|bin).*(владел|собственник|owner|иесі)|владелец|собственник|иесі|owner/u, "owner"],
  [/групп|(^|\s)топ($|\s)|group|маршрут|автобус|bus/u, "group"],
  [/(^|[\s(])(иин|жсн|iin)/u, "iin"],
  [/паспорт|passport|(номер|№|нөмірі).*документ|документ|құжат|document/u, "document"],
  [/стран|граждан|(^|\s)ел($|\s|і)|азаматты|country|citizen|nationalit/u, "country"],
  [/грнз|г\/н|гос[.\s]*(рег[.\s]*)?(номер|знак)|госномер|мемлекеттік нөмір|көлік.*нөмір|(^|\s)мн($|\s)|plate|рег.*знак/u, "plate"],
  [/марка|модель|автомобил|(^|\s)авто($|\s)|транспорт|көлік|vehicle|make|model|(^|\s)car($|\s)/u, "description"],
  [/должност|профессия|лауазым|қызметі|job|position|occupation/u, "job"],
  [/отчество|әкесінің аты|patronymic|middle name/u, "patronymic"],
  [/ф\.?\s?и\.?\s?о|аты[-\s]*жөні|толық аты|full name|фамилия.*имя|тегі.*аты|surname.*name|сотрудник|работник|қызметкер/u, "name"],
  [/фамилия|тегі|surname|last name/u, "surname"],
  [/^имя|^аты$|first name|given name/u, "given"],
  [/^(name|имя)/u, "name"],
];

/** The role that a head names, or null: only the mapping step can tell. */
export function roleOfHead(head: string): ColumnRole | null {
  const text = head.trim().toLowerCase().replaceAll(/\s+/g, " ");
  return text === "" ? null : (heads.find(([pattern]) => pattern.test(text))?.[1] ?? null);
}
