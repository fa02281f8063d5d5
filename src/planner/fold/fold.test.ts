import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinationIndex, sharedRoles, type Fold } from "../model.ts";
import { planText } from "../plan-text.ts";
import { arbitraryAnyConfig } from "../test-support/arbitrary-rules.ts";
import { fieldsOfPlain } from "../test-support/brute-blame.ts";
import { planOf } from "../test-support/expect-plan.ts";
import { enumerate, type Built, type ConfigModel } from "../test-support/oracle.ts";
import { seedHash } from "../test-support/plain.ts";
import { printYaml } from "../test-support/print-yaml.ts";
import { foldScope } from "./fold.ts";

const scopes = { risk: ["risk"], execution: ["execution"], classes: sharedRoles } as const;
type Of = keyof typeof scopes;

/** Folds a scope of a text into lanes of a given room. */
function foldOf(text: string, of: Of, room?: number): Fold | undefined {
  const { factored } = planText(text, "pyyaml");
  return foldScope(factored, scopes[of], factored.scopes[of === "classes" ? "both" : of], room);
}

/** What a combination's configuration, or its pair, is equal by. */
const textOf = ({ configs }: Built, of: Of): string =>
  JSON.stringify(scopes[of].map((role) => seedHash(configs[role]).canonical));

describe("a fold of a random configuration", () => {
  const forFolds = (check: (fold: Fold, built: readonly Built[], of: Of) => void): void => {
    let folded = 0;
    fc.assert(
      fc.property(
        arbitraryAnyConfig,
        fc.nat(),
        fc.constantFrom<Of>("risk", "execution", "classes"),
        fc.constantFrom(1, 2, 3, 24),
        (config: ConfigModel, seed, of, room) => {
          const fold = foldOf(printYaml(config, { seed, shuffle: false }), of, room);
          if (!fold) return;
          folded++;
          expect(fold.stacks.length).toBeLessThanOrEqual(room);
          check(fold, enumerate(config), of);
        },
      ),
      { numRuns: 150 },
    );
    expect(folded).toBeGreaterThan(25);
  };

  it("counts in every stack what enumerating finds there", () => {
    forFolds((fold, built, of) => {
      const stacks = built.map((_, i) => fold.stackOf(combinationIndex(BigInt(i))));
      const enumerated = fold.stacks.map(({ number }) => {
        const inStack = built.filter((_, i) => stacks[i] === number);
        return {
          number,
          count: BigInt(new Set(inStack.map((one) => textOf(one, of))).size),
          combinations: BigInt(inStack.length),
        };
      });
      expect(
        fold.stacks.map(({ number, count, combinations }) => ({ number, count, combinations })),
      ).toEqual(enumerated);
      const sum = fold.stacks.reduce((all, { count }) => all + count, 0n);
      expect(sum).toBe(BigInt(new Set(built.map((one) => textOf(one, of))).size));
    });
  });

  it("lists the combinations of every stack", () => {
    forFolds((fold, built) => {
      for (const { number } of fold.stacks) {
        const indices = built.flatMap((_, i) => {
          const index = combinationIndex(BigInt(i));
          return fold.stackOf(index) === number ? [index] : [];
        });
        expect([...fold.membersOf(number)]).toEqual(indices);
      }
    });
  });

  it("puts together what has one value of its field, in order of first appearance", () => {
    forFolds((fold, built, of) => {
      const isFieldOfRole = scopes[of].some((role) => {
        const ids = new Set(
          built.flatMap(({ configs }) => [...fieldsOfPlain(configs[role]).keys()]),
        );
        return Array.from(ids).some((id) => {
          if (JSON.parse(id).join(".") !== fold.field) return false;
          const values = built.map(({ configs }) => fieldsOfPlain(configs[role]).get(id) ?? "-");
          const order = [...new Set(values)];
          const more = fold.stacks.findIndex((stack) => stack.more > 0);
          const expected = values.map((value) => {
            const place = order.indexOf(value);
            return more >= 0 && place >= more ? more : place;
          });
          const stacks = built.map((_, i) => fold.stackOf(combinationIndex(BigInt(i))));
          const left = more < 0 ? 0 : order.length - more;
          return (
            JSON.stringify(stacks) === JSON.stringify(expected) &&
            (fold.stacks.at(-1)?.more ?? 0) === left
          );
        });
      });
      expect(isFieldOfRole).toBe(true);
    });
  });
});

