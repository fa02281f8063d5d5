import type { SourceRange } from "../../text/source-range.ts";
import { codePoint } from "../../yaml/compose/hidden-characters.ts";
import { showControls, shorten } from "../../yaml/quote-value.ts";

/** A word of a rule's text. What the language does not have is a token too, with what would be right. */
export type Token = { readonly range: SourceRange } & (
  | { readonly type: "number"; readonly value: bigint | number }
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "name"; readonly name: string; readonly quoted: boolean }
  | { readonly type: "sign"; readonly sign: string }
  | { readonly type: "refused"; readonly reason: string }
  | { readonly type: "end" }
);

/** Signs of the language; longer ones stand before those that they begin with. */
const signs = "== != <= >= // < > + - * / % ( ) [ ] , .".split(" ");

/** Signs of other languages, of mathematics and of the rest of Python, and what to write instead. */
const foreignSigns: readonly (readonly [sign: string, advice: string])[] = [
  ["===", "write `==`"],
  ["!==", "write `!=`"],
  ["<>", "write `!=`"],
  ["=>", "write `>=`"],
  ["=<", "write `<=`"],
  [":=", "a rule names no values"],
  ["&&", "write `and`"],
  ["||", "write `or`"],
  ["**", "there are no powers; write the product"],
  ["<<", "there are no operations on bits"],
  [">>", "there are no operations on bits"],
  ["=", "to compare, write `==`"],
  ["!", "write `not`, or `!=` for unequal"],
  ["&", "write `and`"],
  ["|", "write `or`"],
  ["^", "there are no powers and no operations on bits"],
  ["~", "write `not`"],
  ["≤", "write `<=`"],
  ["≥", "write `>=`"],
  ["≠", "write `!=`"],
  ["×", "write `*`"],
  ["·", "write `*`"],
  ["÷", "write `/`"],
  ["−", "write the `-` of the keyboard"],
  ["–", "write the `-` of the keyboard"],
  ["“", 'quote texts with `"`'],
  ["”", 'quote texts with `"`'],
  ["‘", "quote texts with `'`"],
  ["’", "quote texts with `'`"],
  ["#", "a rule has no comments"],
  [";", "a rule is one expression; write another rule"],
  ["{", "a list after `in` stands between `[` and `]`"],
  ["$", "a name stands without `$`"],
];

const escapes: ReadonlyMap<string, string> = new Map([
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["n", "\n"],
  ["t", "\t"],
]);

/**
 * The tokens of a rule's text, the last of which is its end, or what ends the reading. Line breaks
 * are white space where Python has them so: around the expression, and inside of parentheses.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  let openBrackets = 0;
  for (;;) {
    offset += matchAt(/[ \t]+/y, text, offset).length;
    const lineBreaks = matchAt(/[\r\n][ \t\r\n]*/y, text, offset);
    if (lineBreaks !== "") {
      const isInside = tokens.length > 0 && offset + lineBreaks.length < text.length;
      if (isInside && openBrackets === 0) {
        return [...tokens, refused(offset, 1, "a line break; write the rule on one line")];
      }
      offset += lineBreaks.length;
      continue;
    }
    const token = tokenAt(text, offset);
    tokens.push(token);
    if (token.type === "end" || token.type === "refused") return tokens;
    if (token.type === "sign" && "([".includes(token.sign)) openBrackets++;
    if (token.type === "sign" && ")]".includes(token.sign)) openBrackets--;
    offset = token.range.end;
  }
}

function tokenAt(text: string, offset: number): Token {
  const [first] = text.slice(offset, offset + 2);
  if (first === undefined) return { type: "end", range: rangeOf(offset, 0) };
  if (/^(?:\d|\.\d)/.test(text.slice(offset, offset + 2))) return numberAt(text, offset);
  if (first === "'" || first === '"') return textAt(text, offset, first);
  if (first === "`") return quotedNameAt(text, offset);
  const word = matchAt(/[\p{XID_Start}_]\p{XID_Continue}*/uy, text, offset);
  if (word !== "") return nameAt(word, offset);
  const foreign = foreignSigns.find(([sign]) => text.startsWith(sign, offset));
  const sign = signs.find((one) => text.startsWith(one, offset));
  // `<` of `<>` is no comparison, and `=` of `==` no assignment
  if (sign !== undefined && sign.length >= (foreign?.[0].length ?? 0)) {
    return { type: "sign", sign, range: rangeOf(offset, sign.length) };
  }
  if (foreign) return refused(offset, foreign[0].length, `\`${foreign[0]}\`; ${foreign[1]}`);
  return refused(offset, first.length, `${spellCharacter(first)}, which is no sign of a rule`);
}

