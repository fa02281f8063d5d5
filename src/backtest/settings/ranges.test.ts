import { describe, expect, it } from "vitest";
import { combinationIndex } from "../../planner/model.ts";
import { planText } from "../../planner/plan-text.ts";
import {
  fieldsOf,
  knownStrategyTypes,
  type FieldInfo,
} from "../../planner/workflow/advice/fields.ts";
import { never } from "../../planner/workflow/advice/read-conditions.ts";
import { nowhere } from "../../text/source-range.ts";
import { dataSettingsOf } from "../data/source.ts";
import { readExecution } from "./execution.ts";
import { describeValue } from "./field-reader.ts";
import { readPortfolio } from "./portfolio.ts";
import { readRisk } from "./risk.ts";
import { readStrategy } from "./strategy.ts";

/** At and around every bound that a field of the schema has, and what is no number at all. */
const bounds = [-10, 0, 1, 2, 10, 100, 10_000, 1_000_000, 2 ** 53];
const around = (bound: number) => [bound - 1, bound - 0.5, bound, bound + 0.5, bound + 1];
const values = [
  ...new Set(bounds.flatMap(around).map(String)),
  "1.0",
  "0.0",
  "-0.0",
  "1.0e-9",
  "-1.0e-9",
  "0.9999999",
  "1.0000001",
  "9999.9999",
  "1.0e+300",
  "null",
  "true",
  '"1"',
  "1e-4",
  "many",
];

/** A field, the text that gives it a value, and how messages call it. */
type Case = {
  readonly name: string;
  readonly text: (value: string) => string;
  readonly place: string;
};

const momentum = "strategies: [{type: momentum, parameters: {lookback_period: 2}}]";
// what takes a text as well is no number: a date, the name of a symbol
const isNumber = ({ accepts }: FieldInfo) =>
  !accepts("many") && values.some((value) => accepts(Number(value)));
// the method that a field needs is written beside it; what nothing reads is refused by nobody
const isRead = ({ readIf = [] }: FieldInfo) => !readIf.includes(never);
const numbersOf = (...of: Parameters<typeof fieldsOf>) =>
  [...fieldsOf(...of).values()]
    .filter((info) => isNumber(info) && isRead(info))
    .map(({ field }) => field);

const inSections = (["risk", "execution", "portfolio", "data"] as const).flatMap((section) =>
  numbersOf(section).map((name): Case => {
    const method = name === "position_size_pct" ? "position_size_method: percentage, " : "";
    return {
      name: `${section}.${name}`,
      text: (value) => `${momentum}\n${section}: {${method}${name}: ${value}}`,
      place: `${section}.${name}`,
    };
  }),
);
const inStrategies = knownStrategyTypes.flatMap((type) =>
  numbersOf("parameters", type).map((name): Case => ({
    name: `${type}.${name}`,
    text: (value) => `strategies: [{type: ${type}, parameters: {${name}: {value: ${value}}}}]`,
    place: `strategy.parameters.${name}`,
  })),
);
const atTheTop: Case = {
  name: "initial_capital",
  text: (value) => `${momentum}\ninitial_capital: ${value}`,
  place: "portfolio.initial_capital",
};

/** What the plan warns of in a field's value, and what the backtest's notes refuse. */
function answers({ text, place }: Case, value: string) {
  const { plan, diagnostics } = planText(text(value), "pyyaml");
  const combination = plan.combinationAt(combinationIndex(0n));
  const strategy = readStrategy(plan.configOf("strategy", combination));
  const notes = [
    ...(strategy.status === "known" ? strategy.notes : []),
    ...readRisk(plan.configOf("risk", combination)).notes,
    ...readExecution(plan.configOf("execution", combination)).notes,
    ...readPortfolio(plan.configOf("portfolio", combination)).notes,
    ...dataSettingsOf(plan).notes,
  ];
  const expectations = diagnostics
    .filter(({ code }) => code === "field-value")
    .map(({ message }) => /should be (.*), found/.exec(message)?.[1]);
  const refusals = notes
    .filter((note) => note.startsWith(`${place} `))
    .map((note) => / is not (.*); /.exec(note)?.[1]);
  return { expectations, refusals };
}

describe("a field has one range, for the plan and for the backtest", () => {
  it.each([...inSections, ...inStrategies, atTheTop])("$name", (field) => {
    const tried = values.map((value) => ({ value, ...answers(field, value) }));
    expect(tried.map(({ value, refusals }) => [value, refusals])).toEqual(
      tried.map(({ value, expectations }) => [value, expectations]),
    );
    // a bound that nothing is tried beyond would prove nothing
    expect(tried.some(({ expectations }) => expectations.length > 0)).toBe(true);
    expect(tried.some(({ expectations }) => expectations.length === 0)).toBe(true);
  });

  it("refuses a capital of 0 in the same words", () => {
    expect(answers(atTheTop, "0")).toMatchObject({
      expectations: ["a number above 0"],
      refusals: ["a number above 0"],
    });
  });
});

it.each([59, 60, 61])("quotes 60 letters of a value, of %i", (length) => {
  const quote = (value: string): string => describeValue({ type: "text", value, range: nowhere });
  const text = "x".repeat(length);
  expect(quote(text)).toBe(length > 60 ? `"${"x".repeat(60)}…"` : `"${text}"`);
  // never half of a sign
  expect(quote(`${"x".repeat(59)}😀`)).toBe(`"${"x".repeat(59)}…"`);
});
