import type { ErrorCode } from "yaml";

/** What `yaml` finds wrong, in words for people who write configurations and not parsers. */
const words: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "an alias `*` cannot have a tag or an anchor of its own",
  BAD_ALIAS: "an alias `*` or an anchor `&` needs a name; quote it if it is a text",
  BAD_COLLECTION_TYPE: "this tag does not fit the value after it",
  BAD_DIRECTIVE: "`%` at the start of a line begins a directive, and this is none",
  BAD_DQ_ESCAPE: "this backslash begins no escape: write `\\\\`, or use single quotes",
  BAD_INDENT: "the indentation of this line fits no line above it",
  BAD_PROP_ORDER: "a tag or an anchor belongs after the `-`, `?` or `:`, not before it",
  BAD_SCALAR_START: "a value cannot begin with this character: quote the text",
  BLOCK_AS_IMPLICIT_KEY:
    "a second `: ` on this line, or a list in a key: quote the text, or begin a new line",
  BLOCK_IN_FLOW: "between brackets a list or a mapping needs brackets of its own",
  DUPLICATE_KEY: "a duplicate key",
  IMPOSSIBLE: "this cannot stand here",
  KEY_OVER_1024_CHARS: "a key may be 1024 characters long, and its `:` stands farther away",
  MISSING_CHAR: "something is missing here: a space, a comma, a quote or a `:`",
  MULTILINE_IMPLICIT_KEY:
    "a key and its `:` stand on one line: a `:` or a closing quote is missing, or the indentation is wrong",
  MULTIPLE_ANCHORS: "a value has one anchor `&`, and this is a second one",
  MULTIPLE_DOCS: "a second document begins here",
  MULTIPLE_TAGS: "a value has one tag `!`, and this is a second one",
  NON_STRING_KEY: "a key must be text",
  RESOURCE_EXHAUSTION: "this is nested deeper than can be read",
  TAB_AS_INDENT: "a tab cannot indent a line: use spaces",
  TAG_RESOLVE_FAILED: "an unknown tag",
  UNEXPECTED_TOKEN:
    "this cannot stand here: look at the indentation, and where quotes and brackets end",
};

// where a code covers several cases, what its message says decides
const closer: readonly (readonly [RegExp, string])[] = [
  [/^Missing closing "/, "the text's closing double quote is missing"],
  [/^Missing closing '/, "the text's closing single quote is missing"],
  [
    /^Missing , /,
    "a comma is missing before this; in brackets quote texts that hold , : ? or brackets",
  ],
  [/^Missing space after :/, "a space is missing after the `:`"],
  [/^Comments must be separated/, "a space is missing before the `#` of this comment"],
  [/^Implicit map keys need/, "a `:` is missing after this key, or this line belongs to no value"],
  [/^Sequence item without -/, "an item of a list begins with `-`; look at the indentation"],
  [/separated from the next token/, "a space is missing after this tag or anchor"],
  [/^Block collection cannot start/, "after `---` a list or a mapping begins on a line of its own"],
  [/^Missing directives-end/, "after a directive (`%`) a document begins with `---`"],
  [/end with a \]/, "the `[` is never closed by `]`, or what follows is not indented enough"],
  [/end with a \}/, "the `{` is never closed by `}`, or what follows is not indented enough"],
  [
    /must be sufficiently indented/,
    "what stands between brackets must be indented more than the key before them",
  ],
  [
    /^Block scalar header includes/,
    "after `|` or `>` only + or -, an indentation from 1 to 9, and a comment may follow",
  ],
  [
    /^Block scalars with more-indented/,
    "the empty lines before this text are indented more than the text itself",
  ],
  [/^Unexpected , |^Unexpected empty item/, "a comma too many"],
];

/** The message for an error of `yaml`, from its code and, where that is not enough, its own words. */
export function plainMessage(code: ErrorCode, message: string): string {
  return closer.find(([looks]) => looks.test(message))?.[1] ?? words[code];
}
