import { describe, expect, it } from "vitest";
import { makeFile } from "./make-file.ts";
import type { ExportFormat } from "./protocol.ts";
import { example } from "./test-support/sheets.ts";

const look = { theme: "light", carriesText: false } as const;
const make = (format: ExportFormat, text: string, stale?: string): string =>
  makeFile({ format, text, reading: "pyyaml", name: "grid.yaml", look: { ...look, stale } });

describe("a Mermaid flowchart", () => {
  it("has a node for every card and adapter, and links between them", () => {
    const chart = make("mermaid", example("seed"));
    expect(chart).toContain('n1["8 × strategy<br/>initial#95;capital ×2'.replace("#95;", "_"));
    expect(chart).toContain('"risk_0 ×8<br/>max_position_size 1000<br/>commission 0.001"]:::risk');
    expect(chart).toContain('(["selective<br/>SIGNAL<br/>target_portfolio"])');
    const nodes = new Set(chart.match(/^ +(n\d+)(?=[[(])/gm)?.map((node) => node.trim()));
    expect(nodes.size).toBe(9);
    for (const [, from = "", to = ""] of chart.matchAll(/^ {2}(n\d+) --> (n\d+)$/gm)) {
      expect([nodes.has(from), nodes.has(to)]).toEqual([true, true]);
    }
  });

  it("writes nothing of a hostile name that Mermaid, Markdown or HTML would read", () => {
    const key = '"]; click n0 call alert(1) %%{init}%% <img src=x> `**` #amp; end';
    const chart = make(
      "mermaid",
      JSON.stringify({
        strategies: [{ type: "a", parameters: { [key]: [1, 2] } }],
        optimization: { parameter_grids: { [`risk.${key}`]: ["x\n  n0 --> n1", key] } },
      }),
    );
    expect(chart).toContain("alert#40;1#41;");
    for (const [, label = ""] of chart.matchAll(/n\d+\(?\["([^\n]*)"\]/g)) {
      expect(label.replaceAll("<br/>", "").replaceAll(/#\d+;/g, "")).not.toMatch(
        /["<>`#;%{}[\]()&*]/,
      );
    }
  });
});

describe("a file of a plan that is older than the text", () => {
  it.each(["svg", "markdown", "mermaid"] as const)("says so as %s", (format) => {
    expect(make(format, example("seed"), "edited since")).toMatch(/stale.*edited since/i);
    expect(make(format, example("seed"))).not.toMatch(/stale/i);
  });
});

it("sums up what would list more than 100,000 combinations", () => {
  const json: unknown = JSON.parse(make("json", example("million")));
  expect(json).toHaveProperty("counts");
  expect(json).not.toHaveProperty("communication");
});
