import {
  createUnfinishedReader,
  type UnfinishedReader,
} from "../yaml/unfinished/unfinished-reader.ts";
import { monaco } from "./monaco.ts";
import { fieldAt, suggestAt, type Suggestion } from "./suggestions.ts";

const { Field, Module, Value } = monaco.languages.CompletionItemKind;
const kinds: Readonly<Record<Suggestion["kind"], monaco.languages.CompletionItemKind>> = {
  field: Field,
  section: Module,
  value: Value,
};

/** Offers what is known about the text; both ways remember the same reading of it. */
export function offerAssistance(): void {
  const reader = createUnfinishedReader();
  offerCompletion(reader);
  offerHover(reader);
}

/** Offers the keys and values that are known where the caret is. */
function offerCompletion(reader: UnfinishedReader): void {
  monaco.languages.registerCompletionItemProvider("yaml", {
    triggerCharacters: [" ", "."],
    provideCompletionItems(model, position, { triggerCharacter }) {
      const text = model.getValue();
      const offset = model.getOffsetAt(position);
      // a space asks for values, not for keys at every step of the indentation
      if (triggerCharacter === " " && !/[:[,{] $/.test(text.slice(0, offset))) return undefined;
      const { start, items } = suggestAt(reader, text, offset);
      const range = monaco.Range.fromPositions(model.getPositionAt(start), position);
      return { suggestions: items.map((item, n) => toCompletion(item, n, range)) };
    },
  });
}

function toCompletion(
  { label, insert, kind, detail, documentation, next }: Suggestion,
  position: number,
  range: monaco.IRange,
): monaco.languages.CompletionItem {
  return {
    label: { label, description: detail },
    insertText: insert,
    kind: kinds[kind],
    documentation: { value: documentation },
    // the order of the schema, which is the order of importance
    sortText: String(position).padStart(3, "0"),
    range,
    ...(next ? { command: { id: "editor.action.triggerSuggest", title: "Suggest" } } : {}),
  };
}

/** Says what is known about the key under the pointer. */
function offerHover(reader: UnfinishedReader): void {
  monaco.languages.registerHoverProvider("yaml", {
    provideHover(model, position) {
      const field = fieldAt(reader, model.getValue(), model.getOffsetAt(position));
      if (!field) return undefined;
      const range = monaco.Range.fromPositions(
        model.getPositionAt(field.start),
        model.getPositionAt(field.end),
      );
      return { range, contents: [{ value: `**${field.key}**` }, { value: field.about }] };
    },
  });
}
