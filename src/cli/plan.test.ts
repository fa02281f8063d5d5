import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sourceIn } from "../export/picture-source.ts";
import { fixture, parseSpelled } from "../planner/test-support/fixtures.ts";
import { planCommand } from "./plan.ts";
import { inMemory } from "./test-support/in-memory.ts";

const seed = fixture("plans/seed.yaml");
const feeGrid = fixture("plans/fee-grid.yaml");
const broken = "strategies: [\n";
const tens = (axes: number) =>
  `strategies:\n  - type: momentum\n    parameters:\n${Array.from(
    { length: axes },
    (_, i) => `      p${i}: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n`,
  ).join("")}`;

const files: Readonly<Record<string, string>> = {
  "seed.yaml": seed,
  "fees.yaml": feeGrid,
  "expects.yaml": `${feeGrid}expect:\n  execution: 1\n  risk: 2\n`,
  "tied.yaml": `strategies:
  - {type: a, execution: {commission: 0.001, slippage: 0.1}}
  - {type: b, execution: {commission: 0.002, slippage: 0.2}}
`,
  "absent.yaml": "strategies: [{type: a}, {type: b, risk: {stop_loss: 5}}]\n",
  "large.yaml": `strategies: [{type: a}]
optimization:
  parameter_grids:
    risk.limits.a: {min: 1, max: 1000, step: 1}
    risk.limits.b: {min: 1, max: 1000, step: 1}
    risk.limits: [{a: 1}, {b: 2}]
`,
  "broken.yaml": broken,
  "-": seed,
  "12.yaml": tens(12),
  "18.yaml": tens(18),
  "limit.yaml": tens(5),
  "above.yaml": `${tens(5)}      q: [1, 2]\n`,
  "octal.yaml": "strategies: [{type: a}]\nrisk: {max_position_size: 010, mode: yes}\n",
};

const run = inMemory(planCommand, files);

const counts = z.record(z.string(), z.union([z.number(), z.string()]));
const planned = z.looseObject({
  format: z.literal("sharing-plan/1"),
  combinations: z.union([z.number(), z.string()]),
  counts: z.object({ naive: counts, optimized: counts, saved_percent: counts }),
  analysis: z.record(z.string(), z.array(z.looseObject({ container_id: z.string() }))),
  diagnostics: z.array(z.looseObject({ severity: z.string(), code: z.string() })),
  blame: z.array(z.unknown()).optional(),
  axes: z.array(z.unknown()).optional(),
});
const parse = (output: string) => planned.parse(JSON.parse(output));

