import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nowhere } from "../../../text/source-range.ts";
import { valueOf } from "../../test-support/literal.ts";
import { decimalsOf, divideIntegers, roundHalfEven } from "./python-number.ts";
import { rangeCount, rangeValues, type NumberValue } from "./range.ts";

function numberOf(written: bigint | number): NumberValue {
  const value = valueOf(written);
  if (value.type !== "int" && value.type !== "float") throw new Error("no number");
  return value;
}

type Case = readonly [min: bigint | number, max: bigint | number, step: bigint | number];

function boundsOf([min, max, step]: Case) {
  return { min: numberOf(min), max: numberOf(max), step: numberOf(step) };
}

function expand(range: Case): readonly string[] {
  const bounds = boundsOf(range);
  const count = rangeCount(bounds);
  const values = rangeValues(bounds, count, nowhere);
  return Array.from({ length: Math.min(count, 200) }, (_, i) =>
    spell(values.at(i).type, values.at(i)),
  );
}

function spell(type: string, value: unknown): string {
  const { value: number } = value as NumberValue;
  return type === "int" ? `int ${number}` : `float ${bitsOf(Number(number))}`;
}

/** All 64 bits, so that a last digit or a sign of zero cannot hide. */
function bitsOf(x: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

const someInteger = fc.oneof(
  fc.bigInt({ min: -50n, max: 50n }),
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
);
/** Floats as people write them, and some that nobody would. */
const someFloat = fc
  .oneof(
    { weight: 4, arbitrary: fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.nat({ max: 6 })) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -18, max: 25 })),
    },
  )
  .map(([digits, decimals]) => Number(`${digits}e${-decimals}`));
const anyFloat = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 });
const someNumber = fc.oneof(someInteger, someFloat, someFloat, anyFloat);

/** Ranges with a step above 0 and at most about 300 values. */
const someRange = fc
  .tuple(someNumber, fc.oneof(someNumber, someFloat), fc.nat({ max: 300 }), fc.boolean())
  .map(([min, written, steps, exact]): Case => {
    const step = abs(written);
    if (typeof min === "bigint" && typeof step === "bigint") {
      return [min, min + BigInt(steps) * step + (exact ? 0n : step / 3n), step];
    }
    const max = Number(min) + steps * Number(step) * (exact ? 1 : 1.0003);
    return [min, Number.isInteger(max) && exact && Math.abs(max) < 1e15 ? BigInt(max) : max, step];
  })
  .filter(
    ([min, max, step]) => step > 0 && max >= min && rangeCount(boundsOf([min, max, step])) < 1e6,
  );

function abs(x: bigint | number): bigint | number {
  return typeof x === "bigint" ? (x < 0n ? -x : x) : Math.abs(x);
}

const python = spawnSync("python3", ["-c", "print('ok')"], { encoding: "utf8" }).stdout === "ok\n";

