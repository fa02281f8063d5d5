import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";

/**
 * Who may import whom: a room, the rooms it may import beside itself, and the packages. What is not
 * in the table is forbidden. A room holds its folders, except those with a line of their own; a room
 * that is named may be imported whole, its folders too. Tests may import everything.
 */
const table = `
planner                  | planner |
planner/element          |  |
planner/diagnostic-table | planner/diagnostic |
planner/diagnostic       | planner/diagnostic-table |
planner/position         | planner/element |
planner/config           | planner/diagnostic, planner/diagnostic-table | yaml, zod
planner/model            | planner/config, planner/diagnostic |
planner/sweep            | planner/config, planner/diagnostic, planner/element, planner/model |
planner/sharing          | planner/config, planner/diagnostic, planner/model, planner/sweep | js-md5
planner/wiring           | planner/config, planner/model, planner/sharing |
planner/fold             | planner/config, planner/diagnostic, planner/element, planner/model, planner/sweep, planner/sharing |
planner/explain          | planner/config, planner/diagnostic, planner/element, planner/model, planner/position, planner/sweep, planner/sharing, planner/fold |
backtest  | planner | zod, d3-dsv, @noble/hashes
store     | planner, backtest, examples | zustand, idb-keyval, zod
editor    | planner, store | monaco-editor, react
graph     | planner, store | @xyflow/react, react, zustand
export    | planner, backtest, graph, package.json | fflate, d3-dsv, zod
ui        | planner, backtest, store, editor, graph, export, examples | react, @fontsource-variable/inter, @fontsource-variable/jetbrains-mono, @tanstack/react-virtual, cmdk, uplot, react-dom, zustand, zod, d3-dsv
examples  |  |
offline   | store |
cli       | planner, backtest, export | node
bench     | bench, planner, backtest, export, graph, examples | node, indicatorts, js-md5, yaml, zod
bench/drawing-page   | * | react, react-dom, @xyflow/react
bench/drawing        | bench | @playwright/test
bench/drawing-server | bench, setup | node, vite, @vitejs/plugin-react, @playwright/test
setup     | setup | node, vite, @playwright/test, subset-font
main.tsx  | * | react, react-dom
`;

/** Arrows of before the table, to be ended: this list may only shrink. */
const exceptions: readonly string[] = [
  "planner/config/read-axes.ts -> planner/sweep",
  "planner/config/reading-hints.ts -> planner/sharing",
  "planner/explain/explainer.ts -> planner",
  "planner/explain/text-queries.ts -> planner",
  "planner/explain/what-if.ts -> planner",
  "planner/fold/division.ts -> planner/explain",
  "planner/fold/fold.ts -> planner/explain",
  "planner/fold/folds.ts -> planner/explain",
  "planner/fold/strongest.ts -> planner/explain",
  "planner/sweep/columns.ts -> planner/sharing",
  "planner/sweep/ranking.ts -> planner/sharing",
];

const rules = new Map(
  table
    .trim()
    .split("\n")
    .map((line) => {
      const [room = "", rooms = "", packages = ""] = line.split("|");
      return [room.trim(), { rooms: listOf(rooms), packages: listOf(packages) }] as const;
    }),
);
const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "src"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.test\.|test-support/.test(file));

describe("the table of imports", () => {
  it("allows every import, and every exception is still one", () => {
    const violations = files.flatMap((file) => violationsIn(file, readFileSync(file, "utf8")));
    expect([...new Set(violations)].toSorted()).toEqual(exceptions.toSorted());
  });

  it.each([
    ["src/planner/sharing/a.ts", 'import { b } from "../explain/b.ts";', "planner/explain"],
    ["src/planner/a.ts", 'import type { B } from "../store/b.ts";', "store"],
    ["src/planner/sweep/a.ts", 'export { b } from "zod";', "zod"],
    ["src/store/a.ts", 'const b = await import("../ui/b.tsx");', "ui"],
    ["src/export/a.ts", 'import "../editor/b.css";', "editor"],
    ["src/ui/a.ts", 'new Worker(new URL("../cli/b.ts", import.meta.url));', "cli"],
    ["src/editor/a.ts", 'import {\n  b,\n} from "node:fs";', "node"],
    ["src/nowhere/a.ts", 'import { b } from "../store/b.ts";', "store"],
  ])("forbids in %s what stands nowhere in it: %s", (file, text, to) => {
    expect(violationsIn(file, text)).toEqual([`${file.slice(4)} -> ${to}`]);
  });
});

function violationsIn(file: string, text: string): readonly string[] {
  const from = roomOf(file);
  const rule = rules.get(from);
  return importsIn(text).flatMap((specifier) => {
    const isFile = specifier.startsWith(".");
    const to = isFile
      ? roomOf(posix.join(posix.dirname(file), specifier))
      : (/^(?:node(?=:)|@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[0] ?? specifier);
    const allowed = rule?.[isFile ? "rooms" : "packages"] ?? [];
    const isAllowed =
      (isFile && to === from) ||
      allowed.some((room) => room === "*" || room === to || to.startsWith(`${room}/`));
    return isAllowed ? [] : [`${file.slice("src/".length)} -> ${to}`];
  });
}

/** The longest line of the table that a file is of. */
function roomOf(file: string): string {
  const path = file.replace(/^src\//, "").replace(/\.(?:ts|mjs)$/, "");
  const rooms = [...rules.keys()].filter((room) => path === room || path.startsWith(`${room}/`));
  return rooms.toSorted((a, b) => b.length - a.length)[0] ?? path;
}

/** What a text imports, in whichever way. */
function importsIn(text: string): readonly string[] {
  const specifier =
    /(?:^(?:import|export)\s(?:[^"';]*?\sfrom\s)?|\bimport\(\s*|\bnew URL\(\s*)"([^"]+)"/gm;
  // the folder of the file itself, or one above it, is no import
  return [...text.matchAll(specifier)].flatMap(([, found = ""]) =>
    found.endsWith("/") ? [] : found,
  );
}

function listOf(written: string): readonly string[] {
  return written
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
}
