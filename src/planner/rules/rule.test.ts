import { describe, expect, it } from "vitest";
import { nowhere } from "../../text/source-range.ts";
import { readYaml } from "../../yaml/read-yaml.ts";
import type { Value } from "../../yaml/value.ts";
import { valueOf, type Literal } from "../test-support/literal.ts";
import { readRules } from "./read-rules.ts";
import { describeRefusal } from "./refusal.ts";
import { compileRule, type Outcome } from "./rule.ts";

const moment = (value: string): Value => ({ type: "date", value, range: nowhere });
const bytes = (value: string): Value => ({ type: "binary", value, range: nowhere });
const setOf = (...items: readonly Literal[]): Value => ({
  type: "set",
  items: items.map(valueOf),
  range: nowhere,
});

const nan = valueOf(NaN);
const values: Readonly<Record<string, Value>> = {
  ...Object.fromEntries(
    Object.entries({
      one: 1n,
      two: 2n,
      half: 0.5,
      zero: 0n,
      minus_zero: -0,
      nan: NaN,
      inf: Infinity,
      above: 2n ** 53n + 1n,
      above_float: 2 ** 53,
      huge: 10n ** 400n,
      yes: true,
      no: false,
      nothing: null,
      ema: "ema",
      list: [1n, 2n],
      floats: [1, 2],
      nested: { a: [1n, { b: true }] },
      same: { a: [1, { b: 1n }] },
    } satisfies Readonly<Record<string, Literal>>).map(([name, literal]) => [
      name,
      valueOf(literal),
    ]),
  ),
  short: valueOf([1n]),
  nans: { type: "list", items: [nan], range: nowhere },
  same_nan: { type: "list", items: [nan], range: nowhere },
  day: moment("2024-02-29"),
  next_day: moment("2024-03-01"),
  stamp: moment("2024-02-29T00:00:00"),
  noon_utc: moment("2024-02-29T12:00:00+00:00"),
  noon_there: moment("2024-02-29T14:00:00+02:00"),
  later_there: moment("2024-02-29T07:00:00.000001-05:00"),
  bytes: bytes("YQ=="),
  set: setOf(1n, "a"),
  other_set: setOf("a", 1),
};

/** What the only rule of a document says where its names have the values above. */
function outcomeOf(root: Value | undefined, asked: string[] = []): Outcome {
  if (root?.type !== "map") throw new Error("no mapping");
  const [rule] = readRules(root, "").rules;
  if (!rule || rule.type === "broken") throw new Error("no rule that can be computed");
  return compileRule(rule)(({ segments }) => {
    asked.push(segments.join("."));
    return values[segments.join(".")];
  });
}

const constraint = (text: string) => outcomeOf(valueOf({ constraints: [text] }));
const exclusion = (yaml: string) => outcomeOf(readYaml(`exclude: ${yaml}`, "pyyaml").value);

/** Why a rule could not be computed, and what of it. */
function refusalOf(text: string): readonly [marked: string, reason: string] | undefined {
  const outcome = constraint(text);
  if (typeof outcome === "boolean" || outcome.type !== "refused") return undefined;
  const { start, end } = outcome.range;
  return [text.slice(start, end), describeRefusal(outcome)];
}

