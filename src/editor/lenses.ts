import type { LensFact } from "../planner/explain/lens/lens.ts";
import { select, showInspector } from "../store/inspect/selection.ts";
import { freeze } from "../store/inspect/what-if.ts";
import type { AppState } from "../store/state.ts";
import { store } from "../store/store.ts";
import { toggleLenses } from "../store/view/view-options.ts";
import styles from "./lenses.module.css";
import { monaco } from "./monaco.ts";

/**
 * Says at the ends of lines what each does to sharing, as text that is painted after the line and
 * moves nothing. Gives what ends it.
 */
export function showLenses(
  editor: monaco.editor.IStandaloneCodeEditor,
  model: monaco.editor.ITextModel,
): () => void {
  const lenses = editor.createDecorationsCollection();
  /** The facts of the decorations, in their order. */
  let shown: readonly LensFact[] = [];
  const place = editor.getContainerDomNode();
  const commands = commandsOf(editor);

  function show({ plan, document, view }: AppState): void {
    const { lastPlan, analysis } = plan;
    const facts = lastPlan?.view.explanation?.lenses;
    if (!view.lensesShown || !facts) put([]);
    else if (lastPlan.rev === document.rev) {
      put(facts.map((fact) => ({ fact, line: model.getPositionAt(fact.range.start).lineNumber })));
    }
    place.toggleAttribute("data-lenses-stale", analysis?.blocked === true);
  }

  function put(placed: readonly { readonly fact: LensFact; readonly line: number }[]): void {
    shown = placed.map(({ fact }) => fact);
    lenses.set(placed.map(({ fact, line }) => decorationOf(fact, line, model, commands)));
  }

  /**
   * Until the next plan the lenses that stand move along with their lines, to whose ends they keep;
   * one whose line is gone, or another one now, goes.
   */
  function keepToLineEnds(): void {
    const ranges = lenses.getRanges();
    const isAtEnd = ({ startLineNumber: line, endLineNumber, endColumn }: monaco.Range): boolean =>
      line === endLineNumber && endColumn === model.getLineMaxColumn(line);
    if (ranges.every((range) => isAtEnd(range) && !range.isEmpty())) return;
    put(
      shown.flatMap((fact, n) => {
        const range = ranges[n];
        return range && !range.isEmpty() ? [{ fact, line: range.startLineNumber }] : [];
      }),
    );
  }

  editor.addAction({
    id: "toggle-lenses",
    label: "Show or hide what each line does to sharing",
    keybindings: [monaco.KeyMod.Alt | monaco.KeyCode.KeyL],
    contextMenuGroupId: "navigation",
    run: toggleLenses,
  });

  const changes = model.onDidChangeContent(keepToLineEnds);
  const unsubscribe = store.subscribe((state, previous) => {
    if (
      state.plan.lastPlan !== previous.plan.lastPlan ||
      state.plan.analysis?.blocked !== previous.plan.analysis?.blocked ||
      state.view.lensesShown !== previous.view.lensesShown
    ) {
      show(state);
    }
  });
  show(store.getState());
  return () => {
    unsubscribe();
    changes.dispose();
    lenses.clear();
  };
}

type Commands = Readonly<Record<"freeze" | "graph" | "explain", string | null>>;

/** What a lens offers in its hover, as commands that a link of the hover can name. */
function commandsOf(editor: monaco.editor.IStandaloneCodeEditor): Commands {
  const factOf = (start: unknown): LensFact | undefined =>
    store
      .getState()
      .plan.lastPlan?.view.explanation?.lenses.find(({ range }) => range.start === start);
  const add = (act: (fact: LensFact) => void): string | null =>
    editor.addCommand(0, (_accessor: unknown, start: unknown) => {
      const fact = factOf(start);
      if (fact) act(fact);
    });
  return {
    freeze: add(({ fields: [field] }) => {
      if (field !== undefined) void freeze([{ id: field, value: 0 }]);
    }),
    graph: add(({ containers: [first] }) => {
      if (first !== undefined) select(first);
    }),
    explain: add(() => showInspector("explain")),
  };
}

function decorationOf(
  fact: LensFact,
  lineNumber: number,
  model: monaco.editor.ITextModel,
  commands: Commands,
): monaco.editor.IModelDeltaDecoration {
  const end = model.getLineMaxColumn(lineNumber);
  const start = model.getLineFirstNonWhitespaceColumn(lineNumber) || end;
  return {
    range: new monaco.Range(lineNumber, start, lineNumber, end),
    options: {
      showIfCollapsed: true,
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
      after: {
        content: fact.text,
        inlineClassName: `${styles.lens ?? ""} ${styles[fact.kind] ?? ""}`,
        inlineClassNameAffectsLetterSpacing: true,
        cursorStops: monaco.editor.InjectedTextCursorStops.None,
      },
      hoverMessage: hoverOf(fact, commands),
    },
  };
}

function hoverOf(fact: LensFact, commands: Commands): monaco.IMarkdownString {
  const { sentence, containers, fields, range } = fact;
  const link = (title: string, command: string | null): string =>
    command === null
      ? ""
      : `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([range.start]))})`;
  const named = containers.slice(0, 8).map((id) => `\`${id}\``);
  const more = containers.length > named.length ? ", …" : "";
  const actions = [
    fields.length === 1 ? link("Freeze to its first value", commands.freeze) : "",
    containers.length > 0 ? link("Show on graph", commands.graph) : "",
    fact.kind === "none" ? "" : link("Explain", commands.explain),
  ].filter((action) => action !== "");
  const paragraphs = [
    escapeMarkdown(sentence),
    named.length > 0 ? named.join(", ") + more : "",
    actions.join(" · "),
  ];
  const known = Object.values(commands).filter((id) => id !== null);
  return {
    value: paragraphs.filter((paragraph) => paragraph !== "").join("\n\n"),
    isTrusted: { enabledCommands: known },
    supportHtml: false,
  };
}

/** Names of the configuration stand between backticks, where only a backtick means anything. */
function escapeMarkdown(text: string): string {
  const parts = text.replaceAll(/\s+/g, " ").split("`");
  return parts
    .map((part, i) =>
      i % 2 === 1 && i < parts.length - 1
        ? `\`${part}\``
        : part.replaceAll(/[\\*_{}[\]()#+\-.!|<>&~]/g, String.raw`\$&`),
    )
    .join("");
}
