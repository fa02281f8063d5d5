import type { SourceRange } from "../../text/source-range.ts";
import type { YamlDiagnostic } from "../diagnostic.ts";

/** A document's syntax, whichever reading made it; its values are not typed yet. */
export type SyntaxNode = ScalarNode | SequenceNode | MappingNode | AliasNode;

export type ScalarNode = {
  readonly kind: "scalar";
  /** The tag written out in full, or `undefined` where none counts. */
  readonly tag: string | undefined;
  /** Where the tag is written. */
  readonly tagRange?: SourceRange | undefined;
  /** True where the looks of the text decide its type. */
  readonly plain: boolean;
  readonly text: string;
  readonly range: SourceRange;
  readonly anchored: boolean;
  /** True where two escapes make one character that Python keeps as two. */
  readonly halved?: boolean;
};

export type SequenceNode = {
  readonly kind: "sequence";
  readonly tag: string | undefined;
  readonly tagRange?: SourceRange | undefined;
  readonly items: readonly SyntaxNode[];
  readonly range: SourceRange;
  /** True where an anchor names it, so that aliases may stand for it. */
  readonly anchored: boolean;
};

export type MappingNode = {
  readonly kind: "mapping";
  readonly tag: string | undefined;
  readonly tagRange?: SourceRange | undefined;
  readonly pairs: readonly SyntaxPair[];
  readonly range: SourceRange;
  readonly anchored: boolean;
};

export type SyntaxPair = { readonly key: SyntaxNode; readonly value: SyntaxNode };

/** A reference to an earlier node; without a target where no anchor has its name. */
export type AliasNode = {
  readonly kind: "alias";
  readonly name: string;
  readonly target: WrittenNode | undefined;
  readonly range: SourceRange;
};

/** A node that is written where it stands. */
export type WrittenNode = Exclude<SyntaxNode, AliasNode>;

/** The root of the one document, or nothing where the syntax is broken; and what was found. */
export type Syntax = {
  readonly root: SyntaxNode | undefined;
  readonly diagnostics: readonly YamlDiagnostic[];
};

/** The limits on a text (spec page 1, "Limits"). */
export const textLimit = 1_000_000;
export const nodeLimit = 100_000;
export const depthLimit = 64;
