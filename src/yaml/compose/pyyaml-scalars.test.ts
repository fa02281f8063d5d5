import { expect, it } from "vitest";
import { typedOf } from "../../planner/test-support/typed.ts";
import { nowhere } from "../../text/source-range.ts";
import { constructScalar, resolveTag, type ScalarTag } from "./pyyaml-scalars.ts";

const range = nowhere;

/** What a scalar becomes by its looks, or by a tag: with its type, or the reason of its refusal. */
function held(text: string, tag: ScalarTag = resolveTag(text)): unknown {
  const built = constructScalar(tag, text, range);
  return built.ok ? typedOf(built.value) : built.reason;
}

const int = (value: string) => ({ int: value });
const float = (value: string) => ({ float: value });
const date = (value: string) => ({ date: value });
const datetime = (value: string) => ({ datetime: value });

const words: readonly (readonly [string, string | boolean | null])[] = [
  ...["yes", "Yes", "YES", "on", "On", "true", "TRUE"].map((text) => [text, true] as const),
  ...["no", "No", "NO", "off", "OFF", "false", "False"].map((text) => [text, false] as const),
  ...["y", "n", "Y", "N", "yEs", "tRUE", "oN"].map((text) => [text, text] as const),
  ["", null],
  ["~", null],
  ["null", null],
  ["Null", null],
  ["nULL", "nULL"],
  ["none", "none"],
];

it.each(words)("takes the word %s as %o", (text, value) => {
  expect(held(text)).toEqual(value);
});

it.each([
  ["0", "0"],
  ["-0", "0"],
  ["+12", "12"],
  ["010", "8"],
  ["-017", "-15"],
  ["0x1F", "31"],
  ["-0xff", "-255"],
  ["0b101", "5"],
  ["1_000", "1000"],
  ["1_", "1"],
  ["0_7", "7"],
  ["16:00", "960"],
  ["1:30:05", "5405"],
  ["-1:30", "-90"],
  ["190:20:30", "685230"],
  ["123456789012345678901234567890", "123456789012345678901234567890"],
])("takes %s as the integer %s", (text, value) => {
  expect(held(text)).toEqual(int(value));
});

it.each([
  ["1.0", "1.0"],
  ["1.", "1.0"],
  [".5", "0.5"],
  ["-1.50", "-1.5"],
  ["+1.5", "1.5"],
  ["1.0e-4", "0.0001"],
  ["1.5e+3", "1500.0"],
  [".5e-3", "0.0005"],
  ["1_0.2_5", "10.25"],
  ["1:30.5", "90.5"],
  ["-1:30.5", "-90.5"],
  [".inf", "inf"],
  ["-.INF", "-inf"],
  [".NaN", "nan"],
  ["-0.0", "-0.0"],
  ["1.0e+400", "inf"],
])("takes %s as the float %s", (text, value) => {
  expect(held(text)).toEqual(float(value));
});

// what readers expect to be numbers or dates, and Python holds as text
it.each([
  "1e-4",
  "1.0e5",
  "5e-05",
  "-.5",
  "1e400",
  "1e3",
  "+.5",
  "1.e5",
  "e5",
  "08",
  "0o10",
  "0x",
  "0b2",
  "09:30",
  "1:60",
  "1:2:99",
  "+-1",
  "- 1",
  "1,000",
  "1 000",
  "0.1.2",
  ".",
  "..",
  "+",
  ".nAn",
  "inf",
  "NaN",
  "-.nan",
  "2001-1-1",
  "2001-01-01x",
  "01-01-2001",
  "2001-01-01 10:00",
])("takes %s as text", (text) => {
  expect(held(text)).toBe(text);
});

