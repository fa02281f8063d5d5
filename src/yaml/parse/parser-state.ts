import type { Fix } from "../../text/diagnostic.ts";
import { type SourceRange, withinLine } from "../../text/source-range.ts";
import { problem, type YamlDiagnostic } from "../diagnostic.ts";
import type { Scanner } from "../scan/scanner.ts";
import type { Token } from "../scan/token.ts";
import type { ScalarNode, SyntaxNode, WrittenNode } from "./syntax-tree.ts";

/** What parsing one text carries along. */
export type ParserState = {
  readonly scanner: Scanner;
  readonly text: string;
  /** Parses the node that comes next. */
  readonly parseNode: (state: ParserState, allowed: Allowed) => SyntaxNode | undefined;
  readonly diagnostics: YamlDiagnostic[];
  readonly anchors: Map<string, WrittenNode>;
  readonly handles: Map<string, string>;
  nodes: number;
  depth: number;
  /** Keeps what was read before the syntax breaks, and reads over a missing comma. */
  readonly tolerant: boolean;
  /** Where it breaks first. */
  brokenAt: number | undefined;
};

/** What may stand at a place: anything, no block, or a block list without indentation too. */
export type Allowed = "block" | "flow" | "block-or-indentless";

/** A value that is not written: null. */
export function emptyNode(state: ParserState, at: number): ScalarNode {
  state.nodes++;
  return emptyScalar(at, undefined);
}

/** A scalar without text: null, or what its tag makes of nothing. */
export function emptyScalar(at: number, tag: string | undefined): ScalarNode {
  const isPlain = tag === undefined || tag === "!";
  const range = { start: at, end: at };
  return {
    kind: "scalar",
    tag: isPlain ? undefined : tag,
    plain: isPlain,
    text: "",
    range,
    anchored: false,
  };
}

/** True where the next token is of one of these types. */
export function isAt({ scanner }: ParserState, ...types: readonly Token["type"][]): boolean {
  return types.includes(scanner.peek().type);
}

export function rangeOf({ start, end }: Token): SourceRange {
  return { start, end };
}

/** Reports broken syntax: the scanner's refusal where there is one, since it comes first. */
export function refuse(state: ParserState, token: Token, message: string): undefined {
  breakOff(state);
  const { start, end } = token;
  const range = withinLine({ start, end: Math.max(end, start + 1) }, state.text);
  const at = { path: "", range };
  if (token.type === "refused") {
    state.diagnostics.push(
      token.code === "tab"
        ? problem("tab", at, [], { fixes: [spacesFix(at.range)] })
        : problem("syntax", at, [token.message]),
    );
  } else {
    state.diagnostics.push(problem("syntax", at, [message]));
  }
  return undefined;
}

/** Reads no more: what follows must not be taken for a part of what is being read. */
export function breakOff(state: ParserState): void {
  state.brokenAt ??= state.scanner.peek().start;
  state.scanner.stop();
}

function spacesFix(range: SourceRange): Fix {
  return { title: "Write spaces instead of the tab", edits: [{ range, text: "  " }] };
}
