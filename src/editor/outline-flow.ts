import { depthLimit } from "../yaml/parse/syntax-tree.ts";
import type { OutlineEnd, OutlineEntry, OutlinePath } from "./outline.ts";
import { match, skipSpace, unquoted, valueIn } from "./outline-words.ts";

type Bracket = { readonly map: boolean; name: string | number | undefined };
type Word = { readonly start: number; readonly text: string };

// a colon or a number sign within a word is part of it
const wordPattern =
  /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s,[\]{}:#](?:[^\n,[\]{}:#]|:(?=[^\s,[\]{}])|(?<=\S)#)*/y;

/**
 * Reads what stands between brackets, from the first one to the line after the last one, or to a line
 * that cannot belong to them. Gives where to read on, and where the end stands if it is in there.
 */
export function readFlow(
  text: string,
  from: number,
  end: number,
  indent: number,
  outer: OutlinePath,
  entries: OutlineEntry[],
): { readonly next: number; readonly end: OutlineEnd } {
  const brackets: Bracket[] = [];
  const path = (): OutlinePath => [...outer, ...brackets.flatMap(({ name }) => name ?? [])];
  const textFrom = (start: number): OutlineEnd => ({ path: [], at: "text", start, inFlow: true });
  let word: Word | undefined;
  let at = from;
  while (at < end) {
    const inner = brackets.at(-1);
    const sign = text[at] ?? "";
    switch (sign) {
      case "{":
      case "[":
        // no configuration is nested so deep, and every path below would be as long
        if (brackets.length === depthLimit) return { next: end + 1, end: textFrom(end) };
        brackets.push({ map: sign === "{", name: sign === "{" ? undefined : 0 });
        word = undefined;
        at++;
        break;
      case "}":
      case "]":
        brackets.pop();
        word = undefined;
        at++;
        if (brackets.length === 0) return { next: afterLine(text, at, end), end: textFrom(at) };
        break;
      case ",":
        if (inner) inner.name = inner.map ? undefined : Number(inner.name) + 1;
        word = undefined;
        at++;
        break;
      case ":":
        at++;
        if (!inner?.map || !word || inner.name !== undefined) break;
        entries.push(entryOf(text, word, at, path()));
        inner.name = unquoted(word.text);
        word = undefined;
        break;
      case "#":
        at = afterLine(text, at, end) - 1;
        if (at >= end) return { next: at + 1, end: textFrom(at) };
        break;
      case "\n":
        if (!belongs(text, at + 1, end, indent)) return { next: at + 1, end: textFrom(at) };
        at++;
        break;
      default: {
        const found = match(wordPattern, text, at, end)?.trimEnd();
        if (found) word = { start: at, text: found };
        at += found?.length || 1;
      }
    }
  }
  const inner = brackets.at(-1);
  const isKey = inner?.map === true && inner.name === undefined;
  return {
    next: end + 1,
    end: { path: path(), at: isKey ? "key" : "value", start: word?.start ?? end, inFlow: true },
  };
}

function entryOf(text: string, word: Word, afterColon: number, path: OutlinePath): OutlineEntry {
  const start = skipSpace(text, afterColon, text.length);
  const value = valueIn(match(wordPattern, text, start, text.length) ?? "");
  const key = unquoted(word.text);
  return { path, key, start: word.start, end: word.start + word.text.length, value };
}

/** Whether a line goes on with what is between brackets: it is further in, or it closes them. */
function belongs(text: string, line: number, end: number, indent: number): boolean {
  const start = skipSpace(text, line, end);
  return start - line > indent || start >= end || /[\n\]}]/.test(text[start] ?? "");
}

function afterLine(text: string, from: number, end: number): number {
  const next = text.indexOf("\n", from);
  return (next < 0 || next > end ? end : next) + 1;
}
