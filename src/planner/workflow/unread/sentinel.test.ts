import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planText } from "../../plan-text.ts";
import { fixture } from "../../test-support/fixtures.ts";

const plan = (text: string) => planText(text, "pyyaml");
const unreadIn = (text: string) =>
  plan(text).diagnostics.filter(({ code }) => code === "sweep-not-read");
/** The messages, without what all of them say. */
const told = (text: string): readonly string[] =>
  unreadIn(text).map(({ message }) =>
    message.replace(" looks like a sweep of ", ": ").replace(" and is not planned", ""),
  );
const base = "strategies: [{type: momentum, parameters: {period: [1, 2]}}]\n";
const inStrategy = (line: string): string => `strategies:\n  - type: momentum\n    ${line}\n`;

it.each([99, 100, 101])("offers a way out of the first hundred sweeps, of %i", (count) => {
  const sections = Array.from({ length: count }, (_, i) => `s${i}: {grid: {a: [1, 2]}}\n`);
  const fixes = unreadIn(base + sections.join("")).map((one) => one.fixes.length);
  expect(fixes.map((offered) => offered > 0)).toEqual(
    Array.from({ length: count }, (_, i) => i < 100),
  );
});

describe("a sweep that nobody reads", () => {
  it("is told beside the type, once for the mapping that holds it", () => {
    expect(told(fixture("silent/01b-inline.yaml"))).toEqual([
      "`strategies[0]`: 3 × 2 (`lookback_period`, `signal_threshold`)",
    ]);
  });

  it("is told beside the forms of other tools that are read", () => {
    const text = fixture("silent/03-foreign-axis-forms.yaml");
    expect(plan(text).plan.combinations).toBe(15n);
    expect(told(text)).toEqual([
      "`strategies[0].parameters.c.grid_search`: 2 values",
      "`strategies[0].parameters`: 3 × 3 (`d`, `e`)",
    ]);
  });

  it.each([
    // under a key that promises one
    ["my_param_grid: {a: [x, y], b: [1, 2, 3]}", "`my_param_grid`: 2 × 3 (`a`, `b`)"],
    [
      "model: {search_space: {deep: {a: {min: 1, max: 5}}}}",
      "`model.search_space.deep.a`: ? values",
    ],
    ["x_sweep: {a: {values: [1, 2]}}", "`x_sweep.a`: 2 values"],
    ["hyperparameters: {a: {options: [1]}}", "`hyperparameters.a`: 1 values"],
    ["lookback_ranges: [5, 10]", "`lookback_ranges`: 2 values"],
    ["matrix: {a: '1, 2, 3'}", "`matrix.a`: 3 values"],
    // alternatives
    ["risk_variants: [{a: 1}, {a: 2}]", "`risk_variants`: 2 values"],
    ["portfolio_profiles: [{a: 1}, {a: 2}]", "`portfolio_profiles`: 2 values"],
    ["scenarios: [{a: 1}, {a: 2}, {}]", "`scenarios`: 3 values"],
    // texts and steps, anywhere
    ["any: {a: 'range(1, 5)'}", "`any.a`: ? values"],
    ["any: {a: 'choice(1, 2)'}", "`any.a`: 2 values"],
    ["any: {a: {low: 1, high: 9, step: 2}}", "`any.a`: 5 values"],
    // lists of numbers where they are seldom settings
    ["costs: {fee: [0.1, 0.2]}", "`costs.fee`: 2 values"],
    ["broker: {a: {fees: [1, 2.5]}}", "`broker.a.fees`: 2 values"],
    ["params: {levels: [1, 2]}", "`params.levels`: 2 values"],
    ["fees: {a: '1:10:2'}", "`fees.a`: ? values"],
    ["odd: {'a.b': {grid: [1, 2]}}", "odd.`a.b`.grid: 2 values"],
    ["list: [{costs: {a: [1, 2]}}]", "`list[0].costs.a`: 2 values"],
  ])("is told in %s", (line, message) => {
    expect(told(`${base}${line}\n`)).toEqual([message]);
    expect(plan(`${base}${line}\n`).blocked).toBe(false);
  });

  it.each([
    ["parameters: {entry: {fast: [5, 10]}}", "`strategies[0].parameters.entry.fast`: 2 values"],
    ["parameters: {a: 10, b: '10, 20, 30'}", "`strategies[0].parameters.b`: 3 values"],
    ["parameters: {a: 'linspace(1, 5, 5)'}", "`strategies[0].parameters.a`: ? values"],
    ["my_param_overrides: {a: [x, y]}", "`strategies[0].my_param_overrides.a`: 2 values"],
  ])("is told in the strategy's %s", (line, message) => {
    expect(told(inStrategy(line))).toEqual([message]);
  });

  it.each([
    "symbols: [1, 2, 3]",
    "costs: {weights: [0.5, 0.5], levels: {a: [1, 2]}}",
    "grid: {columns: 3}",
    "param_grid: {a: [1]}",
    "costs: {a: [1]}",
    "costs: {a: [1, x]}",
    "notes: {a: [1, 2]}",
    "profiles: [{a: 1}]",
    "costs: {a: '10,000'}",
    "name: range(1, 2)",
    "expect: {grid: [1, 2]}",
    "metadata: {grid: [1, 2]}",
    "optimization: {parameter_grids: {risk.a: [1, 2], b: {value: [1, 2]}, execution.c: {min: 1, max: 3, step: 1}}}",
    "risk: {a: [1, 2], b: 'range(1, 3, 1)', c: {min: 1, max: 2, step: 1}}",
    "sharing_planner: {values: [costs.a, 'strategies[0].b']}\ncosts: {a: [1, 2]}",
    "fees: &f {value: [1, 2]}",
    "risk_profiles: [{a: 1}, {a: [1, 2]}]",
    "execution_models: {cheap: {fees: [1, 2]}, dear: {fees: 3}}",
    "risk: [{a: 1}, {a: [1, 2]}]",
  ])("is not seen in %s", (line) => {
    const isOfFees = line.startsWith("fees");
    expect(told(`${base}${line}\n`)).toEqual(isOfFees ? ["`fees.value`: 2 values"] : []);
  });

  it("counts for the headline, and by how much it would multiply", () => {
    const { unread } = plan(`${base}costs: {a: [1, 2]}\nb_grid: {c: [1, 2, 3]}\n`).plan.workflow;
    expect(unread).toEqual({ count: 2, factor: 6n });
    const unknown = plan(`${base}costs: {a: 'range(1, 2)'}\n`).plan.workflow;
    expect(unknown.unread).toEqual({ count: 1, factor: undefined });
    expect(plan(base).plan.workflow.unread).toBeUndefined();
  });

  it("is told of the same places when a strategy before them is edited", () => {
    const text = (period: number): string =>
      `strategies:\n  - {type: a, parameters: {p: ${period}}}\n  - type: b\n    q: [1, 2]\n${"#".repeat(600)}\n`;
    expect(told(text(1))).toEqual(["`strategies[1].q`: 2 values"]);
    expect(told(text(22))).toEqual(["`strategies[1].q`: 2 values"]);
  });
});

