import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Value } from "../../../yaml/value.ts";
import { normalTyped, typedOf } from "../../test-support/typed.ts";
import type { Expression, Literal } from "../expression.ts";
import { valueOfOperand, type Operand } from "../operand.ts";

/** A rule's text and the values of its names, by their dotted paths. */
export type Question = { readonly text: string; readonly values: ReadonlyMap<string, Value> };

const answer = z.union([
  z.strictObject({ syntax: z.string() }),
  z.strictObject({ tree: z.unknown(), refused: z.string() }),
  z.strictObject({ tree: z.unknown(), value: z.unknown() }),
]);
export type PythonAnswer = z.infer<typeof answer>;

const oracle = fileURLToPath(new URL("../../fixtures/rules_oracle.py", import.meta.url));

/** What one real Python makes of all of them; `undefined` where none is installed. */
export function askPython(questions: readonly Question[]): readonly PythonAnswer[] | undefined {
  const lines = questions.map(({ text, values }) => {
    const variables = Object.fromEntries(
      Array.from(values, ([name, value]) => [name, typedOf(value)]),
    );
    return `${JSON.stringify({ text, variables })}\n`;
  });
  const { status, stdout, stderr } = spawnSync("python3", [oracle], {
    input: lines.join(""),
    maxBuffer: 2 ** 28,
    encoding: "utf8",
  });
  if (status === null) return undefined;
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => answer.parse(JSON.parse(line)));
}

/** An operand in the words of the oracle; no rule makes anything but scalars. */
export function typedOperand(operand: Operand): unknown {
  if (typeof operand === "object" && operand !== null) return { nested: operand.type };
  return normalTyped(typedOf(valueOfOperand(operand)));
}

/** A tree in the words of the oracle: nested lists that begin with what the node is. */
export function treeOf(expression: Expression): unknown {
  switch (expression.type) {
    case "literal":
      return ["literal", typedLiteral(expression)];
    case "name":
      return ["name", ...expression.segments];
    case "negation":
    case "not":
      return [expression.type, treeOf(expression.operand)];
    case "arithmetic":
      return [expression.operator, treeOf(expression.left), treeOf(expression.right)];
    case "comparison": {
      const links = expression.links.map((link) =>
        "list" in link
          ? [link.operator, [link.list.bracket, ...link.list.items.map(typedLiteral)]]
          : [link.operator, treeOf(link.operand)],
      );
      return ["comparison", treeOf(expression.first), ...links];
    }
    case "logic":
      return [expression.operator, ...expression.operands.map(treeOf)];
    case "call":
      return [expression.function, ...expression.operands.map(treeOf)];
  }
}

function typedLiteral({ value }: Literal): unknown {
  return typedOperand(value);
}