it.each([
  ["2001-01-01", date("2001-01-01")],
  ["2000-02-29", date("2000-02-29")],
  ["2001-12-14t21:59:43.10-05:00", datetime("2001-12-14T21:59:43.100000-05:00")],
  ["2001-12-14 21:59:43.1234567 Z", datetime("2001-12-14T21:59:43.123456+00:00")],
  ["2001-1-2 3:04:05", datetime("2001-01-02T03:04:05")],
  ["2001-01-01 01:02:03 +5:30", datetime("2001-01-01T01:02:03+05:30")],
  ["2001-01-01 01:02:03-00:00", datetime("2001-01-01T01:02:03+00:00")],
])("takes %s as a date", (text, value) => {
  expect(held(text)).toEqual(value);
});

it.each([
  ["2001-02-30", "impossible date"],
  ["1900-02-29", "impossible date"],
  ["2001-04-31", "impossible date"],
  ["2001-13-01", "impossible date"],
  ["2001-00-10", "impossible date"],
  ["0000-01-01", "impossible date"],
  ["2001-01-01 24:00:00", "impossible time"],
  ["2001-01-01 10:60:00", "impossible time"],
  ["2001-01-01 10:00:60", "impossible time"],
  ["2001-01-01 10:00:00 +25:00", "impossible time"],
  ["<<", "where no key is"],
  ["=", "a meaning of its own"],
  ["!", "no value"],
  ["&", "no value"],
  ["0b", "`0b`"],
  ["0b_", "no integer"],
  ["0x_", "no integer"],
])("refuses %s, as Python does: %s", (text, reason) => {
  const tag = text === "0b" ? "int" : resolveTag(text);
  expect(held(text, tag)).toContain(reason);
});

it("is exact up to 4,300 digits and refuses more, in every base", () => {
  const digits = "9".repeat(4300);
  expect(held(digits)).toEqual(int(digits));
  expect(held(`-${digits}`)).toEqual(int(`-${digits}`));
  expect(held(`${digits}0`)).toContain("4,300 digits");
  expect(held(`-${digits}0`)).toContain("4,300 digits");
  expect(held(`0x${"f".repeat(3572)}`)).toContain("4,300 digits");
  expect(held(`0b1${"0".repeat(20_000)}`)).toContain("4,300 digits");
  expect(held(`1${":00".repeat(5000)}`)).toContain("4,300 digits");
});

it.each([20_000, 20_001])("reads numbers of 20,000 zeros and ones, not of %i digits", (digits) => {
  expect(held(`0b${"1".padStart(digits, "0")}`)).toEqual(
    digits > 20_000 ? "an integer of more than 4,300 digits" : int("1"),
  );
});

it.each<readonly [ScalarTag, string, unknown]>([
  ["int", " 7 ", int("7")],
  ["int", "+0o7", int("7")],
  ["int", "++7", int("7")],
  ["int", "+++7", "`+++7` is no integer; quote it if it is a text"],
  ["int", "0o7", int("7")],
  ["int", "1.5", "`1.5` is no integer; quote it if it is a text"],
  ["int", "1:x", "`1:x` is no integer; quote it if it is a text"],
  ["float", "7", float("7.0")],
  ["float", "1e5", float("100000.0")],
  ["float", "Infinity", float("inf")],
  ["float", "-inf", float("-inf")],
  ["float", "nan", float("nan")],
  ["float", "x", "`x` is no number; quote it if it is a text"],
  ["float", "1:x", "`1:x` is no number; quote it if it is a text"],
  ["bool", "ON", true],
  ["bool", "1", "`1` is no boolean"],
  ["null", "anything", null],
  ["str", "1", "1"],
  ["timestamp", "today", "`today` is no date"],
  ["binary", "aGk=", { binary: "aGk=" }],
  ["binary", " aG\n!k= ", { binary: "aGk=" }],
  ["binary", "aG==k", { binary: "aA==" }],
  ["binary", "aGk", "`!!binary` without whole base64 data"],
  ["binary", "é", "`!!binary` without whole base64 data"],
  ["binary", "", { binary: "" }],
])("builds !!%s %s", (tag, text, value) => {
  expect(held(text, tag)).toEqual(value);
});
