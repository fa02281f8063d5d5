import fc from "fast-check";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import type { Fix } from "../../text/diagnostic.ts";
import { readYaml } from "../../yaml/read-yaml.ts";
import type { Value } from "../../yaml/value.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { plainOf, valueOf, type Literal } from "../test-support/literal.ts";
import { readWithAdvice } from "../test-support/read-with-advice.ts";
import type { WorkflowReading } from "./workflow.ts";

const knownKeys = [
  [
    "type",
    "name",
    "strategies",
    "optimization",
    "parameter_grids",
    "risk",
    "execution",
    "portfolio",
  ],
  ["initial_capital", "data", "expect", "parameters", "params", "risk_config", "execution_config"],
  ["portfolio_config", "commission", "max_position_size", "lookback_period", "fill", "limits"],
  ["min", "max", "step", "values", "choices", "value", "risk.commission", "strategy.x"],
  ["comission", "parametrs", "a", "__proto__", "constructor", "toString", "", "a.b"],
].flat();
const scalar: fc.Arbitrary<Literal> = fc.oneof(
  fc.constantFrom<Literal>(null, true, 0n, 1n, 2n, 10n ** 30n, 0.1, -0, Infinity, NaN),
  fc.constantFrom("momentum", "range(1, 3, 1)", "range(1, 3)", "range(0, 1, 0.1)", "fixed", ""),
  fc.bigInt({ min: -5n, max: 5n }),
  fc.string({ maxLength: 8 }),
  fc.double(),
);

const range = {
  min: fc.oneof(fc.constantFrom<Literal>(0n, 1n, 0.5, -1), scalar),
  max: fc.oneof(fc.constantFrom<Literal>(2n, 3n, 2.5, 1e9), scalar),
  step: fc.oneof(fc.constantFrom<Literal>(1n, 0.5, 0.1, 0n, -1n, 1e-7), scalar),
};
const key = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...knownKeys) }, scalar);

/** Any document at all, made mostly of words that mean something. */
const anything = fc.letrec<{ value: Literal }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.record(range, { requiredKeys: ["max"] }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 6 }).map((entries) => new Map(entries)),
  ),
})).value;

/** Something of the right shape, with anything inside. */
const section = fc.dictionary(fc.constantFrom(...knownKeys), anything, { maxKeys: 4 });
const strategy = fc.record(
  {
    type: fc.oneof(fc.constantFrom("momentum", "breakout", "custom"), anything),
    name: anything,
    params: fc.oneof(section, anything),
    parameters: fc.oneof(section, anything),
    risk: fc.oneof(section, anything),
    risk_config: fc.oneof(section, anything),
  },
  { requiredKeys: ["type"] },
);
const likely: fc.Arbitrary<Literal> = fc.record(
  {
    strategies: fc.oneof({ weight: 8, arbitrary: fc.array(strategy, { maxLength: 3 }) }, anything),
    optimization: fc.oneof(fc.record({ parameter_grids: fc.oneof(section, anything) }), anything),
    risk: fc.oneof(section, anything),
    execution: fc.oneof(section, anything),
    portfolio: fc.oneof(section, anything),
    initial_capital: anything,
    expect: fc.oneof(section, anything),
    type: anything,
  },
  { requiredKeys: [] },
);
const document = fc.oneof({ weight: 4, arbitrary: likely }, anything);

function axesOf({ workflow }: WorkflowReading) {
  return [...workflow.grid, ...workflow.strategies.flatMap(({ parameters }) => parameters)];
}

it("reads anything without an exception, and gives every axis at least one value", () => {
  fc.assert(
    fc.property(document, (literal) => {
      const reading = readWithAdvice(valueOf(literal));
      for (const { values } of axesOf(reading)) {
        expect(values.count).toBeGreaterThanOrEqual(1);
        expect(values.count).toBeLessThanOrEqual(1_000_000);
        expect(values.at(0)).toBeDefined();
        expect(values.at(values.count - 1)).toBeDefined();
      }
      const { strategies } = reading.workflow;
      expect(strategies.map(({ index }) => index)).toEqual(strategies.map((_, i) => i));
      for (const { entry } of strategies)
        expect(entry.entries.has(valueKey("parameters"))).toBe(true);
      for (const { message } of reading.diagnostics) expect(message.length).toBeLessThan(700);
    }),
    { numRuns: 800 },
  );
});

it("blocks exactly where a strategy, a section or an axis is not usable", () => {
  fc.assert(
    fc.property(document, (literal) => {
      const { workflow, diagnostics } = readWithAdvice(valueOf(literal));
      const blocked = diagnostics.some(({ blocking }) => blocking);
      expect(blocked || workflow.strategies.length > 0).toBe(true);
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      for (const { blocking, code } of errors) expect(blocking).toBe(!stands.has(code));
    }),
  );
});