/** Runs a Python function `f` over arguments, each a list of integers (text) and floats (bits). */
function runPython(
  f: string,
  cases: readonly (readonly (bigint | number)[])[],
): readonly unknown[] {
  const script = `
import json, math, struct, sys
from decimal import Decimal
def load(x): return int(x[1:]) if x[0] == "i" else struct.unpack(">d", bytes.fromhex(x[1:]))[0]
def spell(x): return "int %d" % x if isinstance(x, int) else "float " + struct.pack(">d", x).hex()
${f}
print(json.dumps([f(*map(load, case)) for case in json.load(sys.stdin)]))`;
  const input = cases.map((numbers) =>
    numbers.map((x) => (typeof x === "bigint" ? `i${x}` : `f${bitsOf(x)}`)),
  );
  const run = spawnSync("python3", ["-c", script], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 2 ** 27,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as unknown[];
}

describe.skipIf(!python)(
  "in the arithmetic of a real Python (skipped where there is no python3)",
  () => {
    it("expands ranges to the same bits", () => {
      const cases = fc.sample(someRange, { numRuns: 1500, seed: 1 });
      const expanded = runPython(
        `
def decimals(x): return 0 if isinstance(x, int) else max(0, -Decimal(repr(x)).as_tuple().exponent)
def f(a, b, s):
    n = math.floor((b - a) / s + 1e-9) + 1
    if all(isinstance(x, int) for x in (a, b, s)): return [spell(a + i * s) for i in range(min(n, 200))]
    d = max(decimals(a), decimals(s))
    return [spell(float(round(float(a + i * s), d))) for i in range(min(n, 200))]`,
        cases,
      );
      for (const [i, range] of cases.entries()) {
        expect({ range, values: expand(range) }).toEqual({ range, values: expanded[i] });
      }
    });

    it("rounds as round() does, ties too", () => {
      const ties = fc
        .tuple(fc.integer({ min: -99999, max: 99999 }), fc.nat({ max: 12 }))
        .map(([odd, power]) => (2 * odd + 1) / 2 ** power);
      const any = fc.double({ noNaN: true, noDefaultInfinity: true });
      const cases = fc
        .sample(fc.tuple(fc.oneof(ties, any, someFloat), fc.nat({ max: 340 }), fc.boolean()), {
          numRuns: 6000,
          seed: 2,
        })
        .map(([x, decimals, few]) => [x, BigInt(few ? decimals % 15 : decimals)] as const);
      const rounded = runPython("f = lambda x, n: spell(round(x, n))", cases);
      for (const [i, [x, decimals]] of cases.entries()) {
        const ours = `float ${bitsOf(roundHalfEven(x, Number(decimals)))}`;
        expect({ x, decimals, rounded: ours }).toEqual({ x, decimals, rounded: rounded[i] });
      }
    });

    it("divides integers as / does", () => {
      const large = fc.bigInt({ min: -(2n ** 120n), max: 2n ** 120n });
      const cases = fc.sample(
        fc.tuple(fc.oneof(someInteger, large), fc.oneof(someInteger, large)),
        {
          numRuns: 2000,
          seed: 3,
        },
      );
      const positive = cases.map(([a, b]) => [a, (b < 0n ? -b : b) + 1n] as const);
      const divided = runPython("f = lambda a, b: spell(a / b)", positive);
      for (const [i, [a, b]] of positive.entries()) {
        const ours = `float ${bitsOf(divideIntegers(a, b))}`;
        expect({ a, b, quotient: ours }).toEqual({ a, b, quotient: divided[i] });
      }
    });

    it("counts decimals as Decimal(repr(x)) does, but for a trailing .0", () => {
      const cases = fc.sample(fc.oneof(someFloat, anyFloat), { numRuns: 2000, seed: 4 });
      const counted = runPython(
        "f = lambda x: max(0, -Decimal(repr(x)).normalize().as_tuple().exponent)",
        cases.map((x) => [x]),
      );
      expect(cases.map(decimalsOf)).toEqual(counted);
    });
  },
);

it("is at hand: python3 for the comparison", ({ skip }) => {
  skip(!python, "no python3 here: ranges are not compared with a real Python");
  expect(python).toBe(true);
});

/** A slow path of its own: exact decimal fractions instead of floats. */
function expandSlowly([min, max, step]: readonly [number, number, number], decimals: number) {
  const values: number[] = [];
  for (let units = min; units <= max; units += step) values.push(Number(`${units}e-${decimals}`));
  return values;
}

it("gives the decimals that a reader expects", () => {
  const units = fc.integer({ min: -20_000, max: 20_000 });
  const steps = fc.tuple(
    units,
    fc.integer({ min: 1, max: 999 }),
    fc.nat({ max: 150 }),
    fc.nat({ max: 8 }),
  );
  fc.assert(
    fc.property(steps, fc.nat({ max: 998 }), ([min, step, count, decimals], beyond) => {
      const max = min + step * count + (beyond % step);
      const [a, b, s] = [min, max, step].map((x) => Number(`${x}e-${decimals}`));
      const bounds = boundsOf([a ?? 0, b ?? 0, s ?? 0]);
      const values = rangeValues(bounds, rangeCount(bounds), nowhere);
      const expanded = Array.from({ length: values.count }, (_, i) => values.at(i));
      const numbers = expanded.map((value) => (value.type === "float" ? value.value + 0 : value));
      expect(numbers).toEqual(expandSlowly([min, max, step], decimals).map((x) => x + 0));
    }),
  );
});

it("claims distinct values only where they are", () => {
  fc.assert(
    fc.property(someRange, (range) => {
      const bounds = boundsOf(range);
      const values = rangeValues(bounds, rangeCount(bounds), nowhere);
      const spelled = Array.from({ length: Math.min(values.count, 400) }, (_, i) =>
        spell(values.at(i).type, values.at(i)),
      );
      expect(!values.distinct || new Set(spelled).size === spelled.length).toBe(true);
    }),
  );
});
