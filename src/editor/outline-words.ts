/** The first place from `from` on that holds no space within a line. */
export function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === " " || text[at] === "\t" || text[at] === "\r")) at++;
  return at;
}

/** What a sticky pattern finds at a place: its first group, if it has one. */
export function match(pattern: RegExp, text: string, at: number, end: number): string | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found && pattern.lastIndex <= end ? (found[1] ?? found[0]) : undefined;
}

export const unquoted = (word: string): string => word.trim().replace(/^(["'])(.*)\1$/, "$2");

/** A value as it is written on a line, without the comment after it. */
export const valueIn = (written: string): string => unquoted(written.replace(/(?:^|\s)#.*$/, ""));
