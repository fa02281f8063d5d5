import { decodeText } from "./decode-text.ts";
import { readRows, refuse, type ReadBars } from "./read-rows.ts";
import { findTable } from "./table/find-table.ts";
import { namedSeparator, separators, splitRows } from "./table/rows.ts";

/** Opens a file of bars that is a text, in one of the encodings and with one of the separators of such files. */
export function openText(bytes: Uint8Array): ReadBars {
  const decoded = decodeText(bytes);
  if (decoded.status === "refused") return () => refuse("", decoded.message);
  const { text } = decoded;
  const chosen = separatorOf(text);
  if ("message" in chosen) return () => refuse("line 1", chosen.message);
  const { separator } = chosen;
  const words = separator === "," ? [] : [`${separators.get(separator)} separate the cells`];
  const notes = [...decoded.notes, ...words];
  return (symbol) => readRows({ rows: splitRows(text, separator), counted: "line", notes }, symbol);
}

/** Whether a file is a text that has bars where its first rows are looked at, whatever they are worth. */
export function holdsBars(bytes: Uint8Array): boolean {
  const decoded = decodeText(bytes);
  return (
    decoded.status === "read" && fittingSeparators(decoded.text.slice(0, beginning)).length > 0
  );
}

/** Characters of a file that are enough to find its separator. */
const beginning = 65_536;

/** The separator that a file names, or the only one with which it has bars. */
function separatorOf(text: string): { readonly separator: string } | { readonly message: string } {
  const named = namedSeparator(text);
  if (named) {
    if (separators.has(named.separator)) return named;
    const known = [...separators.values()].join(", ");
    return { message: `sep=${named.separator} is not one of ${known}` };
  }
  const head = text.slice(0, beginning);
  const [separator, other] = fittingSeparators(head);
  if (other !== undefined && separator !== undefined) {
    const both = `${separators.get(separator)} and ${separators.get(other)}`;
    return {
      message: `both ${both} can separate the cells: write sep=${separator} or sep=${other} above`,
    };
  }
  return { separator: separator ?? mostFrequent(head) };
}

/** The separators with which the beginning of a file has a table of bars. */
function fittingSeparators(head: string): readonly string[] {
  const lines = head.split(/\r\n|\r|\n/);
  return [...separators.keys()].filter((separator) => {
    const table = findTable(splitRows(head, separator));
    if (table.status === "missing") return false;
    const row = table.status === "found" ? table.header : table.row;
    // what stands behind a quoted cell separates it for the parser, whatever it is
    const line = lines[row.line - 1] ?? "";
    return line.replaceAll(/"(?:[^"]|"")*"/g, "").includes(separator);
  });
}

/** The separator of a text in which nothing was found, for the message about what is missing. */
function mostFrequent(text: string): string {
  const count = (separator: string) => text.split(separator).length;
  return [...separators.keys()].reduce((best, next) => (count(next) > count(best) ? next : best));
}
