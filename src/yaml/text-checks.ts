import type { Fix } from "../text/diagnostic.ts";
import type { TextEdit } from "../text/source-range.ts";
import { problem, type YamlDiagnostic } from "./diagnostic.ts";
import { textLimit } from "./parse/syntax-tree.ts";

// runs of everything but what PyYAML's reader calls printable; surrogates only in pairs
const unprintable =
  // oxlint-disable-next-line no-control-regex -- these are the characters that it looks for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]+|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const otherBreaks = /[\x85\u2028\u2029]/g;

/** What refuses a text before its syntax is looked at: its length, and characters of no YAML. */
export function refuseText(text: string): readonly YamlDiagnostic[] {
  if (text.length > textLimit) {
    const range = { start: textLimit, end: text.length };
    return [problem("text-too-long", { path: "", range }, [text.length.toLocaleString("en")])];
  }
  return Array.from(text.matchAll(unprintable), ({ 0: character, index }) =>
    problem("control-character", rangeAt(index, character.length), [codePoint(character)]),
  );
}

/** Says where PyYAML ends a line and editors do not: an error where its reading fails. */
export function checkBreaks(text: string, failed: boolean): readonly YamlDiagnostic[] {
  return Array.from(text.matchAll(otherBreaks), ({ 0: character, index }) =>
    problem(failed ? "other-line-break" : "line-break-to-python", rangeAt(index, 1), [
      codePoint(character),
    ]),
  );
}

/** The marks that git leaves where two changes meet; none where nothing begins such a conflict. */
export function findConflicts(text: string): readonly YamlDiagnostic[] {
  const marks = [...text.matchAll(/^(?:[<>|]{7} .*|={7})$/gm)];
  if (!marks.some(([mark]) => mark.startsWith("<<<<<<< ") || mark.startsWith(">>>>>>> "))) {
    return [];
  }
  return marks.map(({ 0: mark, index }) =>
    problem("merge-conflict", rangeAt(index, mark.length), [mark.slice(0, 7)]),
  );
}

/** The lines of Markdown's fences, ``` or ~~~, in what was copied with them; each removes them all. */
export function findFences(text: string): readonly YamlDiagnostic[] {
  const fences = [...text.matchAll(/^[ \t>]*((?:`{3,}|~{3,})[\w.+-]*)[ \t]*$/gm)];
  const [first, last] = [fences[0], fences.at(-1)];
  if (!first || !last) return [];
  const cuts = fences.map(({ 0: line, index }) => ({ start: index, end: index + line.length }));
  // between an opening and a closing fence stands the YAML, around them is what was said about it
  const [opening, closing] = [cuts[0], fences.length === 2 ? cuts[1] : undefined];
  const edits = (
    opening && closing
      ? [
          { start: 0, end: opening.end },
          { start: closing.start, end: text.length },
        ]
      : cuts
  ).map((range) => ({ range, text: "" }));
  const title = closing ? "Keep what stands between the fences" : "Remove the fence";
  return fences.map(({ 0: line, 1: fence = "", index }) =>
    problem("markdown-fence", rangeAt(index, line.length), [fence], { fixes: [{ title, edits }] }),
  );
}

const oddIndentation = /^( *)([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000][^\S\r\n]*)/;
const oddGap =
  /^((?: *-)* *(?:[\w."'-]+:|-))([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000][^\S\r\n]*)/gm;
const oddColon = /^((?: *-)* *[\w.-]+)([\ufe13\ufe55\uff1a] *)/gm;

/** True for a key that took the white space before it along, since YAML knows only spaces. */
export function beginsOddly(key: string): boolean {
  return oddIndentation.test(key);
}

/**
 * Characters that only look like the spaces and colons of YAML's structure, in a text that is broken
 * or has keys that begin with them. Each kind has one diagnostic, whose fix mends all of the kind.
 */
export function checkStructure(text: string): readonly YamlDiagnostic[] {
  const indents = findOdd(text, new RegExp(oddIndentation, "gm"), (odd) => " ".repeat(odd.length));
  const gaps = findOdd(text, oddGap, () => " ");
  const colons = findOdd(text, oddColon, () => ": ");
  const spaces = [...indents, ...gaps];
  return [
    ...reportOdd(spaces, "Write spaces", (at, name, fixes) => {
      const words = [`[${name}]`, `${name}, which is no space to YAML`] as const;
      return problem("invisible-in-value", at, [...words], { fixes });
    }),
    ...reportOdd(colons, "Write colons", (at, name, fixes) =>
      problem("look-alike-in-value", at, ["：", ` (${name})`, "a colon"], { fixes }),
    ),
  ];
}

type Odd = { readonly character: string; readonly edit: TextEdit };

function findOdd(text: string, expression: RegExp, right: (odd: string) => string) {
  return Array.from(text.matchAll(expression), ({ 1: before = "", 2: odd = "", index }): Odd => {
    const start = index + before.length;
    const edit = { range: { start, end: start + odd.length }, text: right(odd) };
    return { character: odd.charAt(0), edit };
  });
}

function reportOdd(
  odd: readonly Odd[],
  title: string,
  report: (at: ReturnType<typeof rangeAt>, name: string, fixes: readonly Fix[]) => YamlDiagnostic,
): readonly YamlDiagnostic[] {
  const [first] = odd;
  if (!first) return [];
  const at = rangeAt(first.edit.range.start, 1);
  return [report(at, codePoint(first.character), [{ title, edits: odd.map(({ edit }) => edit) }])];
}

function rangeAt(start: number, length: number) {
  return { path: "", range: { start, end: start + length } };
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