describe("sharing_planner", () => {
  it("reads a section as a grid, else to the parameter of every strategy", () => {
    const text = `${base}costs: {grid: {commission: [1, 2], period: [5, 6], other: [7, 8]}}\nexecution: {commission: 3}\nsharing_planner: {grids: [costs.grid]}\n`;
    const { plan: planned, diagnostics } = plan(text);
    expect(planned.combinations).toBe(16n);
    expect(planned.roles.execution.count).toBe(2n);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const { strategies } = planned.workflow;
    expect(strategies).toHaveLength(1);
  });

  it("says which of its members and paths it does not read", () => {
    const text = `${base}sharing_planner: {grids: [nowhere, 1], risk: limits}\n`;
    const notRead = plan(text).diagnostics.filter(({ code }) => code === "not-read-setting");
    expect(notRead.map(({ path }) => path)).toEqual([
      "sharing_planner.grids",
      "sharing_planner.grids",
      "sharing_planner.risk",
    ]);
  });
});

describe("a strategy that is switched off", () => {
  it.each(["enabled: false", "active: false", "disabled: true"])(
    "is planned, and %s told",
    (line) => {
      const { diagnostics, plan: planned } = plan(inStrategy(line));
      expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
        ["not-read-setting", `strategies[0].${line.split(":")[0]}`],
      ]);
      expect(planned.combinations).toBe(1n);
    },
  );

  it.each(["enabled: true", "disabled: false", "enabled: maybe"])("is not seen in %s", (line) => {
    expect(plan(inStrategy(line)).diagnostics).toEqual([]);
  });
});

