import { describe, expect, it } from "vitest";
import { figureNames } from "../planner/workflow/plan-figures.ts";
import { createUnfinishedReader } from "../yaml/unfinished/unfinished-reader.ts";
import { fieldAt, suggestAt } from "./suggestions.ts";

const reader = createUnfinishedReader();

/** What is offered where `^` stands, and what the first of it would make of the text. */
function offered(marked: string): { readonly labels: readonly string[]; readonly text: string } {
  const at = marked.indexOf("^");
  const text = marked.replace("^", "");
  const { start, items } = suggestAt(reader, text, at);
  const [first] = items;
  return {
    labels: items.map(({ label }) => label),
    text: first ? text.slice(0, start) + first.insert + text.slice(at) : text,
  };
}

describe("keys", () => {
  it("are those of the section that the caret stands in, without those already there", () => {
    const { labels } = offered("risk:\n  max_position_size: 1\n  ^\n  allow_short: true\n");
    expect(labels).toContain("stop_loss");
    expect(labels).not.toContain("max_position_size");
    expect(labels).not.toContain("allow_short");
    expect(labels).not.toContain("fill_probability");
    expect(offered("^").labels).toContain("strategies");
    expect(offered("strategies:\n  - ^").labels).toContain("risk_config");
  });

  it("are the parameters of the strategy's type, which may stand below", () => {
    const strategy = "strategies:\n- parameters:\n    ^\n  type: bollinger_bands\n";
    expect(offered(strategy).labels).toEqual(["period", "std_dev"]);
    expect(offered(strategy.replace("bollinger_bands", "my_own")).labels).toEqual([]);
  });

  it("of overrides are those of the role", () => {
    const { labels } = offered("strategies:\n- type: momentum\n  execution_config:\n    ^");
    expect(labels).toContain("fill_probability");
    expect(labels).not.toContain("stop_loss");
  });

  it("of the grid are the fields that it can write, by name or with their role", () => {
    const { labels } = offered(
      "strategies:\n- type: momentum\noptimization:\n  parameter_grids:\n    ^",
    );
    expect(labels).toEqual(
      expect.arrayContaining([
        "initial_capital",
        "commission",
        "execution.commission",
        "momentum.risk.stop_loss",
      ]),
    );
    expect(labels).toContain("lookback_period");
    expect(labels).not.toContain("std_dev");
    expect(new Set(labels).size).toBe(labels.length);
  });

  it.each([
    "risk_profiles:\n  - ^",
    "risk_profiles:\n  low:\n    ^",
    "risk_profiles: [{name: low, ^}]",
    "risk:\n  - max_position_size: 1\n    ^",
    "optimization:\n  parameter_grids:\n    risk: [{^}]",
  ])("of alternatives are those of their section, in %s", (text) => {
    const { labels } = offered(text);
    expect(labels).toContain("stop_loss");
    expect(labels).not.toContain("fill_probability");
  });

  it("of a list of parameters are those of the strategy's type", () => {
    const strategy =
      "strategies:\n- type: bollinger_bands\n  parameters:\n    - period: 20\n      ^";
    expect(offered(strategy).labels).toEqual(["std_dev"]);
    expect(offered(strategy.replace("period: 20\n      ^", "period: {^}")).labels).toContain("min");
  });

  it("open a list where alternatives are written", () => {
    const at = suggestAt(reader, "execution_mo", 12);
    expect(at.items.find(({ label }) => label === "execution_models")?.insert).toBe(
      "execution_models:\n  - ",
    );
    const hover = fieldAt(reader, "risk_profiles:\n", 3);
    expect(hover?.about).toContain("multiplies the combinations, and the risk containers");
    const grid = "optimization:\n  parameter_grids:\n    ^";
    expect(offered(grid).labels).toEqual(expect.arrayContaining(["risk", "execution"]));
  });

  it("of an axis are those of a range", () => {
    const grid = "optimization:\n  parameter_grids:\n    commission: {min: 0.001, ^}";
    expect(offered(grid).labels).toEqual(["max", "step", "values"]);
  });

  it("of what a review agreed on are the plan's figures, and their ends", () => {
    expect(offered("expect: {risk: 1, ^}").labels).toEqual(
      figureNames().filter((name) => name !== "risk"),
    );
    expect(offered("expect: {efficiency: {^}}").labels).toEqual(["min", "max"]);
    expect(offered("expect: {combos: {^}}").labels).toEqual([]);
  });

  it("are written with their colon, a section on its own line", () => {
    expect(offered("portfolio:\n  ^").text).toBe("portfolio:\n  initial_capital: ");
    expect(offered("portfolio: {^}").text).toBe("portfolio: {initial_capital: }");
    expect(offered("portfolio:\n  ini^: 1").text).toBe("portfolio:\n  initial_capital: 1");
    expect(
      suggestAt(reader, "o", 1).items.find(({ label }) => label === "optimization")?.insert,
    ).toBe("optimization:\n  ");
  });

  it("are not offered in comments, in texts and in mappings of unknown keys", () => {
    expect(offered("risk: # ^").labels).toEqual([]);
    expect(offered("name: |\n  ^").labels).toEqual([]);
    expect(offered("risk:\n  nested:\n    ^").labels).toEqual([]);
  });
});

