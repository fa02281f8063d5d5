import { expect, it } from "vitest";
import { partsOf } from "./size.mjs";

const manifest = {
  "index.html": {
    file: "assets/index-aaaaaaaa.js",
    isEntry: true,
    imports: ["_shared"],
    dynamicImports: ["src/editor/pane.tsx", "src/graph/canvas.tsx"],
    css: ["assets/index-aaaaaaaa.css"],
  },
  _shared: { file: "assets/shared-bbbbbbbb.js" },
  "src/graph/canvas.tsx": {
    file: "assets/canvas-cccccccc.js",
    src: "src/graph/canvas.tsx",
    imports: ["_late"],
  },
  "src/editor/pane.tsx": {
    file: "assets/pane-dddddddd.js",
    src: "src/editor/pane.tsx",
    imports: ["_shared", "_late", "_monaco"],
    dynamicImports: ["_language"],
  },
  _late: { file: "assets/late-eeeeeeee.js" },
  _monaco: { file: "assets/monaco-ffffffff.js", assets: ["assets/codicon-ffffffff.ttf"] },
  _language: { file: "assets/yaml-gggggggg.js" },
};

it("counts for the first graph all that the page loads but the parts known to come later", () => {
  const files = [
    "assets/planner-worker-hhhhhhhh.js",
    "assets/editor.worker-iiiiiiii.js",
    "assets/inter-latin-wght-normal-jjjjjjjj.woff2",
  ];
  const parts = partsOf(manifest, files, new Set(files.slice(0, 1)));
  expect(Object.fromEntries(parts)).toEqual({
    "index.html": "first graph",
    "assets/index-aaaaaaaa.js": "first graph",
    "assets/index-aaaaaaaa.css": "first graph",
    "assets/shared-bbbbbbbb.js": "first graph",
    "assets/canvas-cccccccc.js": "first graph",
    // needed by a part loaded at once and by one loaded later
    "assets/late-eeeeeeee.js": "first graph",
    "assets/planner-worker-hhhhhhhh.js": "first graph",
    "assets/pane-dddddddd.js": "editor",
    "assets/monaco-ffffffff.js": "editor",
    "assets/codicon-ffffffff.ttf": "editor",
    "assets/yaml-gggggggg.js": "editor",
    "assets/editor.worker-iiiiiiii.js": "editor.worker",
    "assets/inter-latin-wght-normal-jjjjjjjj.woff2": "fonts",
  });
});