describe("a constraint", () => {
  it.each([
    // integers are exact, and one against a float is compared exactly
    ["9007199254740993 > 9007199254740992.0", true],
    ["above == above_float", false],
    ["above > above_float and above - 1 == above_float", true],
    ["100000000000000000001 - 100000000000000000000 == 1", true],
    ["1 == 1.0 and 1 == true and one == 1.0", true],
    ["huge > inf", false],
    ["huge < inf", true],
    ["huge == inf", false],
    // floats as IEEE has them
    ["0.1 + 0.2 == 0.3", false],
    ["nan == nan", false],
    ["nan != nan", true],
    ["nan < 1 or nan >= 1", false],
    ["zero == minus_zero", true],
    ["1 / inf == 0", true],
    ["inf - inf == inf - inf", false],
    ["1e308 * 10 == inf", true],
    ["-inf < -1e999 or -inf == -1e999", true],
    // division
    ["7 // 2 == 3 and -7 // 2 == -4 and 7 // -2 == -4", true],
    ["7 % 3 == 1 and -7 % 3 == 2 and 7 % -3 == -2", true],
    ["-7.5 // 2 == -4 and -7.5 % 2 == 0.5", true],
    ["1 / 2 == 0.5 and 9007199254740992 / 2 > 1", true],
    ["6 / 3 == 2", true],
    ["1 // 0.1 == 9", true],
    ["4.5 % -1.5 == 0 and 4 % -2 == 0 and -4.5 // 1.5 == -3", true],
    // the quotient of the exact multiple is a little below a whole number
    ["65779.12867784813 // 0.005292117946660065 == 12429641", true],
    // texts by code point
    ["'\uffff' < '😀'", true],
    ["'Z' < 'a' and 'a' < 'ab' and '' < 'a'", true],
    ["ema + '_x' == 'ema_x' and ema * 2 == 'emaema' and 0 * ema == ''", true],
    ["ema == 1", false],
    // booleans are numbers to Python
    ["yes + yes == 2 and -yes == -1 and abs(no) == 0 and no < yes", true],
    // chains compute each operand once, and stop at what fails
    ["1 < two < 3 != ema", true],
    ["two < 1 < nothing", false],
    ["1 < two > 1", true],
    // membership
    ["ema in ['sma', 'ema']", true],
    ["ema not in ('sma', 'ema')", false],
    ["1 in [1.0] and true in [1] and nothing in [null] and one not in ['1']", true],
    ["nan in [1, 2] or ema in []", false],
    ["one < two in [2]", true],
    // logic stops at what decides
    ["yes or nothing < 1", true],
    ["no and nothing < 1", false],
    ["yes or one", true],
    ["not no and (no or yes)", true],
    // functions
    ["abs(-3) == 3 and abs(-0.5) == 0.5", true],
    ["min(two, one, 3) == 1 and max(two, 2.5) == 2.5", true],
    ["min(nan, 1) == 1", false],
    ["min(1, nan) == 1", true],
    ["max('b', 'a') == 'b'", true],
    // null
    ["nothing == null or nothing < 1", true],
    ["nothing == 0 or nothing == false or nothing == ''", false],
    // lists and mappings
    ["list == floats and nested == same and list <= floats and not list < floats", true],
    ["nans == nans and nans == same_nan", true],
    ["short < list and short <= list and not short > list and list > short", true],
    ["list == 1 or nested == list", false],
    // dates
    ["day < next_day and day == day and day != stamp", true],
    ["noon_utc == noon_there and noon_there < later_there", true],
    ["stamp == noon_utc", false],
    // bytes and sets
    ["bytes == bytes and bytes != 'a' and set == other_set", true],
  ])("of %s is %s", (text, outcome) => {
    expect(constraint(text)).toBe(outcome);
  });

  it.each([
    ["nothing < 0.04", "nothing < 0.04", "`null < 0.04`: null and a number have no order"],
    ["1 < 2 <= ema", "2 <= ema", '`2 <= "ema"`: a number and text have no order'],
    ["list < 1 or yes", "list < 1", "`[1, 2] < 1`: a list and a number have no order"],
    ["1 < day", "1 < day", "`1 < 2024-02-29`: a number and a date have no order"],
    [
      "day < stamp",
      "day < stamp",
      "`2024-02-29 < 2024-02-29T00:00:00`: values of this kind have no order",
    ],
    [
      "stamp < noon_utc",
      "stamp < noon_utc",
      "`2024-02-29T00:00:00 < 2024-02-29T12:00:00+00:00`: values of this kind have no order",
    ],
    ["set < set", "set < set", '`[1, "a"] < [1, "a"]`: values of this kind have no order'],
    ["min(1, ema) > 0", "min(1, ema)", '`min(1, "ema")`: a number and text have no order'],
    ["-ema < 1", "-ema", 'unary `-` takes a number, found "ema"'],
    ["abs(nothing) < 1", "abs(nothing)", "`abs` takes a number, found null"],
    ["1 < one + ema", "one + ema", '`1 + "ema"`: a number and text cannot be computed'],
    [
      "day - day == 1",
      "day - day",
      "`2024-02-29 - 2024-02-29`: values of this kind cannot be computed",
    ],
    ["ema % 2 == 0", "ema % 2", '`"ema" % 2`: text and a number cannot be computed'],
    [
      "ema * 10000 == ema",
      "ema * 10000",
      '`"ema" * 10000`: a text can be repeated a whole number of times, up to 10,000 characters',
    ],
    ["1 / zero > 1", "1 / zero", "`1 / 0`: nothing can be divided by zero"],
    ["1.5 // minus_zero > 1", "1.5 // minus_zero", "`1.5 // -0.0`: nothing can be divided by zero"],
    [
      "huge // zero > 1",
      "huge // zero",
      "`an integer of more than 60 digits // 0`: nothing can be divided by zero",
    ],
    ["1 % no > 1", "1 % no", "`1 % false`: nothing can be divided by zero"],
    [
      "above / 2 > 1",
      "above / 2",
      "`9007199254740993 / 2`: `/` takes integers up to 2^53, 9,007,199,254,740,992",
    ],
    [
      "1.5 / above > 1",
      "1.5 / above",
      "`1.5 / 9007199254740993`: `/` takes integers up to 2^53, 9,007,199,254,740,992",
    ],
    [
      "huge + 0.5 > 1",
      "huge + 0.5",
      "`an integer of more than 60 digits + 0.5`: an integer so large cannot be computed with a float",
    ],
    ["one and yes", "one", "`and` takes true or false, found 1"],
    ["no or nothing", "nothing", "`or` takes true or false, found null"],
    ["not ema", "ema", '`not` takes true or false, found "ema"'],
    ["one + two", "one + two", "a rule must be true or false, found 3"],
    ["nothing", "nothing", "a rule must be true or false, found null"],
  ])("of %s cannot be computed: %s, %s", (text, marked, reason) => {
    expect(refusalOf(text)).toEqual([marked, reason]);
  });

  it("tells the two values that Python refuses", () => {
    const outcome = constraint("nothing < 0.04");
    expect(outcome).toMatchObject({
      type: "refused",
      operator: "<",
      values: [{ type: "null" }, { type: "float", value: 0.04 }],
    });
  });

  it.each(["missing < 1", "no and missing < 1", "yes or risk.missing", "1 + ema < missing"])(
    "of %s lets a combination without the name pass, wherever it stands",
    (text) => {
      expect(constraint(text)).toMatchObject({ type: "absent" });
    },
  );

  it("asks for each name once, in the order of its references", () => {
    const asked: string[] = [];
    outcomeOf(valueOf({ constraints: "one < two and one < risk.x or two < 1" }), asked);
    expect(asked).toEqual(["one", "two", "risk.x"]);
  });
});

