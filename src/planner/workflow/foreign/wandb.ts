import { quoteValue } from "../../../yaml/quote-value.ts";
import { entryOf, type MapValue, type Value } from "../../../yaml/value.ts";
import type { NumberValue } from "../axes/range.ts";
import {
  countCombinations,
  createGathering,
  namedEntries,
  valuesOf,
  type ForeignSweep,
  type Gathering,
} from "./foreign-sweep.ts";
import { stepsBefore } from "./steps.ts";

const methods = ["grid", "random", "bayes"];
/** What a parameter of a W&B sweep is written with: one of these stands in every one. */
const specWords = ["values", "value", "min", "max", "distribution", "parameters"];

/**
 * A W&B sweep: `method` is one of its searches, and `parameters` holds a parameter as W&B writes them;
 * without one, the two words alone are no sign.
 */
export function recognizeWandb(root: MapValue): ForeignSweep | undefined {
  const method = entryOf(root, "method");
  const parameters = entryOf(root, "parameters")?.value;
  if (method?.value.type !== "text" || !methods.includes(method.value.value)) return undefined;
  if (!parameters || !namedEntries(parameters).some(({ value }) => isSpec(value))) return undefined;
  const gathering = createGathering();
  gather(gathering, parameters, "");
  return {
    tool: "wandb-sweep",
    name: "a W&B sweep",
    sign: method.key,
    path: "method",
    sections: [parameters],
    ...gathering,
    combinations: countCombinations(gathering),
  };
}

function isSpec(value: Value): boolean {
  return value.type === "map" && specWords.some((word) => entryOf(value, word));
}

/** Names are sorted level by level, as the search does; W&B allows them letters of ASCII alone. */
function gather(gathering: Gathering, parameters: Value, prefix: string): void {
  const entries = namedEntries(parameters).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, value } of entries) gatherParameter(gathering, prefix + name, value);
}

function gatherParameter({ axes, fixed, refused }: Gathering, key: string, value: Value): void {
  const refuse = (reason: string): void =>
    void refused.push({ key, value, reason, multiplies: true });
  if (value.type !== "map") return refuse(`W&B takes {value: …} or {values: […]} here`);
  const member = (name: string): Value | undefined => entryOf(value, name)?.value;
  const nested = member("parameters");
  if (nested?.type === "map") return gather({ axes, fixed, refused }, nested, `${key}.`);
  const written = member("distribution");
  const distribution = written && (written.type === "text" ? written.value : quoteValue(written));
  const isOf = (name: string): boolean => distribution === undefined || distribution === name;
  const constant = member("value");
  const list = member("values");
  if (constant && isOf("constant")) return void fixed.push({ key, value: constant });
  if (list && isOf("categorical")) {
    if (member("probabilities")) return refuse("its values have probabilities");
    if (list.type !== "list" || list.items.length === 0) return refuse("`values` is no list");
    return void axes.push([{ key, values: valuesOf(list.items) }]);
  }
  const [min, max, q] = [member("min"), member("max"), member("q")];
  if (isNumber(min) && isNumber(max)) {
    const range = value.range;
    const steps =
      distribution === "q_uniform"
        ? stepsBefore({ start: min, stop: max, step: isNumber(q) ? q : one("float", range) }, range)
        : min.type === "int" && max.type === "int" && isOf("int_uniform")
          ? stepsBefore(
              { start: min, stop: { ...max, value: max.value + 1n }, step: one("int", range) },
              range,
            )
          : undefined;
    if (typeof steps === "string") return refuse(steps);
    if (steps) return void axes.push([{ key, values: steps }]);
  }
  refuse(
    distribution === undefined
      ? "it has no finite list of values"
      : `the distribution ${distribution} has no finite list of values`,
  );
}

function isNumber(value: Value | undefined): value is NumberValue {
  return value?.type === "int" || value?.type === "float";
}

/** The step of 1: an integer between integers, and W&B's own default, a float, where `q` is not written. */
function one(type: NumberValue["type"], range: Value["range"]): NumberValue {
  return type === "int" ? { type, value: 1n, range } : { type, value: 1, range };
}
