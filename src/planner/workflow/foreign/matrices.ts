import { entryOf, keyIdentity, type MapValue, type Value } from "../../../yaml/value.ts";
import {
  createGathering,
  namedEntries,
  valueAt,
  valuesOf,
  type ForeignAxis,
  type ForeignSweep,
} from "./foreign-sweep.ts";

/** Larger matrices are not gone through; GitHub itself runs 256 jobs at most. */
const mostListed = 4096;
const mostAxes = 64;

/** A GitHub Actions workflow: a job that has a `strategy.matrix`. */
export function recognizeGithub(root: MapValue): ForeignSweep | undefined {
  const jobs = namedEntries(entryOf(root, "jobs")?.value);
  const matrices = jobs.flatMap(({ name, value: job }) => {
    const strategy = job.type === "map" ? entryOf(job, "strategy")?.value : undefined;
    const matrix = strategy?.type === "map" ? entryOf(strategy, "matrix") : undefined;
    const isMatrix = matrix?.value.type === "map" || isExpression(matrix?.value);
    return matrix && isMatrix ? [{ ...matrix, path: `jobs.${name}.strategy.matrix` }] : [];
  });
  const counted = matrices.map(({ value }) => ({ axes: jobAxes(value), count: countJobs(value) }));
  const described = describe("a GitHub Actions matrix", matrices, counted);
  return described && { ...described, tool: "github-matrix", sections: sectionsOf(root, ["jobs"]) };
}

/** A DVC pipeline: a stage with a `matrix` and its `cmd`, or a `foreach` and its `do`. */
export function recognizeDvc(root: MapValue): ForeignSweep | undefined {
  const stages = namedEntries(entryOf(root, "stages")?.value);
  const resolve = (value: Value): Value | undefined => resolveVariable(root, value);
  const itemsOf = (value: Value): readonly Value[] | undefined => {
    const list = resolve(value);
    return list?.type === "list" ? list.items : undefined;
  };
  const matrices = stages.flatMap(({ name, value: stage }) => {
    if (stage.type !== "map") return [];
    const matrix = entryOf(stage, "matrix");
    if (matrix?.value.type === "map" && entryOf(stage, "cmd")) {
      const axes = axesOf(namedEntries(matrix.value), itemsOf);
      const count = axes && axes.reduce((n, [{ values }]) => n * BigInt(values.count), 1n);
      return [{ ...matrix, path: `stages.${name}.matrix`, axes, count }];
    }
    const each = entryOf(stage, "foreach");
    if (!each || !entryOf(stage, "do")) return [];
    const over = resolve(each.value);
    const key = over?.type === "map" ? "key" : "item";
    const items = over?.type === "map" ? keysOf(over) : itemsOf(each.value);
    const values = items && valuesOf(items);
    const axes: readonly ForeignAxis[] | undefined = values && [[{ key, values }]];
    const count = values && BigInt(values.count);
    return [{ ...each, path: `stages.${name}.foreach`, axes, count }];
  });
  const isEach = matrices[0]?.path.endsWith(".foreach");
  const described = describe(isEach ? "a DVC foreach" : "a DVC matrix", matrices, matrices);
  const sections = sectionsOf(root, ["stages", "vars"]);
  return described && { ...described, tool: "dvc-matrix", sections };
}

/** Told at the first matrix; its axes are told where it is the only one. */
function describe(
  name: string,
  matrices: readonly { readonly key: Value; readonly value: Value; readonly path: string }[],
  counted: readonly {
    readonly axes: readonly ForeignAxis[] | undefined;
    readonly count: bigint | undefined;
  }[],
): Omit<ForeignSweep, "tool" | "sections"> | undefined {
  const [first] = matrices;
  if (!first) return undefined;
  let combinations: bigint | undefined = 0n;
  for (const { count } of counted) {
    combinations =
      combinations === undefined || count === undefined ? undefined : combinations + count;
  }
  return {
    ...createGathering(),
    name,
    sign: first.key,
    path: first.path,
    axes: counted.length === 1 ? (counted[0]?.axes ?? []) : [],
    combinations,
  };
}

