import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nowhere } from "../../../text/source-range.ts";
import { valueOf, type Literal } from "../../test-support/literal.ts";
import { typedOf } from "../../test-support/typed.ts";
import { readHydraText } from "./hydra-text.ts";

const noValue = "it has an empty value between its commas";

/** What a text is read as: its one value, its values, or why there are none. */
const read = (text: string): unknown => {
  const reading = readHydraText(text, nowhere);
  switch (reading.type) {
    case "value":
      return typedOf(reading.value);
    case "choice":
    case "zip":
      return {
        [reading.type]: Array.from({ length: reading.values.count }, (_, i) =>
          typedOf(reading.values.at(i)),
        ),
      };
    case "refused":
      return reading.reason;
  }
};
const typed = (literals: readonly Literal[]): readonly unknown[] =>
  literals.map((literal) => typedOf(valueOf(literal)));

describe("one value", () => {
  it.each<[string, Literal]>([
    ["5", 5n],
    ["-5", -5n],
    ["+5", 5n],
    ["1_000", 1000n],
    ["0", 0n],
    ["1e-3", 0.001],
    ["1E5", 100_000],
    ["-.5", -0.5],
    ["5.", 5],
    ["1_0.2_5", 10.25],
    ["inf", Infinity],
    ["-Inf", -Infinity],
    ["nan", Number.NaN],
    ["true", true],
    ["FALSE", false],
    ["Null", null],
    // what is no number as a whole is text
    ["007", "007"],
    ["1e-03", "1e-03"],
    ["10abc", "10abc"],
    ["1.2.3", "1.2.3"],
    ["1 2", "1 2"],
    ["2024-01-02", "2024-01-02"],
    ["_1", "_1"],
    ["information", "information"],
    ["trueish", "trueish"],
    ["yes", "yes"],
    ["None", "None"],
    ["a/b:c.d*%$+-", "a/b:c.d*%$+-"],
    // quotes and escapes
    ["'5'", "5"],
    ['" a, b "', " a, b "],
    [String.raw`'it\'s'`, "it's"],
    [String.raw`"a\\\"b"`, String.raw`a\"b`],
    [String.raw`"a\\"`, "a\\"],
    [String.raw`'a\nb'`, String.raw`a\nb`],
    [String.raw`a\,b`, "a,b"],
    [String.raw`a\ \ b`, "a  b"],
    ["", ""],
    // interpolations, lists and mappings
    ["${a.b}", "${a.b}"],
    ["${oc.env:USER,me}/x", "${oc.env:USER,me}/x"],
    ["[1, 'a,b', [true]]", [1n, "a,b", [true]]],
    ["[]", []],
    ["{a: 1, b: [2, 3]}", { a: 1n, b: [2n, 3n] }],
    ["{}", {}],
  ])("%s", (text, value) => {
    expect(read(text)).toEqual(typedOf(valueOf(value)));
    expect(read(`  ${text}  `)).toEqual(text === "" ? noValue : typedOf(valueOf(value)));
  });
});

describe("several values", () => {
  it.each<[string, readonly Literal[]]>([
    ["5,10,20", [5n, 10n, 20n]],
    [" a , 1.5,null ", ["a", 1.5, null]],
    ["choice(50)", [50n]],
    ["choice( 'a,b', [1,2], {c: 3} )", ["a,b", [1n, 2n], { c: 3n }]],
    ["choice (a, b)", ["a", "b"]],
    ["[1,2],[3]", [[1n, 2n], [3n]]],
    ["range(4)", [0n, 1n, 2n, 3n]],
    ["range(1, 4)", [1n, 2n, 3n]],
    ["range(1,10,4)", [1n, 5n, 9n]],
    ["range(1,9,4)", [1n, 5n]],
    ["range(5,1,-2)", [5n, 3n]],
    ["range(0.01,0.04,0.01)", [0.01, 0.02, 0.03]],
    ["range(0.1,0.4,0.1)", [0.1, 0.2, 0.3]],
    ["range(1, 2.5)", [1, 2]],
    ["range(2.5)", [0, 1, 2]],
    ["range(1e-3, 3e-3, 1e-3)", [0.001, 0.002]],
    ["range(start=1,stop=7,step=3)", [1n, 4n]],
    ["range(1,step=2,stop=4)", [1n, 3n]],
  ])("%s", (text, values) => {
    expect(read(text)).toEqual({ choice: typed(values) });
  });

  it("are those of a zip", () => {
    expect(read("zip(1, a)")).toEqual({ zip: typed([1n, "a"]) });
  });
});