const described = (fold: Fold | undefined) =>
  fold?.stacks.map(({ value, more, count, combinations }) => [
    more > 0 ? more : value,
    count,
    combinations,
  ]);

describe("the stacks of a lane", () => {
  const lists = (axes: string): string => `
strategies: [{type: a, parameters: {x: [1, 2]}}]
optimization: {parameter_grids: {${axes}}}
`;
  const range = (most: number): string => `{min: 1, max: ${most}, step: 1}`;

  it("are 23 commissions and 17 more of 40 × 2 fees", () => {
    const fold = foldOf(lists(`slippage: [1, 2], commission: ${range(40)}`), "execution");
    expect(fold?.field).toBe("commission");
    expect(described(fold)?.slice(0, 2)).toEqual([
      ["1", 2n, 4n],
      ["2", 2n, 4n],
    ]);
    expect(described(fold)?.slice(22)).toEqual([
      ["23", 2n, 4n],
      [17, 34n, 68n],
    ]);
  });

  it("are one a value where there is room for all", () => {
    const fold = foldOf(lists(`slippage: ${range(3)}, commission: [1, 2]`), "execution");
    expect(described(fold)).toEqual([
      ["1", 2n, 4n],
      ["2", 2n, 4n],
      ["3", 2n, 4n],
    ]);
  });

  it("are exact where a million containers are not listed", () => {
    const text = lists(`commission: ${range(1000)}, slippage: ${range(1000)}`);
    expect(planOf(text).roles.execution.listed).toBe(false);
    const fold = foldOf(text, "execution");
    expect(fold?.field).toBe("commission");
    expect(described(fold)?.slice(22)).toEqual([
      ["23", 1000n, 2000n],
      [977, 977_000n, 1_954_000n],
    ]);
  });

  it("are exact at 10^12 combinations", () => {
    const tens = Array.from({ length: 8 }, (_, i) => `p${i}: ${range(10)}`).join(", ");
    const text = `
strategies: [{type: a, parameters: {${tens}}}]
optimization:
  parameter_grids:
    risk.stop_loss: ${range(10)}
    commission: ${range(10)}
    slippage: ${range(10)}
    execution.delay: ${range(10)}
risk: {commission: 1}
execution: {commission: 1}
`;
    expect(planOf(text).combinations).toBe(10n ** 12n);
    const risk = foldOf(text, "risk");
    expect(described(risk)?.map(([, ...counts]) => counts)).toEqual(
      Array.from({ length: 10 }, () => [10n, 10n ** 11n]),
    );
    const classes = foldOf(text, "classes");
    // it splits both roles, so that most containers would be saved without it
    expect(classes?.field).toBe("commission");
    expect(described(classes)?.[9]).toEqual(["10", 1000n, 10n ** 11n]);
    const members = classes?.membersOf(9);
    const last = combinationIndex(10n ** 12n - 1n);
    expect([members?.count, members?.has(last), classes?.stackOf(last)]).toEqual([
      10n ** 11n,
      true,
      9,
    ]);
  });

  it("tell strategies apart by their overrides, absent ones too", () => {
    const strategies = Array.from({ length: 30 }, (_, i) =>
      i === 7 ? "  - {type: a}" : `  - {type: a, risk: {stop_loss: ${i}}}`,
    ).join("\n");
    const fold = foldOf(`strategies:\n${strategies}\n`, "risk");
    expect(fold?.field).toBe("stop_loss");
    expect(described(fold)?.[7]).toEqual(["absent", 1n, 1n]);
    expect(described(fold)?.[23]).toEqual([7, 7n, 7n]);
  });

  it("have no value where a grid key goes deeper for one strategy", () => {
    const fold = foldOf(
      `strategies: [{type: a}, {type: b}]
risk: {limits: 5}
optimization: {parameter_grids: {a.risk.limits.max: [1]}}
`,
      "risk",
    );
    expect([fold?.field, described(fold)]).toEqual([
      "limits",
      [
        ["absent", 1n, 1n],
        ["5", 1n, 1n],
      ],
    ]);
  });

  it("say where their values are written", () => {
    const text = lists("commission: [0.001, 0.002]");
    const [first] = foldOf(text, "execution")?.stacks ?? [];
    const [range0] = first?.ranges ?? [];
    expect(range0 && text.slice(range0.start, range0.end)).toBe("0.001");
  });

  it("are none where nothing differs", () => {
    expect(foldOf(lists("initial_capital: [1, 2]"), "risk")).toBeUndefined();
  });
});
