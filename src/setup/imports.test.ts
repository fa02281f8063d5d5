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
text                          |  |
yaml/value                    | text |
yaml/quote-value              | yaml/value |
yaml/python-spelling          | yaml/value |
yaml/diagnostic               | text |
yaml/text-checks              | text, yaml/diagnostic, yaml/parse |
yaml/scan                     |  |
yaml/parse                    | text, yaml/diagnostic, yaml/scan | yaml
yaml/compose                  | text, yaml/value, yaml/quote-value, yaml/python-spelling, yaml/diagnostic, yaml/parse |
yaml/read-yaml                | text, yaml/value, yaml/diagnostic, yaml/text-checks, yaml/parse, yaml/compose |
yaml/incremental              | text, yaml |
yaml/unfinished               | yaml/scan, yaml/parse, yaml/incremental |
planner/diagnostic-table      | text, yaml/diagnostic |
planner/later-diagnostic-table | text |
planner/later-diagnostic      | text, planner/later-diagnostic-table |
planner/diagnostic            | text, planner/diagnostic-table, planner/later-diagnostic-table |
planner/workflow              | text, yaml, planner/diagnostic, planner/diagnostic-table, planner/workflow/advice, planner/workflow/dialects |
planner/workflow/dialects     | text, yaml, planner/diagnostic, planner/later-diagnostic, planner/workflow |
planner/workflow/foreign      | text, yaml, planner/diagnostic, planner/later-diagnostic, planner/workflow, planner/workflow/dialects, planner/convert |
planner/workflow/advice       | text, yaml, planner/diagnostic, planner/later-diagnostic, planner/diagnostic-table, planner/workflow | zod
planner/model                 | text, yaml, planner/workflow |
planner/sweep                 | text, planner/workflow, planner/model |
planner/sharing/canonical     | text, yaml |
planner/rules                 | text, yaml, planner/diagnostic, planner/later-diagnostic, planner/sharing/canonical |
planner/sharing/reach         | text, yaml, planner/diagnostic, planner/later-diagnostic, planner/workflow, planner/model |
planner/sharing/decomposition | text, yaml, planner/diagnostic, planner/workflow, planner/model, planner/sweep, planner/sharing/canonical, planner/sharing/reach |
planner/coupling              | text, yaml, planner/diagnostic, planner/later-diagnostic, planner/workflow, planner/workflow/advice, planner/model, planner/sweep, planner/rules, planner/sharing, planner/coupling |
planner/sharing/containers    | text, yaml, planner/diagnostic, planner/workflow, planner/model, planner/sweep, planner/sharing | @noble/hashes
planner/wiring                | text, yaml, planner/model, planner/sharing/canonical |
planner/fold                  | text, yaml, planner/model, planner/sweep, planner/sharing |
planner/plan                  | text, yaml, planner/diagnostic, planner/workflow, planner/model, planner/sweep, planner/sharing |
planner/plan-with-memory      | text, yaml, planner/diagnostic, planner/workflow, planner/model, planner/sharing, planner/plan |
planner/plan-text             | yaml, planner/coupling, planner/sharing/reach, planner/plan-with-memory, planner/workflow/advice, planner/workflow/dialects, planner/workflow/foreign |
planner/explain/blame         | text, yaml, planner/workflow, planner/model, planner/sweep, planner/sharing |
planner/explain/what-if       | text, yaml, planner/workflow, planner/model, planner/sharing, planner/plan, planner/plan-with-memory, planner/explain/blame |
planner/convert               | text, yaml, planner/workflow, planner/workflow/dialects, planner/rules, planner/sharing/reach, planner/explain/what-if |
planner/convert-document      | text, yaml, planner/diagnostic, planner/workflow, planner/workflow/foreign, planner/convert |
planner/explain/near-miss     | text, yaml, planner/diagnostic, planner/workflow, planner/model, planner/sharing, planner/explain/blame, planner/explain/what-if |
planner/explain/compare       | text, yaml, planner/workflow, planner/model, planner/sharing |
planner/explain/expect        | text, planner/diagnostic, planner/later-diagnostic, planner/workflow, planner/model, planner/sharing, planner/explain/blame |
planner/explain/lens          | text, yaml, planner/workflow, planner/model, planner/sharing, planner/explain/blame |
planner/explain/uses          | text, yaml, planner/diagnostic, planner/workflow, planner/sharing |
planner/explain/explanation   | planner/workflow, planner/model, planner/sharing, planner/explain |
planner/answer                | text, yaml, planner/diagnostic, planner/workflow, planner/model, planner/sharing, planner/wiring, planner/fold, planner/plan-with-memory, planner/explain |
planner/answer/table          | text, yaml, planner/workflow, planner/model, planner/sweep, planner/sharing, planner/answer |
planner/analyze               | text, yaml, planner |
planner/protocol              | yaml, planner |
planner/client                | planner, worker |
planner/worker                | yaml, planner |
worker    |  |
backtest/settings       | text, yaml, planner |
backtest/rules          | backtest/settings |
backtest/data           | text, yaml, planner, backtest/settings, backtest/data | d3-dsv, @noble/hashes, hyparquet, fflate, fzstd
backtest/indicators     | backtest/data |
backtest/figures        | text, backtest/data, backtest/rules |
backtest/engine         | text, planner, backtest/settings, backtest/rules, backtest/data, backtest/indicators, backtest/figures | @noble/hashes
backtest/compiled       | text, planner, backtest/settings, backtest/rules, backtest/data, backtest/indicators, backtest/figures, backtest/engine |
<<<<<<< HEAD
backtest/sweep          | text, yaml, planner, backtest/settings, backtest/rules, backtest/data, backtest/indicators, backtest/figures, backtest/engine, backtest/compiled |
backtest/proof          | text, planner, backtest/rules, backtest/data, backtest/indicators, backtest/figures, backtest/engine | @noble/hashes
=======
>>>>>>> c502d8b (Prove plans in lockstep, in memory flat in bars)
backtest/session        | text, yaml, planner, backtest |
backtest/session/client | worker, backtest |
store/document/document   | yaml |
store/document/session    | yaml, store/document/document |
store/document/transition | store/document/document, store/document/session |
store     | text, yaml, worker, planner, backtest, store | zustand, idb-keyval, zod
editor    | text, yaml, planner, store | monaco-editor, react
graph     | text, yaml, planner, store | @xyflow/react, d3-interpolate, react, zustand
export    | text, yaml, worker, planner, backtest, graph, package.json | fflate, d3-dsv, zod, hyparquet-writer
ui        | text, yaml, planner, backtest, store, editor, graph, export, examples | react, @fontsource-variable/inter, @fontsource-variable/jetbrains-mono, @tanstack/react-virtual, cmdk, uplot, react-dom, zustand, zod, d3-dsv
examples  |  |
offline   | store |
cli       | text, yaml, planner, backtest, export | node
bench     | text, yaml, bench, planner, backtest, export, graph, examples | node, indicatorts, yaml, zod
bench/drawing-page   | * | react, react-dom, @xyflow/react
bench/drawing        | bench | @playwright/test
bench/drawing-server | bench, setup | node, vite, @vitejs/plugin-react, @playwright/test
setup     | setup | node, vite, @playwright/test, subset-font
main.tsx  | * | react, react-dom
`;

/** Arrows of before the table, to be ended: this list may only shrink. */
const exceptions: readonly string[] = [];

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
    [
      "src/planner/sharing/reach/a.ts",
      'import { b } from "../../explain/lens/b.ts";',
      "planner/explain/lens",
    ],
    ["src/planner/plan.ts", 'import type { B } from "../store/b.ts";', "store"],
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
