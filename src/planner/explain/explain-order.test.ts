import { describe, expect, it } from "vitest";
import { planText } from "../plan-text.ts";
import { blameOf } from "./blame/blame.ts";
import { countDuplicates } from "./blame/duplicates.ts";
import { comparePlans } from "./compare/comparison.ts";
import { diagnoseExpectations } from "./expect/expect.ts";
import { explainPlan, type Explanation } from "./explanation.ts";

const planOf = (text: string) => planText(text, "pyyaml");

function explained(text: string): Explanation {
  const { plan, factored } = planOf(text);
  return explainPlan(plan, factored, text);
}

/** A grid with an axis of so many values for every key, in written order. */
const gridOf = (axes: Readonly<Record<string, number>>): string =>
  `strategies: [{type: a}]
optimization:
  parameter_grids:
${Object.entries(axes)
  .map(([key, count]) => `    ${key}: [${numbers(count).join(", ")}]\n`)
  .join("")}`;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
/** So many keys that begin with a word, each with a value. */
const keys = (count: number, word: string, value: number): Record<string, number> =>
  Object.fromEntries(numbers(count).map((i) => [`${word}${i}`, value]));

describe("blame", () => {
  it("stands by what fields cost, and of equals in the order of the text", () => {
    const { blame } = explained(
      gridOf({ "execution.a": 2, "execution.b": 3, "execution.c": 2, "execution.d": 3 }),
    );
    expect(blame.map(({ field, removes }) => [field, removes])).toEqual([
      ["b", 24n],
      ["d", 24n],
      ["a", 18n],
      ["c", 18n],
    ]);
  });

  it("has risk before execution where fields of both cost the same", () => {
    const { blame } = explained(gridOf({ "execution.a": 2, "risk.b": 2, "execution.c": 2 }));
    expect(blame.map(({ field, removes }) => [field, removes])).toEqual([
      ["a", 2n],
      ["c", 2n],
      ["b", 1n],
    ]);
    const tied = explained(gridOf({ "execution.a": 2, "risk.b": 2 }));
    expect(tied.blame.map(({ field }) => field)).toEqual(["b", "a"]);
  });

  it("takes the smallest set that gains, of the roles that have one", () => {
    // `a` and `b` are tied in risk, `a` alone gains in execution
    const { blame } = explained(`strategies:
  - {type: s, risk: {a: 1, b: 1}, execution: {a: 1}}
  - {type: t, risk: {a: 2, b: 2}, execution: {a: 2}}
`);
    expect(blame.map(({ field, gainingSet, tiedWith }) => [field, gainingSet, tiedWith])).toEqual([
      ["a", ["a"], ["b"]],
      ["b", ["b", "a"], ["a"]],
    ]);
  });

  it.each([49, 50, 51])("lists 50 fields, and counts all %i", (count) => {
    const strategies = numbers(count).map((i) => `  - {type: a, risk: {f${i}: 1}}\n`);
    const { blame, blameCount } = explained(`strategies:\n${strategies.join("")}  - {type: b}\n`);
    expect(blame.map(({ field }) => field)).toEqual(
      numbers(Math.min(count, 50)).map((i) => `f${i}`),
    );
    expect(blameCount).toBe(count);
  });

  it.each([1000, 1001])("explains a thousand fields of a role, not %i", (count) => {
    const { plan, factored } = planOf(gridOf(keys(count, "risk.f", 2)));
    const { rows, notComputed } = blameOf(factored, plan.counts.optimized);
    const reason = `${count} fields of risk differ; at most 1000 are explained`;
    expect([rows.length, notComputed]).toEqual(
      count > 1000 ? [0, [{ role: "risk", reason }]] : [count, []],
    );
  });

  it.each([99, 100, 101])("lists a hundred values of a field, and counts all %i", (count) => {
    const [row] = explained(gridOf({ slippage: count })).blame;
    expect(row?.values.map(({ text }) => text)).toEqual(numbers(Math.min(count, 100)).map(String));
    expect(row?.valuesCount).toBe(count);
  });

  it.each([99, 100, 101])("lists a hundred values below a place, and counts all %i", (count) => {
    const list = numbers(count).map((i) => `{v: ${i}}`);
    const [row] = explained(
      `strategies: [{type: a}]\noptimization: {parameter_grids: {risk.x: [${list.join(", ")}]}}\n`,
    ).blame;
    expect(row?.values.map(({ text }) => text)).toEqual(numbers(Math.min(count, 100)).map(String));
    expect(row?.valuesCount).toBe(count);
  });

  it.each([19, 20, 21])("names 20 places of a value below a place, of %i", (count) => {
    const list = numbers(count).map((i) => `{v: 0, w: ${i}}`);
    const { plan, factored } = planOf(
      `strategies: [{type: a}]\noptimization: {parameter_grids: {risk.x: [${list.join(", ")}, {v: 1}]}}\n`,
    );
    const { rows } = blameOf(factored, plan.counts.optimized);
    const [value] = rows.find(({ field }) => field === "x.v")?.values ?? [];
    expect([value?.text, value?.ranges.length]).toEqual(["0", Math.min(count, 20)]);
  });

  it.each([1000, 1001])("looks for values among a thousand that may repeat, not %i", (count) => {
    const [row] = explained(
      `strategies: [{type: a}]
optimization: {parameter_grids: {slippage: [${"0, ".repeat(count - 1)} 1]}}
`,
    ).blame;
    expect(row?.values.map(({ text }) => text)).toEqual(count > 1000 ? ["0"] : ["0", "1"]);
    expect(row?.valuesCount).toBe(2);
  });

  it.each([19, 20, 21])("names 20 places of a cause, of %i", (count) => {
    const strategies = numbers(count).map((i) => `  - {type: a, risk: {x: ${i}}}\n`);
    const text = `strategies:\n${strategies.join("")}`;
    const [row] = explained(text).blame;
    expect(row?.cause.ranges.map(({ start, end }) => text.slice(start, end))).toEqual(
      numbers(Math.min(count, 20)).map(String),
    );
  });

  it.each([3, 4, 5])("names four places of a value, of %i", (count) => {
    const strategies = numbers(count).map(() => `  - {type: a, risk: {x: 1, y: 2}}\n`);
    const [row] = explained(`strategies:\n${strategies.join("")}  - {type: b}\n`).blame;
    expect(row?.values[0]?.ranges).toHaveLength(Math.min(count, 4));
  });
});

