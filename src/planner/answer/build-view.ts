import { at } from "../../text/collections.ts";
import { copyRange } from "../../text/source-range.ts";
import { showControls } from "../../yaml/quote-value.ts";
import { keyText, type Value, type YamlReading } from "../../yaml/value.ts";
import {
  combinationIndex,
  containerId,
  type CombinationClass,
  type CombinationIndex,
  type Folds,
  laneRoom,
  type Plan,
  type SharedContainer,
  type SharedRole,
} from "../model.ts";
import { shownText } from "../sharing/canonical/config-text.ts";
import { labelsOf } from "../sharing/containers/labels.ts";
import { wireAdapters, type Adapter, type AdapterEnd } from "../wiring/wire.ts";
import type { Axis, Strategy } from "../workflow/workflow.ts";
import type {
  AdapterView,
  ClassFoldView,
  ClassView,
  CombinationView,
  FieldView,
  FoldView,
  PlanView,
  RoleView,
  SharedContainerView,
} from "./view.ts";

/** At most this many nodes are drawn at once (spec page 5, "Graph"). */
const drawingBudget = 120n;
/** At most this many axes of a class are named. */
const stripLength = 8;
/** A lane over this many cards folds. */
const laneBudget = BigInt(laneRoom);

/**
 * What a page shows of a plan, of bounded size and cost whatever the number of combinations is. Lanes
 * are not folded yet: that looks at every strategy, which thousands of them make slow.
 */
export function buildView(plan: Plan, reading: YamlReading): PlanView {
  const { risk, execution } = plan.roles;
  const drawn = risk.count <= laneBudget && execution.count <= laneBudget;
  const classes = drawn && plan.classCount <= laneBudget ? (plan.classes() ?? []) : [];
  const adapters = drawn ? (wireAdapters(plan) ?? []) : [];
  return {
    name: plan.workflow.name,
    reading,
    combinations: plan.combinations,
    dropped: plan.dropped,
    rules: plan.rules,
    counts: plan.counts,
    unread: plan.workflow.unread,
    roles: { risk: viewRole(plan, "risk"), execution: viewRole(plan, "execution") },
    classCount: plan.classCount,
    classes: classes.map((combinationClass) => viewClass(plan, combinationClass)),
    classFold: undefined,
    combinationViews:
      classes.length > 0 && plan.counts.optimized.containers <= drawingBudget
        ? viewCombinations(plan)
        : [],
    adapters: adapters.map(viewAdapter),
    explanation: undefined,
  };
}

/** The view with its lanes folded. */
export function withFolds(view: PlanView, folds: Folds): PlanView {
  const { risk, execution } = view.roles;
  return {
    ...view,
    roles: {
      risk: { ...risk, fold: viewFold(folds, "risk") },
      execution: { ...execution, fold: viewFold(folds, "execution") },
    },
    classFold: viewClassFold(folds),
  };
}

function viewRole(plan: Plan, role: SharedRole): RoleView {
  const { count, listed, container } = plan.roles[role];
  const shown = count <= laneBudget ? Number(count) : 0;
  const containers = Array.from({ length: shown }, (_, number) => container(number));
  return { role, count, listed, fold: undefined, containers: viewContainers(containers) };
}

function viewFold(folds: Folds, role: SharedRole): FoldView | undefined {
  const fold = folds.fold(role);
  return fold && { field: fold.field, stacks: fold.stacks };
}

function viewClassFold(folds: Folds): ClassFoldView | undefined {
  const fold = folds.fold("classes");
  return (
    fold && {
      field: fold.field,
      stacks: fold.stacks,
      cards: { risk: folds.cardsMet("risk"), execution: folds.cardsMet("execution") },
    }
  );
}

/** Containers of one role with their fields; labels grow where two of those given collide. */
export function viewContainers(
  containers: readonly SharedContainer[],
): readonly SharedContainerView[] {
  const labels = labelsOf(containers);
  return containers.map(({ id, number, config, serves, canonical }, i) => ({
    id,
    number,
    key: canonical,
    label: labels[i] ?? null,
    fields: fieldsOf(config),
    serves: serves.count,
  }));
}

