import { at } from "../../text/collections.ts";
import { copyRange } from "../../text/source-range.ts";
import { keyText } from "../../yaml/value.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { RuleFigures } from "../model.ts";
import { readRules, type RulesReading } from "../rules/read-rules.ts";
import type { Rule } from "../rules/rule.ts";
import type { ReachingAxis } from "../sharing/reach/reach.ts";
import { isEmptyLane, type Dropping } from "../sweep/lane.ts";
import { gridPoints, type Space } from "../sweep/space.ts";
import type { Claim, Strategy, Workflow } from "../workflow/workflow.ts";
import { groupAxes, type CountedGroup, type DroppingRule } from "./groups.ts";
import { misplacedRules } from "./misplaced-rules.ts";
import { createNameReaders, type LaneAxis } from "./name-reader.ts";
import {
  describeNothingLeft,
  describeRules,
  tooManyTuples,
  type SaidOfRule,
} from "./rule-diagnostics.ts";
import { createRuleTables, type RuleTable, type SoundRule } from "./rule-table.ts";

/** What the rules of a document leave of its combinations, and what there is to say about them. */
type Dropped = Dropping & { readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads the rules of a document and finds what they drop (spec page 7, "Rules"). Costs the tuples of
 * the axes that a rule couples, never the combinations: all other axes only multiply.
 */
export function dropCombinations(
  workflow: Workflow,
  reach: readonly ReachingAxis[],
  space: Space,
  source: string,
): Dropped {
  const { strategies } = workflow;
  const reading = readRules(workflow.root, source);
  const rules = reading.rules.filter((rule): rule is SoundRule => rule.type !== "broken");
  const sizeOf = createSizes(workflow);
  const tableOf = createRuleTables(rules, createNameReaders(workflow, reach), sizeOf);
  const refuse = (rule: SoundRule, axes: readonly LaneAxis[], strategy: Strategy): Dropped => ({
    coupling: undefined,
    reads: strategies.map(() => new Set()),
    uses: usesOf(reading, () => "not understood"),
    rules: reading.rules.map((one) => figuresOf(one)),
    diagnostics: [...reading.diagnostics, tooManyTuples(workflow, rule, axes, strategy, sizeOf)],
  });
  const tables = tabulate(rules, strategies, tableOf);
  if ("tooMany" in tables) return refuse(tables.rule, tables.tooMany, tables.strategy);
  const dropping = strategies.map((_, s): readonly DroppingRule[] =>
    tables.flatMap((ofRule, rule) => {
      const table = at(ofRule, s);
      return table.outcomes.dropped > 0 ? [{ rule, table }] : [];
    }),
  );
  const grouping = groupAxes(reach, strategies, dropping, sizeOf);
  if ("type" in grouping) {
    const { rule } = at(at(dropping, grouping.strategy), 0);
    return refuse(at(rules, rule), grouping.axes, at(strategies, grouping.strategy));
  }
  const counts = countDropped(space, rules.length, grouping.groups);
  const figures = reading.rules.map((rule): RuleFigures => {
    const r = rules.findIndex((one) => one === rule);
    return r < 0
      ? figuresOf(rule)
      : figuresOf(rule, at(counts, r), axesOf(workflow, at(tables, r)));
  });
  const said = rules.map((rule, r): SaidOfRule => {
    return { rule, outcomes: at(tables, r).map(({ outcomes }) => outcomes) };
  });
  const diagnostics = [
    ...reading.diagnostics,
    ...misplacedRules(workflow, source),
    ...describeRules(workflow, said, source),
  ];
  const { coupling } = grouping;
  if (strategies.length > 0 && coupling.lanes.every(isEmptyLane))
    diagnostics.push(describeNothingLeft(space.count, figures));
  const dropsNothing = dropping.every((ofStrategy) => ofStrategy.length === 0);
  const reads = strategies.map((_, s) => new Set(tables.flatMap((ofRule) => at(ofRule, s).reads)));
  return {
    coupling: dropsNothing ? undefined : coupling,
    reads,
    rules: figures,
    uses: usesOf(reading, (r) => (at(figures, r).drops > 0n ? "planned" : "checked")),
    diagnostics,
  };
}

/** What every rule says of every strategy, or the first of them that has too many tuples. */
function tabulate(
  rules: readonly SoundRule[],
  strategies: readonly Strategy[],
  tableOf: ReturnType<typeof createRuleTables>,
):
  | readonly (readonly RuleTable[])[]
  | {
      readonly tooMany: readonly LaneAxis[];
      readonly rule: SoundRule;
      readonly strategy: Strategy;
    } {
  const tables: (readonly RuleTable[])[] = [];
  for (const [r, rule] of rules.entries()) {
    const ofRule: RuleTable[] = [];
    for (const strategy of strategies) {
      const table = tableOf(r, strategy);
      if ("type" in table) return { tooMany: table.axes, rule, strategy };
      ofRule.push(table);
    }
    tables.push(ofRule);
  }
  return tables;
}

/** What becomes of the values in which rules are written. */
function usesOf(
  { rules, onResults }: RulesReading,
  useOf: (rule: number) => Claim["use"],
): readonly Claim[] {
  return [
    ...rules.map(({ type, element }, r): Claim => {
      // another text in its place would not be a rule
      const use =
        type === "constraint" ? "planned" : type === "broken" ? "not understood" : useOf(r);
      return { value: element, use, ...(use === "planned" && { decides: true }) };
    }),
    ...onResults.map((value): Claim => ({ value, use: "described" })),
  ];
}

type Counted = { drops: bigint; only: bigint };

function figuresOf(
  { text, path, written }: Rule,
  { drops, only }: Counted = { drops: 0n, only: 0n },
  { axes, tuples }: Pick<RuleFigures, "axes" | "tuples"> = { axes: [], tuples: 0 },
): RuleFigures {
  return { text, path, range: copyRange(written.range), drops, only, axes, tuples };
}

function createSizes({ grid }: Workflow): (axis: LaneAxis, strategy: Strategy) => number {
  const gridSizes = grid.map(({ values }) => values.count);
  return (axis, { parameters }) =>
    gridSizes[axis] ?? at(parameters, axis - gridSizes.length).values.count;
}

/** The keys of the axes that decide about a rule for some strategy, and their tuples. */
function axesOf(
  { grid, strategies }: Workflow,
  tables: readonly RuleTable[],
): Pick<RuleFigures, "axes" | "tuples"> {
  const keys = tables.flatMap(({ axes }, s) =>
    axes.map((axis) => {
      const { key } = grid[axis] ?? at(at(strategies, s).parameters, axis - grid.length);
      return keyText(key);
    }),
  );
  const distinct = new Set(
    tables.flatMap(({ axes, outcomes }) => (axes.length > 0 ? [outcomes] : [])),
  );
  const tuples = Array.from(distinct).reduce((sum, { drops }) => sum + drops.length, 0);
  return { axes: [...new Set(keys)], tuples };
}

/**
 * How many combinations fail each rule, and how many fail no other, from counts of tuples: a group's
 * tuple stands for all places of the axes outside of it.
 */
function countDropped(
  space: Space,
  rules: number,
  groupsOf: readonly (readonly CountedGroup[])[],
): readonly Counted[] {
  const counts = Array.from({ length: rules }, (): Counted => ({ drops: 0n, only: 0n }));
  const points = gridPoints(space);
  for (const [s, groups] of groupsOf.entries()) {
    const places = points * at(space.sizes, s);
    const free = groups.reduce((all, { product }) => all / BigInt(product), places);
    for (const counted of groups) {
      const { product, failing } = counted;
      const leftByOthers = groups.reduce(
        (all, { group }) => (group === counted.group ? all : all * BigInt(group.tuples.length)),
        free,
      );
      for (const { rule, fails, only } of failing) {
        const ofRule = at(counts, rule);
        ofRule.drops += (places / BigInt(product)) * BigInt(fails);
        ofRule.only += leftByOthers * BigInt(only);
      }
    }
  }
  return counts;
}
