import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readYaml } from "../../../yaml/read-yaml.ts";
import { configText } from "../../sharing/canonical/config-text.ts";
import { fixture, parseSpelled } from "../../test-support/fixtures.ts";
import type { ForeignAxis, ForeignSweep } from "./foreign-sweep.ts";
import { recognize } from "./recognize.ts";

const recognizeText = (text: string): ForeignSweep | undefined => {
  const { value, diagnostics } = readYaml(text, "pyyaml");
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return value && recognize(value);
};

/** A field with all of its values as JSON: `fast: 5 10 20`. */
const listed = ({ key, values }: ForeignAxis[number]): string =>
  `${key}: ${Array.from({ length: values.count }, (_, i) => configText(values.at(i))).join(" ")}`;

/** What is made of a document, in short: an axis a line, the fields of a zip beside each other. */
const summary = (text: string) => {
  const sweep = recognizeText(text);
  return (
    sweep && {
      tool: sweep.tool,
      axes: sweep.axes.map((fields) => fields.map(listed).join(" | ")),
      fixed: sweep.fixed.map(({ key, value }) => `${key}: ${configText(value)}`),
      refused: sweep.refused.map(({ key, reason }) => `${key}: ${reason}`),
      combinations: sweep.combinations,
    }
  );
};

describe("the documents of an independent enumeration", () => {
  const line = z.object({
    file: z.string(),
    tool: z.string(),
    axes: z.unknown(),
    combinations: z.unknown(),
    refused: z.unknown(),
    first: z.unknown().optional(),
    last: z.unknown().optional(),
  });
  const lines = fixture("dialects/detect/expected.jsonl").trim().split("\n");

  it.each(lines.map((json) => line.parse(parseSpelled(json))))("$file", (wanted) => {
    const sweep = recognizeText(fixture(`dialects/detect/${wanted.file}`));
    if (!sweep) throw new Error("not recognized");
    const fields = sweep.axes.flat();
    const combinationAt = (placeOf: (count: number) => number): unknown => {
      if (fields.length === 0) return undefined;
      const swept = fields.map(
        ({ key, values }) => [key, values.at(placeOf(values.count))] as const,
      );
      const held = [...swept, ...sweep.fixed.map(({ key, value }) => [key, value] as const)];
      const members = held.map(([key, value]) => `${JSON.stringify(key)}: ${configText(value)}`);
      return parseSpelled(`{${members.join(", ")}}`);
    };
    expect({
      file: wanted.file,
      tool: sweep.tool,
      axes: fields.map(({ key, values }) => [
        key,
        Array.from({ length: values.count }, (_, i) => parseSpelled(configText(values.at(i)))),
      ]),
      combinations: sweep.combinations === undefined ? null : `#${sweep.combinations}`,
      refused: sweep.refused,
      first: combinationAt(() => 0),
      last: combinationAt((count) => count - 1),
    }).toEqual(wanted);
  });
});

describe("a W&B sweep", () => {
  const wandb = (parameters: string) => summary(`method: grid\nparameters: ${parameters}\n`);

  it.each([
    ["{a: {values: [1, 2.0, x]}}", ['a: 1 2.0 "x"'], 3n],
    ["{a: {min: 3, max: 6}}", ["a: 3 4 5 6"], 4n],
    ["{a: {distribution: int_uniform, min: -1, max: 1}}", ["a: -1 0 1"], 3n],
    ["{a: {distribution: q_uniform, min: 0.1, max: 0.4, q: 0.1}}", ["a: 0.1 0.2 0.3"], 3n],
    ["{a: {distribution: q_uniform, min: 1, max: 10, q: 4}}", ["a: 1 5 9"], 3n],
    ["{a: {distribution: q_uniform, min: 0, max: 2}}", ["a: 0.0 1.0"], 2n],
    ["{a: {distribution: categorical, values: [5]}}", ["a: 5"], 1n],
    [
      "{b: {values: [1]}, B: {values: [2]}, a: {parameters: {z: {values: [3]}, c: {parameters: {y: {values: [4]}}}}}}",
      ["B: 2", "a.c.y: 4", "a.z: 3", "b: 1"],
      1n,
    ],
  ])("has the axes of %s", (parameters, axes, combinations) => {
    expect(wandb(parameters)).toMatchObject({ axes, combinations, refused: [] });
  });

  it.each([
    ["{min: 0.1, max: 0.2}", "it has no finite list of values"],
    ["{min: 1, max: 2.0}", "it has no finite list of values"],
    [
      "{distribution: uniform, min: 1, max: 2}",
      "the distribution uniform has no finite list of values",
    ],
    [
      "{distribution: log_uniform_values, min: 1, max: 2}",
      "the distribution log_uniform_values has no finite list of values",
    ],
    [
      "{distribution: q_normal, mu: 0, sigma: 1}",
      "the distribution q_normal has no finite list of values",
    ],
    ["{values: [1, 2], probabilities: [0.5, 0.5]}", "its values have probabilities"],
    ["{values: 5}", "`values` is no list"],
    ["{values: []}", "`values` is no list"],
    ["{min: 5, max: 3}", "it has no values: its start is at or beyond its stop"],
    ["{min: 0, max: 5000000}", "it has more than 1,000,000 values"],
    ["{distribution: q_uniform, min: 0, max: 1, q: 0}", "its step is 0"],
    ["[1, 2]", "W&B takes {value: …} or {values: […]} here"],
  ])("refuses %s", (parameter, reason) => {
    expect(wandb(`{a: {values: [1]}, b: ${parameter}}`)).toMatchObject({
      axes: ["a: 1"],
      refused: [`b: ${reason}`],
      combinations: undefined,
    });
  });

  it("keeps what has one value apart, whatever its search is", () => {
    const text =
      "method: bayes\nparameters: {b: {value: [1, 2]}, a: {distribution: constant, value: null}}\n";
    expect(summary(text)).toMatchObject({
      tool: "wandb-sweep",
      axes: [],
      fixed: ["a: null", "b: [1, 2]"],
      combinations: 1n,
    });
  });
});

