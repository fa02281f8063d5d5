/** What PyYAML's scanner makes of a text; `refused` ends it. Offsets are UTF-16, `end` exclusive. */
export type Token = Sign | NameToken | TagToken | ScalarToken | DirectiveToken | RefusedToken;

type At = { readonly start: number; readonly end: number };

export type SignType =
  | "stream-end"
  | "document-start"
  | "document-end"
  | "block-sequence-start"
  | "block-mapping-start"
  | "block-end"
  | "flow-sequence-start"
  | "flow-sequence-end"
  | "flow-mapping-start"
  | "flow-mapping-end"
  | "block-entry"
  | "flow-entry"
  | "key"
  | "value";

export type Sign = At & { readonly type: SignType };
export type NameToken = At & { readonly type: "alias" | "anchor"; readonly name: string };
/** A tag as written; without a handle its suffix is the whole tag. */
export type TagToken = At & {
  readonly type: "tag";
  readonly handle: string | undefined;
  readonly suffix: string;
};
export type ScalarToken = At & {
  readonly type: "scalar";
  readonly plain: boolean;
  readonly text: string;
  readonly halved: boolean;
};
export type DirectiveToken = At & {
  readonly type: "directive";
  /** The version's first number of `%YAML`, the handle and prefix of `%TAG`, or another's name. */
  readonly content:
    | { readonly name: "YAML"; readonly major: number }
    | { readonly name: "TAG"; readonly handle: string; readonly prefix: string }
    | { readonly name: "other" };
};
export type RefusedToken = At & {
  readonly type: "refused";
  readonly code: "syntax" | "tab";
  readonly message: string;
};

/** What ends the scanning, in words for the user. */
export function refusedToken(start: number, end: number, message: string): RefusedToken {
  return { type: "refused", code: "syntax", start, end: Math.max(end, start), message };
}