describe("plan FILE", () => {
  it("prints one file as indented JSON with the members of page 2, in order", () => {
    const { code, output, errors } = run("seed.yaml");
    expect(code).toBe(0);
    expect(errors).toBe("");
    expect(output).toMatch(/^\{\n {2}"format": "sharing-plan\/1",\n {2}"combinations": 8,\n/);
    expect(output.endsWith("}\n")).toBe(true);
    const json = parse(output);
    expect(Object.keys(JSON.parse(output))).toEqual([
      "format",
      "combinations",
      "counts",
      "analysis",
      "communication",
      "completions",
      "blame",
      "axes",
      "diagnostics",
      "not_read",
    ]);
    expect(json.counts).toEqual({
      naive: {
        hub: 1,
        strategy: 8,
        risk: 8,
        execution: 8,
        portfolio: 8,
        containers: 33,
        adapters: 25,
        links: 32,
      },
      optimized: {
        hub: 1,
        strategy: 8,
        risk: 1,
        execution: 1,
        portfolio: 8,
        containers: 19,
        adapters: 4,
        links: 25,
      },
      saved_percent: { containers: 42.4, adapters: 84, links: 21.9 },
    });
    expect(output).toContain('"adapters": 84.0');
    expect(json.analysis["risk_containers"]).toEqual([
      {
        container_id: "risk_0",
        hash: "f42c2275",
        config: { max_position_size: 1000, commission: 0.001 },
        serves_count: 8,
        serves_combinations: [0, 1, 2, 3, 4, 5, 6, 7],
      },
    ]);
  });

  it("lists the completions after the seed's adapters", () => {
    const names = z.looseObject({
      communication: z.array(z.looseObject({ name: z.string() })),
      completions: z.array(z.looseObject({ name: z.string() })),
    });
    const json = names.parse(JSON.parse(run("seed.yaml").output));
    expect(json.communication.map(({ name }) => name)).toEqual([
      "hub_to_strategies",
      "strategies_to_risk_0",
      "risk_to_execution_0",
      "execution_0_to_portfolios",
    ]);
    expect(json.completions.map(({ name }) => name)).toEqual([
      "hub_to_executions",
      "hub_to_portfolios",
      "portfolios_to_risk_0",
    ]);
  });

  it("prints several files as one JSON object a line, in order, the file first", () => {
    const { code, output } = run("fees.yaml", "seed.yaml");
    expect(code).toBe(0);
    const lines = output.trimEnd().split("\n");
    expect(lines.map((line) => Object.keys(JSON.parse(line)).slice(0, 2))).toEqual([
      ["file", "format"],
      ["file", "format"],
    ]);
    expect(lines.map((line) => JSON.parse(line).file)).toEqual(["fees.yaml", "seed.yaml"]);
    const { file, ...rest } = JSON.parse(lines[1] ?? "");
    expect(file).toBe("seed.yaml");
    expect(rest).toEqual(JSON.parse(run("seed.yaml").output));
  });

  it("reads standard input for -", () => {
    expect(run("-").output).toBe(run("seed.yaml").output);
  });

  it("prints what could be planned of a text with errors, and exits with 1", () => {
    const { code, output, errors } = run("broken.yaml");
    expect(code).toBe(1);
    expect(parse(output).diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    expect(errors).toMatch(/^broken\.yaml:\d+:\d+: error: .+ \[[a-z-]+\]\n/);
  });

  it("exits with 1 where only one of several files has an error", () => {
    const { code, output } = run("seed.yaml", "broken.yaml", "fees.yaml");
    expect(code).toBe(1);
    expect(output.trimEnd().split("\n")).toHaveLength(3);
  });

  it("gives every diagnostic a place with lines and columns from 1", () => {
    const { output, errors } = run("fees.yaml");
    const hint = parse(output).diagnostics.find(({ code }) => code === "axis-splits-two-roles");
    expect(hint).toMatchObject({ severity: "hint", line: 9, column: 5, end_line: 9 });
    expect(errors).toContain("fees.yaml:9:5: hint: ");
  });
});

describe("plan --summary", () => {
  it("leaves out what grows with the combinations", () => {
    const json = parse(run("seed.yaml", "--summary").output);
    expect(Object.keys(json)).toEqual([
      "format",
      "combinations",
      "counts",
      "analysis",
      "diagnostics",
      "blame",
      "axes",
      "not_read",
    ]);
    expect(json.analysis).toEqual({
      risk_containers: [
        {
          container_id: "risk_0",
          hash: "f42c2275",
          config: { max_position_size: 1000, commission: 0.001 },
          serves_count: 8,
        },
      ],
      execution_containers: [
        {
          container_id: "execution_0",
          hash: "f51c2b30",
          config: { commission: 0.001, slippage: 0.0005 },
          serves_count: 8,
        },
      ],
    });
  });

  it("is exact at 10^12", () => {
    const { code, output } = run("12.yaml", "--summary");
    expect(code).toBe(0);
    const json = parse(output);
    expect(json.combinations).toBe(1_000_000_000_000);
    expect(json.counts.optimized).toMatchObject({ containers: 2_000_000_000_003, adapters: 4 });
    expect(json.counts.naive).toMatchObject({ containers: 4_000_000_000_001 });
  });

  it("writes counts above 2^53 − 1 as decimal text", () => {
    const { counts: written, combinations } = parse(run("18.yaml", "--summary").output);
    expect(combinations).toBe("1000000000000000000");
    expect(written.optimized).toMatchObject({ risk: 1, containers: "2000000000000000003" });
  });

  it("is needed above 100,000 combinations", () => {
    const { code, output, errors } = run("above.yaml");
    expect(code).toBe(1);
    const json = z.looseObject({ combinations: z.number() }).parse(JSON.parse(output));
    expect(Object.keys(JSON.parse(output))).toEqual([
      "format",
      "combinations",
      "diagnostics",
      "not_read",
    ]);
    expect(json.combinations).toBe(200_000);
    expect(errors).toContain("--summary");
    expect(run("above.yaml", "--summary").code).toBe(0);
  });

  it("is not needed at 100,000", () => {
    const { code, output } = run("limit.yaml");
    expect(code).toBe(0);
    expect(parse(output).analysis["portfolio_containers"]).toHaveLength(100_000);
  });
});

describe("plan, about what breaks sharing", () => {
  it("blames the fee grid's axes, in the summary too", () => {
    const axis = { values_count: 2, tied_with: [], cause: "grid axis" };
    const half = { containers: 4, containers_without: 2, removes: 2, multiplies: 2 };
    const { blame, axes } = parse(run("fees.yaml", "--summary").output);
    expect(blame).toMatchObject([
      {
        field: "commission",
        values: [0.001, 0.005],
        sources: [["9:18"], ["9:25"]],
        roles: {
          risk: { containers: 2, containers_without: 1, removes: 1, multiplies: 2 },
          execution: half,
        },
        gaining_set: ["commission"],
        cause_sources: ["9:5"],
        ...axis,
      },
      { field: "slippage", values: [0.0005, 0.001], roles: { execution: half }, ...axis },
    ]);
    expect(axes).toMatchObject([
      {
        key: "commission",
        values: 2,
        combinations_factor: 2,
        roles: ["risk", "execution"],
        one_more: { naive: 32, optimized: 19 },
      },
      { key: "slippage", one_more: { naive: 32, optimized: 18 } },
      { key: "lookback_period", roles: ["strategy"], one_more: { naive: 32, optimized: 16 } },
      { key: "signal_threshold", path: "strategies[0].parameters.signal_threshold" },
    ]);
  });

  it("names tied fields and the pair that gains", () => {
    const { blame } = parse(run("tied.yaml").output);
    expect(blame).toMatchObject(
      [
        ["commission", "slippage"],
        ["slippage", "commission"],
      ].map(([field, other]) => ({
        field,
        roles: { execution: { containers: 2, containers_without: 2, removes: 0, multiplies: 1 } },
        tied_with: [other],
        gaining_set: ["commission", "slippage"],
        cause: "strategy override",
      })),
    );
  });

  it("spells an absent value, and says what is not computed", () => {
    const { blame } = parse(run("absent.yaml").output);
    expect(blame).toMatchObject([{ field: "stop_loss", values: ["absent", 5] }]);
    const { blame_not_computed: reasons } = parse(run("large.yaml", "--summary").output);
    expect(reasons).toMatchObject([{ role: "risk" }]);
  });
});

describe("plan --format markdown", () => {
  it("prints a comment for a pull request, one after the other for several files", () => {
    const { code, output } = run("seed.yaml", "fees.yaml", "--format", "markdown");
    expect(code).toBe(0);
    expect(output.match(/^## .*$/gm)).toEqual([
      "## Sharing plan of `seed.yaml`",
      "## Sharing plan of `fees.yaml`",
    ]);
    expect(run("12.yaml", "--format", "markdown").code).toBe(0);
  });
});

describe("plan, with expectations in the configuration", () => {
  it("exits with 1 where one fails, and still prints the plan", () => {
    const { code, output, errors } = run("expects.yaml");
    expect(code).toBe(1);
    expect(parse(output).counts.optimized["containers"]).toBe(39);
    expect(errors).toContain(
      "expects.yaml:18:14: error: execution is 4, expected 1: line 9 `commission` multiplies it by 2, line 10 `slippage` by 2 [expect-failed]",
    );
  });
});

describe("plan --fail-over", () => {
  it.each([
    ["execution=4", 0],
    ["execution=3", 1],
    ["risk=1", 1],
    ["containers=39", 0],
    ["containers=38", 1],
    ["combinations=16", 0],
    ["combinations=15", 1],
  ])("%s exits with %i for the fee grid", (limit, code) => {
    const ran = run("fees.yaml", "--summary", "--fail-over", limit);
    expect(ran.code).toBe(code);
    expect(ran.errors.includes("the limit is")).toBe(code === 1);
  });

  it.each([
    ["adapters=11", 0],
    ["links=51", 1],
    ["dropped=0", 0],
    ["hub=0", 1],
  ])("takes every count: %s", (limit, code) => {
    expect(run("fees.yaml", "--summary", "--fail-over", limit).code).toBe(code);
  });

  it.each([
    ["saved_percent=40", 0],
    ["saved_percent=40.1", 1],
    ["efficiency=86.7", 0],
    ["efficiency=86.8", 1],
  ])("--fail-under %s exits with %i for the fee grid", (limit, code) => {
    const ran = run("fees.yaml", "--summary", "--fail-under", limit);
    expect(ran.code).toBe(code);
    expect(ran.errors.includes(`, the limit is ${limit.replace(/.*=/, "")}`)).toBe(code === 1);
  });

  it("takes several limits, also after an equals sign", () => {
    expect(run("fees.yaml", "--fail-over=risk=2", "--fail-over=execution=3").code).toBe(1);
    expect(run("fees.yaml", "--fail-over=risk=2", "--fail-over=execution=4").code).toBe(0);
  });
});

describe("plan --yaml", () => {
  it("plans as another loader of YAML would read", () => {
    const config = (output: string) => /"config": (\{"max_position_size".*?\})/.exec(output)?.[1];
    expect(parseSpelled(config(run("octal.yaml").output) ?? "")).toEqual({
      max_position_size: "#8",
      mode: true,
    });
    const other = run("octal.yaml", "--yaml", "1.2").output;
    expect(parseSpelled(config(other) ?? "")).toEqual({ max_position_size: "#10", mode: "yes" });
  });
});

describe("plan, used wrongly", () => {
  it.each([
    [[]],
    [["nowhere.yaml"]],
    [["seed.yaml", "--format", "pdf"]],
    [["seed.yaml", "--format", "svg", "--theme", "sepia"]],
    [["seed.yaml", "fees.yaml", "--format", "svg"]],
    [["seed.yaml", "--fail-over", "execution"]],
    [["seed.yaml", "--fail-over", "nonsense=1"]],
    [["seed.yaml", "--fail-over", "risk=-1"]],
    [["seed.yaml", "--fail-over", "risk=1.5"]],
    [["seed.yaml", "--fail-over", "efficiency=90"]],
    [["seed.yaml", "--fail-under", "risk=1"]],
    [["seed.yaml", "--fail-under", "efficiency=101"]],
    [["seed.yaml", "--yaml", "1.1"]],
    [["seed.yaml", "--unknown"]],
  ])("%j is a usage error", (args) => {
    expect(() => run(...args)).toThrow(expect.objectContaining({ name: "UsageError" }));
  });
});

describe("plan FILE --format svg", () => {
  it("prints the picture of a design review, the same at every run", () => {
    const args = ["fees.yaml", "--format", "svg", "--title", "A & B", "--date", "May 2026"];
    const { code, output, errors } = run(...args);
    expect(code).toBe(0);
    expect(errors).toContain("commission");
    expect(output).toMatch(/^<svg [^>]*width="1600" height="1000"/);
    expect(output).toContain("<title>A &amp; B</title>");
    expect(output).toContain("May 2026");
    expect(run(...args).output).toBe(output);
    expect(run(...args, "--theme", "dark").output).not.toBe(output);
  });

  it("carries the configuration unless it shall not", () => {
    const { output } = run("fees.yaml", "--format", "svg");
    expect(sourceIn(new TextEncoder().encode(output))).toMatchObject({
      found: true,
      source: { text: feeGrid },
    });
    const without = run("fees.yaml", "--format", "svg", "--no-source").output;
    expect(sourceIn(new TextEncoder().encode(without))).toMatchObject({ found: false });
  });

  it("draws what could be planned of a text with errors, and exits with 1", () => {
    const { code, output } = run("broken.yaml", "--format", "svg");
    expect(code).toBe(1);
    expect(output).toContain("No combinations to plan yet");
  });

  it("needs no list of the combinations, however many there are", () => {
    expect(run("12.yaml", "--format", "svg").code).toBe(0);
  });
});

describe("the command as a process", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const cli = (args: readonly string[], input = "") =>
    spawnSync(process.execPath, ["src/setup/execute.mjs", "cli", ...args], {
      cwd: root,
      input,
      encoding: "utf8",
    });

  it("plans standard input, and says by its exit code what happened", () => {
    const good = cli(["plan", "-", "--summary"], seed);
    expect({ status: good.status, stderr: good.stderr }).toEqual({ status: 0, stderr: "" });
    expect(parse(good.stdout).counts.optimized["containers"]).toBe(19);
    expect(cli(["plan", "-", "--summary"], broken).status).toBe(1);
    const wrong = cli(["plan"]);
    expect(wrong.status).toBe(2);
    expect(wrong.stdout).toBe("");
    expect(wrong.stderr).toContain("FILE");
  });
});