describe("an exclusion", () => {
  it.each([
    ["{ema: ema}", false],
    ["{ema: sma}", true],
    ["{ema: [sma, ema]}", false],
    ["{ema: [[ema]]}", true],
    ["{ema: []}", true],
    ["{one: 1.0}", false],
    ["{one: true}", false],
    ["{one: '1'}", true],
    ["{'yes': 1}", false],
    ["{nothing: null, one: 1}", false],
    ["{nothing: null, one: 2}", true],
    ["{one: [2, 3], two: 2}", true],
    ["{nan: .nan}", true],
    ["{inf: .inf, minus_zero: 0}", false],
    ["{list: [[1.0, 2]]}", false],
    ["{list: [1, 2]}", true],
    ["{nested: {a: [true, {b: 1.0}]}}", false],
    ["{nested: {a: [true, {b: 1.0}], c: 1}}", true],
    ["{day: 2024-02-29, noon_utc: 2024-02-29T13:00:00+01:00}", false],
    ["{day: '2024-02-29'}", true],
    ["{bytes: !!binary YQ==, set: !!set {a, 1}}", false],
    ["{above: 9007199254740993.0}", true],
  ])("%s keeps a combination: %s", (yaml, stays) => {
    expect(exclusion(yaml)).toBe(stays);
  });

  it("lets a combination without one of its names pass", () => {
    expect(exclusion("{one: 1, missing: 1}")).toMatchObject({ type: "absent" });
  });
});
