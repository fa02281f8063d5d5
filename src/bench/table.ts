import { duration, type Row } from "./row.ts";

/** Rows as a Markdown table. */
export function markdownTable(rows: readonly Row[]): string {
  const lines = rows.map(({ work, ways, outcome, reach, reached }) => {
    const measured = ways.map(({ name, timing }) => {
      const spread = timing.runs > 1 ? ` (${duration(timing.low)}–${duration(timing.high)})` : "";
      return `${name} ${duration(timing.median)}${spread}`;
    });
    const verdict = reached === undefined ? "" : reached ? " ✓" : " ✗";
    return `| ${work} | ${measured.join("<br>")} | ${outcome} | ${reach ?? ""}${verdict} |`;
  });
  return [
    "| Work | Median (spread) | Outcome | Reach |",
    "| --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}

/** Puts text between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`, where a text has them. */
export function replaceBetweenMarkers(text: string, name: string, content: string): string {
  const begin = `<!-- bench:${name} -->`;
  const end = `<!-- /bench:${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) return text;
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}