describe("the fixes of a sweep that nobody reads", () => {
  const applied = (text: string, title: string): string => {
    const fix = unreadIn(text)
      .flatMap(({ fixes }) => fixes)
      .find((one) => one.title === title);
    return (fix?.edits ?? [])
      .toSorted((a, b) => b.range.start - a.range.start)
      .reduce(
        (t, { range, text: put }) => t.slice(0, range.start) + put + t.slice(range.end),
        text,
      );
  };

  it("move lines beside the type to the parameters", () => {
    const text = "strategies:\n  - type: momentum\n    a: [1, 2] # two\n    b: [3, 4]\n";
    const moved = applied(text, "Move to parameters");
    expect(moved).toBe(
      "strategies:\n  - type: momentum\n    parameters:\n      a: [1, 2] # two\n      b: [3, 4]\n",
    );
    const beside = applied(`${text}    parameters:\n      c: [5, 6]\n`, "Move to parameters");
    expect(plan(beside).plan.combinations).toBe(8n);
    expect(told(beside)).toEqual([]);
  });

  it("write a text of numbers as a list", () => {
    const text = "strategies:\n  - type: momentum\n    parameters:\n      a: 10, 20, 30\n";
    expect(plan(applied(text, "Write as a list")).plan.combinations).toBe(3n);
  });

  it("read a section as a grid, or take it for a value", () => {
    const text = `${base}costs:\n  grid: {a: [1, 2], b: [1, 2, 3]}\n`;
    expect(plan(applied(text, "Read it as a grid")).plan.combinations).toBe(12n);
    const asValue = applied(text, "It is a value");
    expect(told(asValue)).toEqual([]);
    expect(plan(asValue).plan.combinations).toBe(2n);
    const both = applied(`${asValue}other_grid: {c: [1, 2]}\n`, "It is a value");
    expect(both).toContain("values: [costs.grid.a, costs.grid.b, other_grid.c]");
  });

  it("each remove what they are offered for, and add no error", () => {
    const value = fc.constantFrom(
      "[1, 2]",
      "[0.1, 0.2, 3]",
      "1, 2, 3",
      "choice(1, 2)",
      "[x, y]",
      "4",
    );
    const key = fc.constantFrom("a", "lookback", "x_grid", "costs", "fees", "'odd key'", "levels");
    const lines = fc.uniqueArray(fc.tuple(key, value), { selector: ([k]) => k, maxLength: 3 });
    fc.assert(
      fc.property(lines, lines, lines, fc.boolean(), (beside, inside, root, house) => {
        const at = (indent: string, all: readonly (readonly [string, string])[]): string =>
          all.map(([k, v]) => `${indent}${k}: ${v}\n`).join("");
        const parameters = inside.length > 0 ? `    parameters:\n${at("      ", inside)}` : "";
        const costs = `section:\n  params_grid:\n${at("    ", root)}`;
        const text = `strategies:\n  - type: momentum\n${at("    ", beside)}${parameters}${root.length > 0 ? costs : ""}${house ? "sharing_planner:\n  values: [nothing.here]\n" : ""}`;
        const errors = (t: string): number =>
          plan(t).diagnostics.filter(({ severity }) => severity === "error").length;
        for (const { fixes, path, code } of unreadIn(text)) {
          expect(fixes.map(({ title }) => title)).toContain("It is a value");
          for (const fix of fixes) {
            const edited = fix.edits
              .toSorted((a, b) => b.range.start - a.range.start)
              .reduce(
                (t, { range, text: put }) => t.slice(0, range.start) + put + t.slice(range.end),
                text,
              );
            const left = plan(edited).diagnostics.filter((d) => d.path === path && d.code === code);
            expect([fix.title, edited, left]).toEqual([fix.title, edited, []]);
            expect([fix.title, edited, errors(edited) < errors(text)]).toEqual([
              fix.title,
              edited,
              true,
            ]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