function nameAt(word: string, offset: number): Token {
  const range = rangeOf(offset, word.length);
  // Python would look for another name
  if (word.normalize("NFKC") !== word) {
    return refused(offset, word.length, `\`${shorten(word)}\`; such a name stands in backquotes`);
  }
  return { type: "name", name: word, quoted: false, range };
}

function quotedNameAt(text: string, offset: number): Token {
  const written = matchAt(/`[^`\r\n]*`/y, text, offset);
  if (written === "") return refused(offset, 1, "a backquote that is not closed");
  if (written === "``") return refused(offset, 2, "backquotes without a name between them");
  const name = written.slice(1, -1);
  return { type: "name", name, quoted: true, range: rangeOf(offset, written.length) };
}

function numberAt(text: string, offset: number): Token {
  const digits = matchAt(/(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y, text, offset);
  const more = matchAt(/[\p{XID_Continue}]+/uy, text, offset + digits.length);
  const length = digits.length + more.length;
  const written = `\`${shorten(digits + more)}\``;
  if (/^_\d/.test(more)) return refused(offset, length, `${written}; write digits without \`_\``);
  if (/^0[xob]/i.test(digits + more)) {
    return refused(offset, length, `${written}; write the number in decimal digits`);
  }
  if (more !== "") return refused(offset, length, `${written}, which is no number and no name`);
  const range = rangeOf(offset, length);
  if (/[.eE]/.test(digits)) return { type: "number", value: Number(digits), range };
  if (/^0+[1-9]/.test(digits)) {
    return refused(offset, length, `${written}; write the number without the 0 before it`);
  }
  return { type: "number", value: BigInt(digits), range };
}

function textAt(text: string, offset: number, quote: string): Token {
  const pattern = quote === "'" ? /'(?:[^'\\\r\n]|\\[^\r\n])*'/y : /"(?:[^"\\\r\n]|\\[^\r\n])*"/y;
  const written = matchAt(pattern, text, offset);
  if (written === "") return refused(offset, 1, `a text without its closing \`${quote}\``);
  const nul = written.indexOf("\0");
  if (nul > 0) return refused(offset + nul, 1, "U+0000, which Python reads in no expression");
  let value = "";
  let from = 1;
  for (const escape of written.slice(1, -1).matchAll(/\\(?:u[\dA-Fa-f]{4}|.)/gsu)) {
    const character = unescape(escape[0]);
    if (character === undefined) {
      const reason = `\`${escape[0]}\`; the escapes of a text are \\\\ \\' \\" \\n \\t and \\uXXXX of a whole character`;
      return refused(offset + 1 + escape.index, escape[0].length, reason);
    }
    value += written.slice(from, 1 + escape.index) + character;
    from = 1 + escape.index + escape[0].length;
  }
  value += written.slice(from, -1);
  return { type: "text", value, range: rangeOf(offset, written.length) };
}

/** Halves of a pair stay two characters to Python, so they are refused. */
function unescape(escape: string): string | undefined {
  if (escape.length < 6) return escapes.get(escape.slice(1));
  const character = String.fromCharCode(Number.parseInt(escape.slice(2), 16));
  return /[\uD800-\uDFFF]/.test(character) ? undefined : character;
}

function spellCharacter(character: string): string {
  const shown = /[\p{C}\p{Z}]/u.test(character) ? "" : `\`${showControls(character)}\` `;
  return shown === "" ? codePoint(character) : `${shown}(${codePoint(character)})`;
}

function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? "";
}

function refused(offset: number, length: number, reason: string): Token {
  return { type: "refused", reason, range: rangeOf(offset, length) };
}

function rangeOf(start: number, length: number): SourceRange {
  return { start, end: start + length };
}