/** Errors beside which the plan stands. */
const stands: ReadonlySet<Diagnostic["code"]> = new Set([
  "strategy-without-type",
  "sweep-not-read",
  "expect-unknown",
  "expect-shape",
]);

function valueKey(text: string) {
  const [first] = (valueOf({ [text]: null }) as Extract<Value, { type: "map" }>).entries.keys();
  return first ?? ("" as never);
}

const named = fc.constantFrom("commission", "size", "comission", "limits", "max", "a.b", "x");
const plain = fc.oneof(
  fc.constantFrom<Literal>("fixed", "a b", "", "# no", "- x", null, true),
  fc.integer({ min: 0, max: 9 }),
);
const listed = fc.array(plain, { minLength: 1, maxLength: 3 });
const roleSection = fc.dictionary(
  named,
  fc.oneof(
    plain,
    listed,
    fc.dictionary(named, fc.oneof(plain, listed), { minKeys: 1, maxKeys: 3 }),
  ),
  { minKeys: 1, maxKeys: 4 },
);
/** Documents that only need what the fixes offer, in block style. */
const fixable = fc
  .record(
    {
      strategies: fc.constant([{ type: "momentum", parameters: { lookback_period: [10, 20] } }]),
      optimization: fc.oneof(
        fc.record({ parameter_grids: fc.dictionary(fc.constantFrom("p", "q"), listed) }),
        fc.constantFrom({ method: "grid" }, {}, null),
      ),
      risk: roleSection,
      execution: roleSection,
      initial_capital: fc.oneof(plain, listed),
    },
    { requiredKeys: ["strategies", "risk"] },
  )
  .chain((members) => {
    const entries = Object.entries(members);
    const { length } = entries;
    return fc.shuffledSubarray(entries, { minLength: length, maxLength: length });
  })
  .map((entries) => new Map(entries));

it("offers only fixes that leave a valid text with the meaning that they promise", () => {
  let moved = 0;
  fc.assert(
    fc.property(fixable, fc.integer({ min: 1, max: 4 }), fc.boolean(), (members, indent, crlf) => {
      const printed = stringify(members, { indent, lineWidth: 0 });
      const text = crlf ? printed.replaceAll("\n", "\r\n") : printed;
      const before = read(text);
      for (const { code, path, fixes } of before.diagnostics) {
        for (const fix of fixes) {
          const after = read(apply(text, fix));
          expect(errorsOf(after.diagnostics)).toEqual([]);
          expect(after.diagnostics.some((each) => each.code === code && each.path === path)).toBe(
            false,
          );
          if (code !== "literal-in-section") continue;
          moved++;
          expect(afterMove(after)).toEqual(movedBy(before, path));
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(moved).toBeGreaterThan(50);
});

/** Base sections and grid, as plain as can be compared; the place of a moved axis is free. */
function afterMove({ workflow: { base, grid } }: WorkflowReading) {
  const { risk, execution, portfolio } = base;
  return {
    sections: [risk, execution, portfolio].map(plainOf),
    grid: new Map(
      grid.map(({ key: own, values: { count, at } }) => [
        plainOf(own),
        Array.from({ length: count }, (_, i) => plainOf(at(i))),
      ]),
    ),
  };
}

/** What a move must give: the value gone from its section, and in the grid under its path. */
function movedBy(before: WorkflowReading, path: string) {
  const { sections, grid } = afterMove(before);
  const gridKey = path === "initial_capital" ? "portfolio.initial_capital" : path;
  const keys = gridKey.split(".");
  let parent = sections[["risk", "execution", "portfolio"].indexOf(keys[0] ?? "")];
  for (const step of keys.slice(1, -1))
    parent = parent instanceof Map ? parent.get(step) : undefined;
  if (!(parent instanceof Map)) throw new Error(`nothing at ${path}`);
  grid.set(gridKey, parent.get(keys.at(-1)) as unknown[]);
  parent.delete(keys.at(-1));
  return { sections, grid };
}

function read(text: string): WorkflowReading {
  const yaml = readYaml(text, "pyyaml");
  const reading = readWithAdvice(yaml.value, { text, reading: "pyyaml" });
  return { ...reading, diagnostics: [...yaml.diagnostics, ...reading.diagnostics] };
}

function errorsOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.flatMap(({ severity, message }) => (severity === "error" ? [message] : []));
}

function apply(text: string, { edits }: Fix): string {
  let result = text;
  for (const { range: at, text: inserted } of edits.toSorted(
    (a, b) => b.range.start - a.range.start,
  )) {
    result = result.slice(0, at.start) + inserted + result.slice(at.end);
  }
  return result;
}