describe("a Hydra sweep", () => {
  const hydra = (sweeper: string, base = "") => summary(`${base}hydra:\n  sweeper: ${sweeper}\n`);

  it("reads the texts of params, and takes anything else for one value", () => {
    const params = "{+a: '1, 2', ++b.c: 'choice(x)', d: 5, e: [1, 2], f: alone, g/h@i: 'adam,sgd'}";
    expect(hydra(`{params: ${params}}`)).toEqual({
      tool: "hydra-sweep",
      axes: ["a: 1 2", 'b.c: "x"', 'g/h@i: "adam" "sgd"'],
      fixed: ["d: 5", "e: [1, 2]", 'f: "alone"'],
      refused: [],
      combinations: 4n,
    });
  });

  it("makes one axis of all zips, where the first one stands", () => {
    const params = "{a: '1,2', b: 'zip(1,2,3)', c: 'x,y', d: 'zip(p,q,r)', e: 'zip(1,2)'}";
    expect(hydra(`{params: ${params}}`)).toMatchObject({
      axes: ["a: 1 2", 'b: 1 2 3 | d: "p" "q" "r"', 'c: "x" "y"'],
      refused: ["e: it has 2 values where `b`, which it is paired with, has 3"],
      combinations: undefined,
    });
    expect(hydra("{params: {b: 'zip(1,2,3)', c: 'zip(4,5,6)', d: '1,2'}}")?.combinations).toBe(6n);
  });

  it("crosses the grid of a list sweeper with its rows", () => {
    const text = `
    grid_params: {env: "clubs, stick", seed: [1, 2], fixed: 3}
    list_params: {algorithm.lr: "0.001, 1e-4", algorithm.beta: [0.9, "0.99"], algorithm.text: "[a, b]"}`;
    expect(hydra(text)).toMatchObject({
      axes: [
        'env: "clubs" "stick"',
        "seed: 1 2",
        'algorithm.lr: 0.001 0.0001 | algorithm.beta: 0.9 0.99 | algorithm.text: "a" "b"',
      ],
      fixed: ["fixed: 3"],
      refused: [],
      combinations: 8n,
    });
    expect(
      hydra("{grid_params: {a: '1,2'}, list_params: {a: '3,4', b: '1,2', c: '1,2,3'}}"),
    ).toMatchObject({
      axes: ["a: 1 2", "b: 1 2"],
      refused: [
        "a: it is written for the grid, too, which wins",
        "c: it has 3 values where `b`, which it is paired with, has 2",
      ],
      combinations: undefined,
    });
  });

  it("takes the rows of an explicit sweeper, what a row leaves out from the configuration", () => {
    const rows = "[{model: small, _launcher_: gpu}, {model: large, opt.lr: 1e-3}]";
    expect(hydra(`{combinations: ${rows}, seeds: 3}`, "opt: {lr: 0.1}\n")).toMatchObject({
      axes: ['model: "small" "large" | opt.lr: 0.1 0.001', "seed: 0 1 2"],
      refused: [],
      combinations: 6n,
    });
    expect(hydra(`{combinations: ${rows}, seeds: [7], seed_key: s}`)).toMatchObject({
      axes: ['model: "small" "large"', "s: 7"],
      refused: ["opt.lr: not every combination has it, nor the configuration itself"],
      combinations: 2n,
    });
    expect(hydra("{combinations: [{a: 1}, {b: 2}]}")).toMatchObject({
      axes: [],
      combinations: undefined,
    });
  });

  it("counts what refused fields do not multiply", () => {
    expect(hydra("{params: {~b: null, c: '1,2'}}")?.combinations).toBe(2n);
    const lists = "{grid_params: {a: '1,2'}, list_params: {a: '3,4', b: '1,2'}}";
    expect(hydra(lists)?.combinations).toBe(4n);
  });

  it("refuses what is no list of values, and the spaces of other sweepers", () => {
    const params = "{a: 'interval(0, 1)', ~b: null, c: '1,2'}";
    expect(hydra(`{params: ${params}, search_space: {x: {type: float}}}`)).toMatchObject({
      axes: ["c: 1 2"],
      refused: [
        "a: `interval(…)` has no finite list of values",
        "b: it deletes a field",
        "search_space: the search space of its sweeper is not understood",
      ],
      combinations: undefined,
    });
  });

  it("is one without any parameter, too", () => {
    expect(hydra("{max_batch_size: 4}")).toMatchObject({ axes: [], combinations: 1n });
  });
});