describe("what is no finite list of values", () => {
  it.each([
    ["interval(0, 1)", "`interval(…)` has no finite list of values"],
    ["glob(*)", "`glob(…)` chooses among files that are not at hand"],
    ["tag(a, choice(1,2))", "`tag(…)` speaks to a sweeper of its own"],
    ["shuffle(1,2)", "`shuffle(…)` has no order that can be told"],
    ["sort(3,1)", "`sort(…)` is not sorted here: write its values in their order"],
    ["float(1,2)", "`float(…)` is not understood"],
    ["choice()", noValue],
    ["5,,10", noValue],
    ["5,10,", noValue],
    ["a,range(1,3)", "a function stands among its values"],
    ["choice(choice(1,2))", "a function stands among its values"],
    ["choice(1", "its quotes or brackets do not close"],
    ["1)", "its quotes or brackets do not close"],
    ["[1)", "its quotes or brackets do not close"],
    ["it's", "its quotes or brackets do not close"],
    ["'a' b", "text stands beside its quotes"],
    ["a[0]", "its quotes or brackets are odd"],
    ["range()", "`range(…)` takes up to three numbers"],
    ["range(a, b)", "`range(…)` takes up to three numbers"],
    ["range(1,2,3,4)", "`range(…)` takes up to three numbers"],
    ["range(1,start=2)", "`range(…)` takes up to three numbers"],
    ["range(1,2,0)", "its step is 0"],
    ["range(3,1)", "it has no values: its start is at or beyond its stop"],
    ["range(inf)", "its bounds and its step must be finite numbers"],
    ["range(1000001)", "it has more than 1,000,000 values"],
  ])("%s", (text, reason) => {
    expect(read(text)).toBe(reason);
  });
});

/** A value as it can be written, and what Hydra takes it for. */
type Written = { readonly text: string; readonly value: Literal };

const digit = fc.integer({ min: 0, max: 99_999 });
const plain: fc.Arbitrary<Written> = fc.oneof(
  digit.map((n) => ({ text: String(n), value: BigInt(n) })),
  digit.map((n) => ({ text: `-${n}`, value: BigInt(-n) })),
  fc.tuple(digit, fc.integer({ min: 0, max: 9 })).map(([whole, tenths]) => ({
    text: `${whole}.${tenths}`,
    value: whole + tenths / 10,
  })),
  fc.integer({ min: 1, max: 9 }).map((n) => ({ text: `${n}e-3`, value: n / 1000 })),
  fc.constantFrom<Written>(
    { text: "True", value: true },
    { text: "false", value: false },
    { text: "null", value: null },
  ),
  fc.stringMatching(/^[a-z]{3,6}[_/.-][a-z0-9]{1,3}$/).map((text) => ({ text, value: text })),
  fc.string({ maxLength: 6 }).map((value) => {
    // backslashes count before quotes alone, the closing one included
    const text = value.replace(/\\*'|\\+$/g, (run) =>
      run.replaceAll("\\", "\\\\").replace("'", "\\'"),
    );
    return { text: `'${text}'`, value };
  }),
);
const written: fc.Arbitrary<Written> = fc.oneof(
  plain,
  fc.array(plain, { maxLength: 3 }).map((items) => ({
    text: `[${items.map(({ text }) => text).join(", ")}]`,
    value: items.map(({ value }) => value),
  })),
);
const spaces = fc.stringMatching(/^ {0,2}$/);

it("takes lists apart that were put together, whatever their values and spaces", () => {
  const list = fc.array(written, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(list, spaces, fc.constantFrom("", "choice", "zip"), (items, space, name) => {
      const inside = items.map(({ text }) => space + text + space).join(",");
      const values = typed(items.map(({ value }) => value));
      const isOne = name === "" && values.length === 1;
      const wanted = isOne ? values[0] : { [name === "zip" ? "zip" : "choice"]: values };
      expect(read(name === "" ? inside : `${name}(${inside})`)).toEqual(wanted);
    }),
  );
});

it("reads up to 1,000,000 values, as an axis of a plan has", () => {
  const reading = readHydraText("range(1000000)", nowhere);
  expect(reading.type === "choice" && reading.values.count).toBe(1_000_000);
});

it("counts ranges as Python does, in hundredths as in whole numbers", () => {
  const bound = fc.integer({ min: -60, max: 60 });
  const step = bound.filter((n) => n !== 0);
  const hundredths = (n: number): string => (n / 100).toFixed(2);
  fc.assert(
    fc.property(bound, bound, step, (start, stop, by) => {
      const wanted: number[] = [];
      for (let n = start; by > 0 ? n < stop : n > stop; n += by) wanted.push(n);
      const none = "it has no values: its start is at or beyond its stop";
      const expected = (literals: readonly Literal[]): unknown =>
        literals.length === 0 ? none : { choice: typed(literals) };
      expect(read(`range(${start}, ${stop}, ${by})`)).toEqual(expected(wanted.map(BigInt)));
      const decimal = `range(${[start, stop, by].map(hundredths).join()})`;
      expect(read(decimal)).toEqual(expected(wanted.map((n) => Number(hundredths(n)))));
    }),
  );
});

it("reads any text, deep brackets included, and ends", () => {
  const part = fc.constantFrom(
    "choice(",
    "range(",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "'",
    '"',
    "\\",
    ",",
    ":",
    "1",
    "a",
    " ",
    "${",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      expect(() => read(parts.join(""))).not.toThrow();
    }),
  );
  const nested = (depth: number): unknown => read("[".repeat(depth) + "]".repeat(depth));
  expect(Array.isArray(nested(32))).toBe(true);
  expect(nested(33)).toBe("its quotes or brackets do not close");
  expect(read("[".repeat(100_000))).toBe("its quotes or brackets do not close");
  expect(read(`${"[".repeat(50_000)}${"]".repeat(50_000)}`)).toBe(
    "its quotes or brackets do not close",
  );
});