describe("values", () => {
  it("are the known ones", () => {
    expect(offered("type: ^").labels).toContain("optimization");
    expect(offered("risk:\n  position_size_method: p^").labels).toEqual(["fixed", "percentage"]);
    expect(offered("risk:\n  allow_short: ^").labels).toEqual(["true", "false"]);
    expect(offered("risk:\n  stop_loss: ^").labels).toEqual(["null"]);
    expect(offered("strategies:\n  - type: ^").labels).toContain("mean_reversion");
    expect(offered("risk: {allow_short: ^").labels).toEqual(["true", "false"]);
    expect(offered("risk:\n  max_positions: 1\n  max_position_size: ^").labels).toEqual([]);
  });

  it("of an axis are those of its field", () => {
    const grid = "optimization:\n  parameter_grids:\n    execution.fill: [close, ^]";
    expect(offered(grid).labels).toEqual(["close", "next_open"]);
  });

  it("leave a space after the colon", () => {
    expect(offered("risk:\n  allow_short:^").text).toBe("risk:\n  allow_short: true");
    expect(offered("risk:\n  allow_short: ^").text).toBe("risk:\n  allow_short: true");
  });
});

describe("what is said about a key", () => {
  const about = (marked: string) => {
    const at = marked.indexOf("^");
    return fieldAt(reader, marked.replace("^", ""), at)?.about;
  };

  it("names its range, unit and what it does to sharing", () => {
    expect(about("execution:\n  com^mission: 0.001")).toBe(
      "What a fill costs in commission.\n\n" +
        "Should be a fraction from 0 to 1 · Unit: fraction of notional\n\n" +
        "Sharing: every different value needs an execution container of its own.",
    );
  });

  it("says which containers an axis multiplies: of the sections that declare it, else of its home", () => {
    const grid = "optimization:\n  parameter_grids:\n    com^mission: [0.1, 0.2]\n";
    expect(about(grid)).toMatch(/multiplies the combinations, and the execution containers\.$/);
    expect(about(`${grid}risk:\n  commission: 0.1\nexecution: {commission: 0.1}`)).toMatch(
      /and the risk and execution containers\.$/,
    );
    expect(about(`${grid}strategies:\n- risk_config: {commission: 0.1}`)).toMatch(
      /and the risk containers\.$/,
    );
    expect(about(grid.replace("com^", "execution.com^"))).toMatch(/the execution containers\.$/);
    expect(about(grid.replace("com^mission", "initial^_capital"))).toMatch(
      /risk and execution stay shared\.$/,
    );
  });

  it("is nothing for values, comments and keys of one's own", () => {
    expect(about("risk:\n  commission: 0.^001")).toBeUndefined();
    expect(about("# ri^sk: 1")).toBeUndefined();
    expect(about("my_^own: 1")).toBeUndefined();
  });
});