it.each([100, 101])("lists a hundred axes, of %i", (count) => {
  const { axes } = explained(gridOf(keys(count, "strategy.f", 2)));
  expect(axes.map(({ key }) => key)).toEqual(numbers(100).map((i) => `strategy.f${i}`));
});

describe("the headline's causes", () => {
  it("stand by how they multiply, and of equals in the order of blame, eight at most", () => {
    const causesOf = (axes: Readonly<Record<string, number>>) =>
      explained(gridOf(axes)).headline.roles[1]?.causes.map(({ field }) => field);
    const keyed = (...names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [`execution.${name}`, name < "c" ? 2 : 3]));
    expect(causesOf(keyed("a", "c", "b", "d"))).toEqual(["c", "d", "a", "b"]);
    expect(causesOf(keyed("q", "p", "o", "n", "m", "l", "k", "j"))).toHaveLength(8);
    expect(causesOf(keyed("q", "p", "o", "n", "m", "l", "k", "j", "i"))?.join("")).toBe("qponmlkj");
  });
});

describe("the combinations that repeat another one", () => {
  const duplicatesOf = (text: string) => explained(text).headline.duplicates;

  it.each([500, 501])("are counted up to 500 strategies, not %i", (count) => {
    const text = `strategies: [${numbers(count)
      .map((i) => `{type: s${i}}`)
      .join(", ")}]`;
    expect(duplicatesOf(text)).toBe(count > 500 ? undefined : 0n);
  });

  it.each([2500, 2501])("are compared up to 5000 of like strategies, not 2500 + %i", (count) => {
    const text = `strategies:
  - {type: a, parameters: {x: {min: 1, max: 2500, step: 1}}}
  - {type: a, parameters: {x: {min: 2, max: ${count + 1}, step: 1}}}
`;
    expect(duplicatesOf(text)).toBe(count > 2500 ? undefined : 2499n);
  });

  it.each([1250, 1251])("are compared up to 5000 of all like ones, not 3 × 1250 + %i", (count) => {
    const list = (name: string, values: number): string =>
      `  - {type: ${name}, parameters: {x: {min: 1, max: ${values}, step: 1}}}\n`;
    const text = `strategies:\n${list("a", 1250).repeat(2)}${list("b", 1250)}${list("b", count)}`;
    expect(duplicatesOf(text)).toBe(count > 1250 ? undefined : 2500n);
  });

  it.each([
    [10, 10_000],
    [11, 9091],
  ])("are counted among 100,000 enumerated values, not %i × %i", (strategies, values) => {
    const types = numbers(strategies).map((i) => `{type: s${i}}`);
    const list = numbers(values).map((i) => `{v: ${i}}`);
    const text = `strategies: [${types.join(", ")}]
optimization: {parameter_grids: {risk.x: [${list.join(", ")}]}}
`;
    const { plan, factored } = planOf(text);
    expect(countDuplicates(plan, factored)).toBe(strategies * values > 100_000 ? undefined : 0n);
  });
});

