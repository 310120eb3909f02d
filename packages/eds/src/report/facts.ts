import type { Check } from "./types.ts";
import { causeWords, revocationReasonWords } from "./evidence-words.ts";
import { roleWords } from "./vocabulary.ts";
import { reasonWords, say, type Language, type Sentence } from "./words.ts";

/** One fact beside a check: a name for people, and a moment or a text. */
export type Fact =
  | { readonly kind: "time"; readonly key: string; readonly words: string; readonly ms: number }
  | { readonly kind: "text"; readonly key: string; readonly words: string; readonly text: string };

const names: Readonly<Record<string, Sentence>> = {
  notAfter: say("сертификат мерзімінің соңы", "срок сертификата истёк", "the certificate ended"),
  notBefore: say("сертификат күшіне енетін уақыт", "сертификат вступает в силу", "the certificate begins"),
  revokedAt: say("кері қайтарылған не тоқтатыла тұрған уақыты", "отозван или приостановлен с", "revoked or on hold since"),
  invalidSince: say("кілт сенімсіз болған уақыт", "ключ ненадёжен с", "the key is not to be trusted since"),
  nextUpdate: say("деректер мына уақытқа дейін жарамды болған", "данные действовали до", "the data were good until"),
  genTime: say("уақыт белгісіндегі уақыт", "время в метке", "the time in the time-stamp"),
  expiresAt: say("құжат мерзімінің соңы", "документ действовал до", "the document was good until"),
  until: say("алгоритмге сенім соңы", "алгоритму доверяли до", "the algorithm was trusted until"),
  reason: say("себебі", "причина", "reason"),
  causes: say("деректердің неге көмектеспегені", "почему данные не помогли", "why the data did not help"),
  because: say("себебі", "причина", "because"),
  roles: say("сертификаттағы рөл", "роль в сертификате", "role in the certificate"),
  algorithm: say("алгоритм", "алгоритм", "algorithm"),
  certificateSha256: say("сертификаттың SHA-256 мәні", "SHA-256 сертификата", "SHA-256 of the certificate"),
  token: say("уақыт белгісінің SHA-256 мәні", "SHA-256 метки времени", "SHA-256 of the time-stamp"),
};
const other = say("техникалық мәлімет", "техническая подробность", "technical detail");

const isIn = <T extends object>(key: PropertyKey, table: T): key is keyof T => Object.hasOwn(table, key);
const wordsIn = (table: Readonly<Record<string, Sentence>>, text: string, language: Language): string =>
  text
    .split(", ")
    .map((part) => (isIn(part, table) ? (table[part]?.[language] ?? part) : part))
    .join("; ");

const tables: Readonly<Record<string, Readonly<Record<string, Sentence>>>> = {
  reason: revocationReasonWords,
  causes: causeWords,
  because: reasonWords,
  roles: roleWords,
};

/**
 * The details of a check in the reader's language: moments as numbers, known words in words, anything else as it stands. Nothing is
 * left out.
 */
export const factsOf = ({ detail = {} }: Pick<Check, "detail">, language: Language): readonly Fact[] =>
  Object.entries(detail).map(([key, value]): Fact => {
    const name = isIn(key, names) ? names[key] : undefined;
    const words = name?.[language] ?? `${other[language]} (${key})`;
    const ms = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? Date.parse(value) : Number.NaN;
    if (!Number.isNaN(ms)) return { kind: "time", key, words, ms };
    const table = tables[key];
    return { kind: "text", key, words, text: table === undefined ? value : wordsIn(table, value, language) };
  });
