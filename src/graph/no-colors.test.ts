import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const source = (path: string): string =>
  readFileSync(new URL(`../../node_modules/${path}`, import.meta.url), "utf8");
const xyflow = ["system", "react"].map((name) => source(`@xyflow/${name}/dist/esm/index.mjs`));

// what stands in for d3-color and d3-interpolate fades nothing: these fail when somebody begins to
it("leaves out colours that React Flow does not use", () => {
  const imported = xyflow.flatMap((text) =>
    [...text.matchAll(/^import \{ ([^}]*) \} from 'd3-([a-z-]+)';/gm)].map(
      ([, names, from]) => `${from}: ${names}`,
    ),
  );
  expect(imported).toEqual([
    "drag: drag",
    "selection: select, pointer",
    "zoom: zoom, zoomIdentity, zoomTransform",
    "interpolate: interpolateZoom, interpolate",
  ]);
  for (const text of xyflow) expect(text.match(/\.(?:attr|style|text)(?:Tween)?\(/g)).toBeNull();
});

it("leaves out colours that d3's zooming and dragging do not use", () => {
  for (const name of ["d3-zoom", "d3-drag"]) {
    const text = source(`${name}/dist/${name}.mjs`);
    // a transition asks for colours where it fades an attribute, a style or a text
    const faded = [...text.matchAll(/transition\(\)[^;]*?\.(?:attr|style|text)(?:Tween)?\(/g)];
    expect(faded).toEqual([]);
    expect(text).not.toMatch(/interpolate(?!Zoom\b)[A-Z]\w*|d3-color/);
  }
});