describe("matrices of jobs and stages", () => {
  const matrix = (text: string) =>
    summary(`jobs:\n  test:\n    runs-on: x\n    strategy: {matrix: ${text}}\n`);

  it.each([
    ["{os: [a, b], version: [1, 2, 3]}", 6n],
    // the cases of GitHub's own page
    ["{os: [a, b], version: [1, 2, 3], exclude: [{os: a, version: 1}, {os: b, version: 3}]}", 4n],
    ["{os: [a, b], version: [1, 2], exclude: [{os: a}]}", 2n],
    [
      "{fruit: [apple, pear], animal: [cat, dog], include: [{color: green}, {color: pink, animal: cat}, {fruit: apple, shape: circle}, {fruit: banana}, {fruit: banana, animal: cat}]}",
      6n,
    ],
    ["{include: [{site: production}, {site: staging}]}", 2n],
    ["{os: [a, b], exclude: [{os: a}], include: [{os: a}]}", 2n],
    ["{os: [a], version: '${{ fromJSON(needs.x.outputs.y) }}'}", undefined],
    ["'${{ fromJSON(needs.x.outputs.y) }}'", undefined],
    ["{os: [a], include: '${{ x }}'}", undefined],
    ["{os: [{a: 1}], exclude: [{os: {a: 1}}]}", undefined],
  ])("counts the jobs of %s", (text, combinations) => {
    expect(matrix(text)).toMatchObject({ tool: "github-matrix", combinations });
  });

  it("goes through 4,096 combinations of 64 lists, and through no more", () => {
    const list = (count: number): string =>
      `[${Array.from({ length: count }, (_, i) => i).join()}]`;
    const square = (count: number) =>
      matrix(`{a: ${list(64)}, b: ${list(count)}, exclude: [{a: 0}]}`)?.combinations;
    expect([square(64), square(65)]).toEqual([4032n, undefined]);
    const many = (count: number) => {
      const lists = Array.from({ length: count }, (_, i) => `k${i}: [1]`).join(", ");
      return matrix(`{${lists}, include: [{k0: 2}]}`)?.combinations;
    };
    expect([many(64), many(65)]).toEqual([2n, undefined]);
  });

  it("has the axes of the only matrix, and counts several together", () => {
    expect(matrix("{os: [a, b], version: [1, 3.10]}")?.axes).toEqual([
      'os: "a" "b"',
      "version: 1 3.1",
    ]);
    const text = `jobs:
  a: {strategy: {matrix: {x: [1, 2]}}}
  b: {steps: []}
  c: {strategy: {matrix: {y: [1, 2, 3]}}}
`;
    expect(summary(text)).toMatchObject({ axes: [], combinations: 5n });
  });

  it.each([
    [
      "{matrix: {fast: [5, 10], slow: [50, 100, 200]}, cmd: run}",
      ["fast: 5 10", "slow: 50 100 200"],
      6n,
    ],
    ["{foreach: [spy, qqq], do: {cmd: run}}", ['item: "spy" "qqq"'], 2n],
    ["{foreach: {uk: {n: 3}, us: {n: 10}}, do: {cmd: run}}", ['key: "uk" "us"'], 2n],
    ["{foreach: '${names}', do: {cmd: run}}", ['item: "a" "b" "c"'], 3n],
    ["{matrix: {x: '${deep.er}', y: [1, 2]}, cmd: run}", ["x: 7 8", "y: 1 2"], 4n],
    ["{foreach: '${elsewhere}', do: {cmd: run}}", [], undefined],
    ["{foreach: [], do: {cmd: run}}", ["item: "], 0n],
    ["{matrix: {include: [1, 2]}, cmd: run}", ["include: 1 2"], 2n],
  ])("reads the DVC stage %s", (stage, axes, combinations) => {
    const text = `vars: [params.json, {names: [a, b, c]}, {deep: {er: [7, 8]}}]\nstages:\n  s: ${stage}\n`;
    expect(summary(text)).toMatchObject({ tool: "dvc-matrix", axes, combinations });
  });
});

