import { readFileSync } from "node:fs";

const folder = new URL("../fixtures/", import.meta.url);

/** The text of a file of `src/planner/fixtures`. */
export function fixture(path: string): string {
  return readFileSync(new URL(path, folder), "utf8");
}

/** Parses JSON with every number as text marked `#`, so that `1`, `1.0` and `1e0` are three values. */
export function parseSpelled(json: string): unknown {
  const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
  return JSON.parse(json.replace(token, (found) => (found[0] === '"' ? found : `"#${found}"`)));
}
