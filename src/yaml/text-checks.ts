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

function rangeAt(start: number, length: number) {
  return { path: "", range: { start, end: start + length } };
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
