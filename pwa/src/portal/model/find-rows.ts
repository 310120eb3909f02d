/** Whether a row is meant: every word of the search stands somewhere in its texts, whatever the case, blanks and dashes in numbers. */
export function isMeant(search: string, texts: readonly string[]): boolean {
  const whole = texts.join(" ").toLowerCase();
  const bare = whole.replaceAll(/[\s-]/g, "");
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => word === "" || whole.includes(word) || bare.includes(word.replaceAll("-", "")));
}