function viewClass(
  plan: Plan,
  { risk, execution, serves, strategies, decidedBy }: CombinationClass,
): ClassView {
  const { workflow, roles } = plan;
  const decided = new Set(decidedBy);
  const strategiesOfClass = strategies.flatMap((index) => workflow.strategies[index] ?? []);
  const strip = stripOf([
    workflow.grid.filter((_, position) => !decided.has(position)).map(asCounted),
    ...strategiesOfClass.map((strategy) => ownAxes(plan, strategy)),
  ]);
  return {
    risk,
    execution,
    key: JSON.stringify([
      roles.risk.container(risk).canonical,
      roles.execution.container(execution).canonical,
    ]),
    ranges: strategiesOfClass.map(({ range }) => copyRange(range)),
    count: serves.count,
    strip,
  };
}

/** What varies inside of a class, and how many values or tuples of values it has. */
type Counted = { readonly name: string; readonly count: number };

const asCounted = ({ key, values }: Axis): Counted => ({ name: keyText(key), count: values.count });

/** The parameters of a strategy; those that a rule couples together, as many as their tuples that stay. */
function ownAxes(plan: Plan, { index, parameters }: Strategy): readonly Counted[] {
  const coupled = plan.coupledIn(index);
  const together = new Set(coupled.flatMap((one) => one.parameters));
  return [
    ...parameters.filter((_, i) => !together.has(i)).map(asCounted),
    ...coupled.flatMap(({ parameters: own, tuples }) => {
      const name = own.map((i) => keyText(at(parameters, i).key)).join(" + ");
      return tuples === undefined ? [] : [{ name, count: tuples }];
    }),
  ];
}

/** What does not decide about the containers, each once: `lookback_period ×2`. */
function stripOf(lists: readonly (readonly Counted[])[]): readonly string[] {
  const countsByName = new Map<string, Set<number>>();
  const strip: string[] = [];
  for (const counted of lists) {
    for (const { name, count } of counted) {
      const countsOfName = countsByName.get(name);
      if (count < 2 || countsOfName?.has(count)) continue;
      countsByName.set(name, (countsOfName ?? new Set()).add(count));
      // what goes together has a line each: "fast +", "slow ×10"
      strip.push(...`${name} ×${count}`.split(/(?<= \+) /));
      if (strip.length >= stripLength) return strip;
    }
  }
  return strip;
}

function viewCombinations(plan: Plan): readonly CombinationView[] {
  return Array.from({ length: Number(plan.combinations) }, (_, index) =>
    viewCombination(plan, combinationIndex(BigInt(index))),
  );
}

const containerOf = ({ roles }: Plan, role: SharedRole, index: CombinationIndex) =>
  roles[role].listed ? roles[role].servedBy(index) : undefined;

/** One combination with its isolated containers. */
export function viewCombination(plan: Plan, index: CombinationIndex): CombinationView {
  const combination = plan.combinationAt(index);
  const config = plan.configOf("strategy", combination);
  const { name, type, range } = combination.strategy;
  return {
    index: Number(index),
    risk: containerOf(plan, "risk", index),
    execution: containerOf(plan, "execution", index),
    strategy: {
      id: containerId(`strategy_combo_${index}`),
      title: showControls(name ?? type ?? ""),
      range: copyRange(range),
      fields: fieldsOf(config).filter(({ field }) => field.startsWith("parameters.")),
    },
    portfolio: {
      id: containerId(`portfolio_combo_${index}`),
      fields: fieldsOf(plan.configOf("portfolio", combination)),
    },
  };
}

/** A mapping flattened to its leaves, `limits.max` and the value's spelling. */
function fieldsOf(value: Value, field = ""): readonly FieldView[] {
  if (value.type !== "map" || (value.entries.size === 0 && field !== "")) {
    return [{ field: showControls(field), value: shownText(value), range: copyRange(value.range) }];
  }
  return Array.from(value.entries.values()).flatMap((entry) =>
    fieldsOf(entry.value, field === "" ? keyText(entry.key) : `${field}.${keyText(entry.key)}`),
  );
}

function viewAdapter({ name, type, events, routingKey, from, to }: Adapter): AdapterView {
  const end = [from, to].flatMap((adapterEnd) => (adapterEnd.many ? [] : adapterEnd.id));
  const [, role, number] = /^(risk|execution)_(\d+)$/.exec(end[0] ?? "") ?? [];
  const sources = from.many && type === "pipeline" ? [...from.ids] : [];
  return {
    name,
    type,
    events,
    routingKey,
    sourceRisks: sources.map((id) => Number(id.slice("risk_".length))),
    role: role === "risk" || role === "execution" ? role : undefined,
    container: number === undefined ? undefined : Number(number),
    sources: sizeOf(from),
    targets: sizeOf(to),
  };
}

function sizeOf(end: AdapterEnd): bigint {
  return end.many ? end.ids.count : 1n;
}