describe("documents that hold no sweep of their own", () => {
  it.each([
    [
      "qlib_init: {provider_uri: data}\ntask: {model: {kwargs: {loss: mse}}}\n",
      "qlib-workflow",
      undefined,
    ],
    [
      "stake_currency: USDT\nmax_open_trades: 3\nexchange: {name: binance}\n",
      "freqtrade-config",
      undefined,
    ],
    [
      "- {venues: [], data: []}\n- {venues: [], data: [], engine: {}}\n- {data: [], venues: []}\n",
      "run-list",
      3n,
    ],
  ])("is told of %s", (text, tool, combinations) => {
    expect(summary(text)).toMatchObject({ tool, combinations });
  });
});

describe("what is no sign of a tool", () => {
  it.each([
    "strategies: [{type: a}]\nmethod: grid\nparameters: {fast: [5, 10]}\n",
    "method: grid\nparameters: {fast: [5, 10]}\n",
    "method: walk_forward\nparameters: {fast: {values: [5, 10]}}\n",
    "method: grid\nparameters: [{name: fast, min: 1, max: 2}]\n",
    "optimization: {method: grid, parameters: {fast: {min: 5, max: 10}}}\n",
    "jobs: 4\n",
    "jobs: {nightly: {strategy: momentum}}\n",
    "jobs: [{strategy: {matrix: {a: [1]}}}]\n",
    "jobs: {a: {strategy: {matrix: [[1, 0], [0, 1]]}}}\n",
    "strategy: {matrix: {a: [1, 2]}}\n",
    "stages: [a, b]\n",
    "stages: {warm_up: {matrix: {a: [1, 2]}}}\n",
    "stages: {warm_up: {foreach: [1, 2]}}\n",
    "hydra: {run: {dir: out}}\n",
    "hydra: {sweeper: basic}\n",
    "sweeper: {params: {a: '1,2'}}\n",
    "exchange: {name: binance}\n",
    "stake_currency: USDT\nexchange: binance\n",
    "- {venues: [], data: []}\n- {venues: []}\n",
    "- 1\n",
    "[]\n",
    "just words\n",
  ])("%s", (text) => {
    expect(recognizeText(text)).toBeUndefined();
  });
});

it("never throws, whatever stands where a tool has its parts", () => {
  const part = fc.constantFrom(
    "1",
    "x",
    "[]",
    "[1, {a: 1}]",
    "{}",
    "{a: 1, b: [1, 2]}",
    "{values: 1, min: a}",
    "null",
    "'range(1'",
    "{a: 'choice()', b: {c: 'zip(1)'}}",
    "2020-01-01",
    "{a: {strategy: {matrix: {include: 1}}}, b: {matrix: {}, foreach: {}, cmd: 1, do: 1}}",
  );
  const holders = [
    (text: string) => `{method: grid, parameters: {x: {values: [1]}, y: ${text}}}`,
    (text: string) =>
      `{hydra: {sweeper: {params: ${text}, grid_params: ${text}, list_params: ${text}}}}`,
    (text: string) => `{hydra: {sweeper: {combinations: [${text}, ${text}], seeds: ${text}}}}`,
    (text: string) => `{jobs: ${text}, stages: ${text}, vars: ${text}}`,
    (text: string) =>
      `{jobs: {a: {strategy: {matrix: {a: [1], include: ${text}, exclude: [${text}]}}}}}`,
  ];
  fc.assert(
    fc.property(part, fc.constantFrom(...holders), (text, hold) => {
      expect(() => recognizeText(hold(text))).not.toThrow();
    }),
  );
});
