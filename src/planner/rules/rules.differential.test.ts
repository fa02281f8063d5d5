import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { nowhere } from "../../text/source-range.ts";
import type { Value } from "../../yaml/value.ts";
import { valueOf, type Literal } from "../test-support/literal.ts";
import { normalTyped, typedOf } from "../test-support/typed.ts";
import { mutate, randomFrom } from "../test-support/yaml-texts.ts";
import { compileExpression } from "./compile-expression.ts";
import { referencesIn } from "./expression.ts";
import { operandOf } from "./operand.ts";
import { parseExpression } from "./parse-expression.ts";
import { describeRefusal, isRefusal, type Refusal } from "./refusal.ts";
import { expressions, floats, integers, texts } from "./test-support/arbitrary-expression.ts";
import {
  askPython,
  treeOf,
  typedOperand,
  type PythonAnswer,
  type Question,
} from "./test-support/ask-python.ts";
import { printExpression } from "./test-support/print-expression.ts";

const count = Number(process.env["RULES"] ?? 3000);
const [seed = 0] = process.env["RULES_SEED"]
  ? [Number(process.env["RULES_SEED"])]
  : fc.sample(fc.nat(), 1);
const names = ["a", "b", "c", "risk.x", "risk.y"];

const dates = [
  "2001-01-01",
  "2000-02-29",
  "2001-01-01T00:00:00",
  "2001-01-01T00:00:00.000001",
  "2001-01-01T00:00:00+00:00",
  "2001-01-01T01:00:00+01:00",
  "2000-12-31T23:59:59-05:30",
].map((value): Value => ({ type: "date", value, range: nowhere }));
const sets = [[], [1n], [1]].map((items): Value => ({
  type: "set",
  items: items.map(valueOf),
  range: nowhere,
}));
const bytes = ["", "YQ=="].map((value): Value => ({ type: "binary", value, range: nowhere }));
const scalars: fc.Arbitrary<Literal> = fc.oneof(
  integers,
  integers.map((value) => -value),
  floats,
  floats.map((value) => -value),
  fc.constant(NaN),
  texts,
  fc.boolean(),
  fc.constant(null),
);
const values: fc.Arbitrary<Value> = fc.oneof(
  { weight: 8, arbitrary: scalars.map(valueOf) },
  fc.array(fc.oneof(scalars, fc.array(scalars, { maxLength: 1 })), { maxLength: 2 }).map(valueOf),
  fc.dictionary(fc.constantFrom("k", "l"), scalars, { maxKeys: 2 }).map(valueOf),
  fc.constantFrom(...dates, ...sets, ...bytes),
);
const variables = fc
  .tuple(...names.map(() => values))
  .map((drawn) => new Map(drawn.map((value, i) => [names[i] ?? "", value])));
const expressionTexts = expressions(fc.constantFrom(...names.map((name) => name.split(".")))).map(
  printExpression,
);

/** What this project makes of it, in the words of the oracle. */
function answerHere({ text, values: valuesByName }: Question): PythonAnswer {
  const parsed = parseExpression(text);
  if (!parsed.ok) return { syntax: parsed.problem.code };
  const { expression } = parsed;
  const references = referencesIn(expression, text);
  const operands = references.flatMap(({ segments }) => {
    const value = valuesByName.get(segments.join("."));
    return value ? [operandOf(value)] : [];
  });
  const tree = treeOf(expression);
  if (operands.length < references.length) return { tree, refused: "NameError" };
  const computed = compileExpression(expression, references)(operands);
  if (isRefusal(computed)) return { tree, refused: exceptionOf(computed) };
  return { tree, value: typedOperand(computed) };
}

/** The class of Python's exception, as far as the language keeps them apart. */
function exceptionOf(refusal: Refusal): string {
  const isDivision = describeRefusal(refusal).includes("divided by zero");
  return isDivision ? "ZeroDivisionError" : "refused";
}

const refusals = new Set(["TypeError", "OverflowError", "Refused"]);

function normalAnswer(answer: PythonAnswer): unknown {
  if ("syntax" in answer) return { syntax: true };
  const tree = normalTyped(answer.tree);
  if ("value" in answer) return { tree, value: normalTyped(answer.value) };
  return { tree, refused: refusals.has(answer.refused) ? "refused" : answer.refused };
}

const isInstalled = askPython([{ text: "1 < 2", values: new Map() }]) !== undefined;

it.skipIf(!isInstalled)(
  `computes what a real Python computes, for ${count} expressions of seed ${seed} (skipped without python3)`,
  () => {
    const drawn = fc.sample(fc.tuple(expressionTexts, variables), { numRuns: count, seed });
    const questions = drawn
      .map(([text, valuesByName]) => ({ text, values: valuesByName }))
      .filter(({ text }) => parseExpression(text).ok);
    const answers = askPython(questions) ?? [];
    const wrong = questions.flatMap((question, i) => {
      const there = answers[i];
      const here = normalAnswer(answerHere(question));
      const isSame = there && isDeepStrictEqual(here, normalAnswer(there));
      if (isSame) return [];
      const typed = Array.from(question.values, ([name, value]) => [name, typedOf(value)]);
      return [JSON.stringify({ text: question.text, values: typed, here, there })];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(questions.length).toBeGreaterThan(count * 0.9);
    const computed = answers.filter((answer) => "value" in answer);
    expect(computed.length).toBeGreaterThan(count * 0.2);
  },
);

const pieces = Array.from("()[],.<>=!+-*/%'\"\\ \n\t_01e😀é").concat(
  ..." and¦ or¦not ¦ in ¦ is ¦if¦true¦None¦==¦!=¦<=¦//¦**¦abs(¦min(¦1.5e3¦.5¦0x1¦1_0¦'a'¦lambda".split(
    "¦",
  ),
);

it.skipIf(!isInstalled)(
  `reads nothing that Python does not read to the same tree, for ${count} texts of seed ${seed}`,
  () => {
    const random = randomFrom(seed);
    const questions = fc
      .sample(expressionTexts, { numRuns: count, seed })
      .map((text) => mutate(random, text, 1 + Math.floor(random() * 2), pieces))
      // a text with half a character is none to Python
      .filter((text) => parseExpression(text).ok && !/\p{Cs}/u.test(text))
      .map((text) => ({ text, values: new Map<string, Value>() }));
    const answers = askPython(questions) ?? [];
    const wrong = questions.flatMap(({ text }, i) => {
      const there = answers[i];
      const parsed = parseExpression(text);
      const here = parsed.ok ? treeOf(parsed.expression) : undefined;
      const isSame = there && "tree" in there && isDeepStrictEqual(here, normalTyped(there.tree));
      return isSame ? [] : [{ text, here, there }];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(questions.length).toBeGreaterThan(count * 0.1);
  },
);