/** The lists of a matrix, or `undefined` where one of them is computed elsewhere. */
function axesOf(
  lists: ReturnType<typeof namedEntries>,
  itemsOf: (value: Value) => readonly Value[] | undefined,
): readonly ForeignAxis[] | undefined {
  const axes: ForeignAxis[] = [];
  for (const { name, value } of lists) {
    const items = itemsOf(value);
    if (!items) return undefined;
    axes.push([{ key: name, values: valuesOf(items) }]);
  }
  return axes;
}

/** The lists of a matrix of GitHub's, beside its rules. */
function jobAxes(matrix: Value): readonly ForeignAxis[] | undefined {
  if (matrix.type !== "map") return undefined;
  const lists = namedEntries(matrix).filter(({ name }) => name !== "include" && name !== "exclude");
  return axesOf(lists, (value) => (value.type === "list" ? value.items : undefined));
}

/**
 * How many jobs a matrix of GitHub's makes: the product of its lists, without what an `exclude`
 * matches, and one for every `include` that fits none of those that are left without changing a value
 * of theirs. `undefined` where it is computed elsewhere, or too large to go through.
 */
function countJobs(matrix: Value): bigint | undefined {
  const axes = jobAxes(matrix);
  if (!axes || matrix.type !== "map") return undefined;
  const product = axes.reduce((n, [{ values }]) => n * BigInt(values.count), 1n);
  const excludes = rulesOf(entryOf(matrix, "exclude")?.value, axes);
  const includes = rulesOf(entryOf(matrix, "include")?.value, axes);
  if (!excludes || !includes) return undefined;
  if (excludes.length === 0 && includes.length === 0) return product;
  if (product > mostListed || axes.length > mostAxes) return undefined;
  const jobs = axes.length === 0 ? [] : tuplesOf(axes);
  const left = jobs.filter((job) => !excludes.some((rule) => fits(rule, job)));
  const added = includes.filter((rule) => !left.some((job) => fits(rule, job)));
  return BigInt(left.length + added.length);
}

/** What a rule says of each axis, `undefined` for nothing; no rules where a value is no scalar. */
type Rule = readonly (string | undefined)[];

function rulesOf(
  value: Value | undefined,
  axes: readonly ForeignAxis[],
): readonly Rule[] | undefined {
  if (!value) return [];
  if (value.type !== "list") return undefined;
  const rules: Rule[] = [];
  for (const item of value.items) {
    if (item.type !== "map") return undefined;
    const rule: (string | undefined)[] = [];
    for (const [{ key }] of axes) {
      const wanted = entryOf(item, key)?.value;
      const identity = wanted && keyIdentity(wanted);
      if (wanted && identity === undefined) return undefined;
      rule.push(identity);
    }
    rules.push(rule);
  }
  return rules;
}

function fits(rule: Rule, job: Rule): boolean {
  return rule.every((wanted, i) => wanted === undefined || wanted === job[i]);
}

function tuplesOf(axes: readonly ForeignAxis[]): readonly Rule[] {
  let tuples: Rule[] = [[]];
  for (const [{ values }] of axes) {
    const items = Array.from({ length: values.count }, (_, i) => keyIdentity(values.at(i)));
    tuples = tuples.flatMap((tuple) => items.map((item) => [...tuple, item]));
  }
  return tuples;
}

function keysOf(map: MapValue): readonly Value[] {
  return Array.from(map.entries.values(), ({ key }) => key);
}

/** The values of those keys that a document has. */
function sectionsOf(root: MapValue, keys: readonly string[]): readonly Value[] {
  return keys.flatMap((key) => entryOf(root, key)?.value ?? []);
}

function isExpression(value: Value | undefined): boolean {
  return value?.type === "text" && value.value.includes("${{");
}

/** A variable such as `${models}` stands for what the document itself has under `vars`. */
function resolveVariable(root: MapValue, value: Value): Value | undefined {
  const [, path] = (value.type === "text" && /^\s*\$\{([\w.]+)\}\s*$/.exec(value.value)) || [];
  if (path === undefined) return value;
  const variables = entryOf(root, "vars")?.value;
  for (const item of variables?.type === "list" ? variables.items : []) {
    const resolved = item.type === "map" ? valueAt(item, path) : undefined;
    if (resolved) return resolved;
  }
  return undefined;
}
