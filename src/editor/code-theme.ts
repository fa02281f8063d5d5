import type { Look } from "../store/view/view-record.ts";
import { monaco } from "./monaco.ts";

type Palette = {
  readonly base: "vs" | "vs-dark" | "hc-black";
  readonly surface: string;
  readonly ink: string;
  readonly quiet: string;
  readonly key: string;
  readonly value: string;
  readonly word: string;
  readonly line: string;
  readonly selection: string;
  readonly hairline: string;
  readonly accent: string;
  readonly error: string;
  readonly warning: string;
};

// every colour of text has a contrast of 4.5 : 1 or more with its surface
const light: Palette = {
  base: "vs",
  surface: "#ffffff",
  ink: "#1a1f25",
  quiet: "#56606b",
  key: "#0b4f9e",
  value: "#8a3b00",
  word: "#7b2d8b",
  line: "#f3f5f8",
  selection: "#cfe2fb",
  hairline: "#d8dde3",
  accent: "#0a5bcc",
  error: "#b3202a",
  warning: "#875400",
};
const dark: Palette = {
  base: "vs-dark",
  surface: "#15181c",
  ink: "#e6e9ec",
  quiet: "#9ba5b0",
  key: "#8ab8ff",
  value: "#f0b27a",
  word: "#d9a5e8",
  line: "#1c2026",
  selection: "#2c4770",
  hairline: "#2b3138",
  accent: "#6caaff",
  error: "#ff8078",
  warning: "#e6b450",
};

// the colours of ui/tokens.css
const contrast: Palette = {
  base: "hc-black",
  surface: "#000000",
  ink: "#ffffff",
  quiet: "#d6dce2",
  key: "#9ecbff",
  value: "#ffc999",
  word: "#f0c4ff",
  line: "#1a1a1a",
  selection: "#003a75",
  hairline: "#9aa3ad",
  accent: "#8cc2ff",
  error: "#ffa8a3",
  warning: "#ffd479",
};

monaco.editor.defineTheme("sharing-light", themeOf(light));
monaco.editor.defineTheme("sharing-dark", themeOf(dark));
monaco.editor.defineTheme("sharing-contrast", themeOf(contrast));

/** The name of the theme for Monaco, whose own themes fail contrast in comments and line numbers. */
export const codeTheme = (look: Look): string => `sharing-${look}`;

function themeOf(palette: Palette): monaco.editor.IStandaloneThemeData {
  const rule = (token: string, colour: string) => ({ token, foreground: colour.slice(1) });
  return {
    base: palette.base,
    inherit: true,
    rules: [
      rule("", palette.ink),
      rule("type.yaml", palette.key),
      // one colour: Monaco takes a number with a comment behind it for text
      rule("string.yaml", palette.value),
      rule("number.yaml", palette.value),
      rule("number.float.yaml", palette.value),
      rule("keyword.yaml", palette.word),
      rule("comment", palette.quiet),
      rule("delimiter", palette.quiet),
      rule("delimiter.square", palette.quiet),
      rule("delimiter.bracket", palette.quiet),
      rule("operators", palette.quiet),
      rule("tag", palette.word),
      rule("namespace", palette.word),
    ],
    colors: {
      ...brackets(palette.quiet),
      "editorBracketHighlight.unexpectedBracket.foreground": palette.error,
      "editor.background": palette.surface,
      "editor.foreground": palette.ink,
      "editorLineNumber.foreground": palette.quiet,
      "editorLineNumber.activeForeground": palette.ink,
      "editorLineNumber.dimmedForeground": palette.quiet,
      "editor.lineHighlightBackground": palette.line,
      "editor.lineHighlightBorder": "#00000000",
      "editor.selectionBackground": palette.selection,
      "editorCursor.foreground": palette.accent,
      "editorWidget.background": palette.surface,
      "editorWidget.border": palette.hairline,
      "editorHoverWidget.background": palette.surface,
      "editorHoverWidget.border": palette.hairline,
      "editorHoverWidget.foreground": palette.ink,
      "editorSuggestWidget.background": palette.surface,
      "editorSuggestWidget.border": palette.hairline,
      "editorSuggestWidget.foreground": palette.ink,
      "editorSuggestWidget.highlightForeground": palette.accent,
      "editorSuggestWidget.selectedBackground": palette.selection,
      "editorSuggestWidget.selectedForeground": palette.ink,
      "editorSuggestWidget.focusHighlightForeground": palette.accent,
      "editorError.foreground": palette.error,
      "editorWarning.foreground": palette.warning,
      "editorInfo.foreground": palette.accent,
      // what nobody reads has a colour of its own, a veil would leave too little contrast
      "editorUnnecessaryCode.opacity": "#000000ff",
      "editorBracketMatch.background": palette.selection,
      "editorBracketMatch.border": "#00000000",
      "editorOverviewRuler.border": "#00000000",
      "scrollbar.shadow": "#00000000",
      "scrollbarSlider.background": `${palette.quiet}33`,
      "scrollbarSlider.hoverBackground": `${palette.quiet}55`,
      "scrollbarSlider.activeBackground": `${palette.quiet}77`,
      "editorIndentGuide.background1": palette.hairline,
      "editorIndentGuide.activeBackground1": palette.hairline,
      focusBorder: palette.accent,
    },
  };
}

/** Monaco colours pairs of brackets by depth, which says nothing in a list of values. */
function brackets(colour: string): Record<string, string> {
  const depths = [1, 2, 3, 4, 5, 6];
  return Object.fromEntries(
    depths.map((depth) => [`editorBracketHighlight.foreground${depth}`, colour]),
  );
}
