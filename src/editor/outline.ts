import { depthLimit } from "../yaml/parse/syntax-tree.ts";
import { readFlow } from "./outline-flow.ts";
import { match, skipSpace, unquoted, valueIn } from "./outline-words.ts";

/** Names of keys, and positions in lists. */
export type OutlinePath = readonly (string | number)[];

/** A key of the text, and where it stands: in which mappings and list items, outermost first. */
export type OutlineEntry = {
  readonly path: OutlinePath;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** A value on the key's own line, as it is written. */
  readonly value: string;
};

/** What stands at the end of the text that was read, where something is being typed. */
export type OutlineEnd = {
  /** What encloses it; of a value its own key is the last name. */
  readonly path: OutlinePath;
  readonly at: "key" | "value" | "text";
  /** Where the word begins that is being typed. */
  readonly start: number;
  /** Between brackets, where entries may follow each other on one line. */
  readonly inFlow: boolean;
};

type Frame = { readonly indent: number; readonly name: string | number };

// sticky: it is tried at one place; YAML takes no longer word for a key
const keyPattern =
  /("(?:[^"\\\n]|\\.)*"[ \t]*|'[^'\n]*'[ \t]*|[^\s\-?:,[\]{}#&*!|>'"%@`](?:[^\n:#]|:(?=\S)|(?<=\S)#){0,1023}?):(?=[ \t\r\n]|$)/y;

/**
 * Reads where keys stand, up to `end`, from indentation and brackets alone. It goes on where a parser
 * must give up: completion is asked for in the middle of a text that is no YAML yet.
 */
export function readOutline(
  text: string,
  end = text.length,
): { readonly entries: readonly OutlineEntry[]; readonly end: OutlineEnd } {
  const entries: OutlineEntry[] = [];
  const frames: Frame[] = [];
  let stand: OutlineEnd = { path: [], at: "key", start: end, inFlow: false };
  // lines further in than this belong to a text of many lines
  let textIndent = Infinity;
  // no configuration is nested deeper, and every path below would be as long
  for (let line = 0, next = 0; line <= end && frames.length <= depthLimit; line = next) {
    const lineEnd = endOfLine(text, line, end);
    next = lineEnd + 1;
    let start = skipSpace(text, line, lineEnd);
    const isText = start - line > textIndent || (textIndent < Infinity && start === lineEnd);
    if (isText || text[start] === "#") {
      stand = { path: [], at: "text", start, inFlow: false };
      continue;
    }
    textIndent = Infinity;
    start = readItems(frames, text, line, start, lineEnd);
    const indent = start - line;
    // a line with nothing on it leaves the frames: the next one says where it belongs
    const outer = pathOf(frames.filter((frame) => frame.indent < indent));
    stand = { path: outer, at: "key", start, inFlow: false };
    if (start === lineEnd) continue;
    settle(frames, indent);
    const word = match(keyPattern, text, start, lineEnd)?.trimEnd();
    const colon = keyPattern.lastIndex;
    const from = word === undefined ? start : skipSpace(text, colon, lineEnd);
    if (word !== undefined) {
      const [key, value] = [unquoted(word), valueIn(text.slice(colon, lineEnd))];
      entries.push({ path: outer, key, start, end: start + word.length, value });
      frames.push({ indent, name: key });
      const commented = /\s#/.test(text.slice(colon, lineEnd));
      stand = { ...stand, path: pathOf(frames), at: commented ? "text" : "value", start: from };
    }
    const sign = text[from];
    if (from < lineEnd && (sign === "|" || sign === ">")) textIndent = frames.at(-1)?.indent ?? 0;
    if (from < lineEnd && (sign === "[" || sign === "{")) {
      const flow = readFlow(text, from, end, indent, pathOf(frames), entries);
      next = flow.next;
      stand = flow.end;
    }
  }
  return { entries, end: stand };
}

/** Reads the dashes that begin a line, each of them an item; gives what comes after. */
function readItems(
  frames: Frame[],
  text: string,
  line: number,
  from: number,
  lineEnd: number,
): number {
  let start = from;
  const isItem = (): boolean =>
    text[start] === "-" && (start + 1 >= lineEnd || /[ \t]/.test(text[start + 1] ?? ""));
  while (frames.length <= depthLimit && isItem()) {
    const indent = start - line;
    // a list may stand as far in as its key
    settle(frames, indent + 1);
    const last = frames.at(-1);
    const goesOn = last?.indent === indent && typeof last.name === "number";
    if (goesOn) frames.pop();
    frames.push({ indent, name: goesOn ? last.name + 1 : 0 });
    start = skipSpace(text, start + 1, lineEnd);
  }
  return start;
}

/** Leaves all that a line this far in does not belong to. */
function settle(frames: Frame[], indent: number): void {
  while ((frames.at(-1)?.indent ?? -1) >= indent) frames.pop();
}

const pathOf = (frames: readonly Frame[]): OutlinePath => frames.map(({ name }) => name);

function endOfLine(text: string, line: number, end: number): number {
  const next = text.indexOf("\n", line);
  return next < 0 || next > end ? end : next;
}