describe("lenses", () => {
  it("stand in the order of the text, one a line", () => {
    const { lenses } = explained(`risk: {x: 1}
strategies:
  - {type: a, execution: {y: 1}}
  - {type: b}
optimization: {parameter_grids: {risk.x: [1, 2]}}
execution: {y: 2}
`);
    const starts = lenses.map(({ range }) => range.start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(lenses.map(({ text }) => text)).toEqual([
      "×2 risk",
      "×2 execution",
      "×2 risk",
      "×2 execution",
    ]);
  });

  it("name the larger factor first, and of equal ones execution", () => {
    const texts = (risk: string, execution: string) =>
      explained(`strategies: [{type: a}]
optimization:
  parameter_grids:
    commission: [1, 2]
risk: ${risk}
execution: ${execution}
`).lenses.find(({ range }) => range.start > 40)?.text;
    expect(texts("{commission: 0}", "{commission: 0}")).toBe("×2 execution · ×2 risk");
    expect(texts("{commission: 0}", "{}")).toBe("×2 risk");
  });

  it.each([500, 501])("stand at 500 lines at most, of %i", (count) => {
    const strategies = numbers(count).map((i) => `  - {type: a, risk: {x: ${i}}}\n`);
    const { lenses } = explained(`strategies:\n${strategies.join("")}`);
    expect(lenses).toHaveLength(Math.min(count, 500));
  });

  it.each([3, 4])("say three things of a line that splits in %i fields", (count) => {
    const fields = (value: number) =>
      `{${numbers(count)
        .map((i) => `f${i}: ${value}`)
        .join(", ")}}`;
    const axes = numbers(count).map((i) => `execution.f${i}: [${numbers(i + 2).join(", ")}]`);
    const { lenses } = explained(`strategies: [{type: a}]
optimization: {parameter_grids: {${axes.join(", ")}}}
execution: ${fields(1)}
`);
    const factors = numbers(count).map((i) => `×${i + 2} execution`);
    expect(lenses[0]?.text.split(" · ")).toEqual(
      count > 3 ? [...factors.slice(0, 3), "…"] : factors,
    );
  });

  it.each([7, 8, 9])("explain eight fields of a line, of %i", (count) => {
    const axes = numbers(count).map((i) => `execution.f${i}: [1, 2]`);
    const [lens] = explained(
      `strategies: [{type: a}]\noptimization: {parameter_grids: {${axes.join(", ")}}}\n`,
    ).lenses;
    expect(lens?.sentence.split("\n").map((line) => /execution\.f\d|…/.exec(line)?.[0])).toEqual([
      ...numbers(Math.min(count, 8)).map((i) => `execution.f${i}`),
      ...(count > 8 ? ["…"] : []),
    ]);
  });

  it.each([24, 25])("say that each container is shared by two, up to 24, not of %i", (count) => {
    const shared = explained(
      `${gridOf({ slippage: count, "strategy.x": 2 })}execution: {}\n`,
    ).lenses.find(({ kind }) => kind === "shared");
    expect(shared?.text).toBe(`${count} execution${count > 24 ? "" : ", each shared by 2"}`);
  });

  it.each([5, 6])("name five of %i fields in which a section's containers differ", (count) => {
    const { lenses } = explained(
      `${gridOf(keys(count, "execution.f", 2))}execution:\n  mode: fast\n`,
    );
    const named = numbers(Math.min(count, 5)).map((i) => `\`f${i}\``);
    expect(lenses.at(-1)?.sentence).toContain(
      `they differ in ${named.join(", ")}${count > 5 ? ", …." : "."}`,
    );
  });

  it.each([3, 4])("name three of %i tied fields", (count) => {
    const fields = (value: number) => numbers(count).map((i) => `f${i}: ${value}`);
    const { lenses } = explained(`strategies:
  - {type: a, risk: {${fields(1).join(", ")}}}
  - {type: b, risk: {${fields(2).join(", ")}}}
`);
    expect(lenses[0]?.text).toBe(`splits risk: f0 + f1 + f2${count > 3 ? " + …" : ""}`);
  });

  it.each([23, 24, 25])("name 24 containers at most, of %i", (count) => {
    const [lens] = explained(gridOf({ slippage: count })).lenses;
    expect(lens?.containers).toEqual(numbers(Math.min(count, 24)).map((i) => `execution_${i}`));
  });
});

describe("an expectation that fails", () => {
  const said = (axes: Readonly<Record<string, number>>): string => {
    const text = `${gridOf(axes)}expect: {execution: 1}\n`;
    const { plan, factored } = planOf(text);
    return diagnoseExpectations(plan, factored, text)[0]?.message ?? "";
  };

  it("blames the larger factor first, and of equal ones the first of the text", () => {
    expect(said({ "execution.b": 2, "execution.c": 3, "execution.a": 2 })).toBe(
      "execution is 12, expected 1: line 5 `c` multiplies it by 3, line 4 `b` by 2, line 6 `a` by 2",
    );
  });

  it("blames the axes of most values for too many combinations", () => {
    const text = `${gridOf({ b: 2, c: 3, a: 2 })}expect: {combinations: 1}\n`;
    const { plan, factored } = planOf(text);
    expect(diagnoseExpectations(plan, factored, text)[0]?.message).toContain(
      "line 5 `c` multiplies it by 3, line 4 `b` by 2, line 6 `a` by 2",
    );
  });

  it.each([3, 4, 5, 6])("names four of %i fields", (count) => {
    const message = said(keys(count, "execution.f", 2));
    expect(message.match(/`f\d`/g)).toEqual(numbers(Math.min(count, 4)).map((i) => `\`f${i}\``));
    expect(/ and \d+ more$/.exec(message)?.[0] ?? "").toBe(
      count > 4 ? ` and ${count - 4} more` : "",
    );
  });
});

describe("a comparison", () => {
  const compare = (before: string, after: string) => comparePlans(planOf(before), planOf(after));

  it("tells the larger difference first, and of equal ones execution", () => {
    const none = gridOf({});
    const summary = (axes: Readonly<Record<string, number>>) =>
      compare(none, gridOf(axes)).summary.split(";")[0];
    expect(summary({ "risk.a": 2, "execution.b": 2 })).toBe(
      "+1 execution, +1 risk, 1 → 4 combinations",
    );
    expect(summary({ "risk.a": 3, "execution.b": 2 })).toBe(
      "+2 risk, +1 execution, 1 → 6 combinations",
    );
  });

  it("tells axes before strategies and fields", () => {
    const before = `${gridOf({ slippage: 1 })}risk: {x: 1}\n`;
    const after = `${gridOf({ slippage: 2 }).replace("{type: a}", "{type: a}, {type: b}")}risk: {x: 2}\n`;
    expect(compare(before, after).changes.map(({ field, what }) => [field, what])).toEqual([
      ["slippage", "×2"],
      ["strategies", "1 → 2"],
      ["risk.x", "1 → 2"],
    ]);
  });

  it.each([3, 4, 5, 6])("names four of %i causes, the last of them with `and`", (count) => {
    const { summary } = compare(gridOf({}), gridOf(keys(count, "execution.f", 2)));
    const named = numbers(Math.min(count, 4)).map((i) => `f${i} (×2)`);
    const causes = count > 4 ? [...named, `${count - 4} more`] : named;
    const told = causes.map((cause) => cause.replace(/^f/, "execution.f"));
    expect(summary.split("caused by ")[1]).toBe(
      `${told.slice(0, -1).join(", ")} and ${told.at(-1)}`,
    );
  });

  it.each([500, 501])("lists 500 containers, and counts the fates of all %i", (count) => {
    const { roles } = compare(gridOf({}), gridOf({ slippage: count - 1 }));
    const [, execution] = roles;
    // one is gone, and the others are new
    expect(execution?.containers).toHaveLength(Math.min(count, 500));
    expect([execution?.fates?.split, execution?.fates?.added]).toEqual([count, 0]);
    expect(execution?.containers.slice(0, 3).map(({ after }) => after)).toEqual([
      "execution_0",
      "execution_1",
      "execution_2",
    ]);
  });

  it.each([20_000, 20_001])("matches 20,000 containers, not %i", (count) => {
    const swept = `strategies: [{type: a}]
optimization: {parameter_grids: {slippage: {min: 1, max: ${count}, step: 1}}}
`;
    const [, execution] = compare(gridOf({ slippage: 2 }), swept).roles;
    expect([execution?.limit, execution?.fates?.unchanged]).toEqual(
      count > 20_000
        ? ["over 20000 execution containers: only their counts are compared", undefined]
        : [undefined, 1],
    );
  });

  it("links a container to the first of those with which it has equally much in common", () => {
    const before = "strategies: [{type: a, execution: {commission: 1}}]";
    const after = `${before}\noptimization: {parameter_grids: {slippage: [0.1, 0.2, 0.3]}}`;
    const [, execution] = compare(before, after).roles;
    const gone = execution?.containers.find(({ before: id }) => id !== undefined);
    expect(gone?.others).toEqual(["execution_0", "execution_1", "execution_2"]);
    const [, back] = compare(after, before).roles;
    expect(back?.containers.map(({ fate, others }) => [fate, others])).toEqual([
      ["merged", ["execution_0", "execution_1", "execution_2"]],
      ["merged", ["execution_0"]],
      ["merged", ["execution_0"]],
      ["merged", ["execution_0"]],
    ]);
  });

  it("takes the first of two containers with which one has equally much in common", () => {
    const configured = (fees: readonly number[]) =>
      `strategies:\n${fees.map((fee, i) => `  - {type: s${i}, execution: {commission: ${fee}}}\n`).join("")}`;
    const { roles } = compare(configured([1, 1, 2, 2, 2, 2]), configured([3, 4, 3, 3, 4, 4]));
    expect(
      roles[1]?.containers.map(({ before, after, others }) => [before ?? after, others]),
    ).toEqual([
      ["execution_0", ["execution_0", "execution_1"]],
      ["execution_1", ["execution_1"]],
      ["execution_0", ["execution_0"]],
      ["execution_1", ["execution_0", "execution_1"]],
    ]);
  });

  it.each([999, 1000, 1001])("compares lists by all values up to a thousand, not %i", (count) => {
    const list = (second: number) =>
      `strategies: [{type: a}]
optimization: {parameter_grids: {slippage: [0, ${second}, ${numbers(count - 2)
        .map((i) => i + 2)
        .join(", ")}]}}
`;
    const [change] = compare(list(1), list(-1)).changes;
    expect(change?.what).toBe(count > 1000 ? undefined : "other values");
  });

  it.each([39, 40, 41])("spells 40 letters of a value, of %i", (count) => {
    const risk = (value: string) => `strategies: [{type: a}]\nrisk: {x: ${value}}`;
    const digits = "7".repeat(count);
    const [change] = compare(risk("1"), risk(digits)).changes;
    expect(change?.what).toBe(`1 → ${count > 40 ? `${digits.slice(0, 39)}…` : digits}`);
    // never half of a sign, which stands behind a quotation mark
    const [signs] = compare(risk("1"), risk(`${"x".repeat(37)}😀x`)).changes;
    expect(signs?.what).toBe(`1 → "${"x".repeat(37)}…`);
  });
});
