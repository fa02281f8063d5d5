import { groupBy } from "../../../text/collections.ts";
import { shorten } from "../../../yaml/quote-value.ts";
import { keyText, type MapEntry, type MapValue, type Value } from "../../../yaml/value.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { remark } from "../../later-diagnostic.ts";
import { fieldsOfAlternatives } from "../axes/alternatives.ts";
import { gridKeyPath, parametersPath } from "../axis-target.ts";
import type { AxisField, SectionRole, Strategy } from "../workflow.ts";
import { similarKey } from "./did-you-mean.ts";
import { fieldInfo, fieldsOf } from "./fields.ts";
import {
  readingOf,
  sectionOf,
  type FieldReading,
  type ReadSection,
  type WritingAxis,
  type WrittenWorkflow,
} from "./read-fields.ts";

const roles: readonly SectionRole[] = ["risk", "execution", "portfolio"];

/** Swept fields that no rule of the backtest reads in any combination that it simulates. */
export function notSimulatedFields(written: WrittenWorkflow): ReadonlySet<AxisField> {
  return new Set(unreadFields(written, readingOf(written)).map(({ field }) => field));
}

/** So many axes are told; a page shows no more diagnostics than that. */
const mostAxes = 100;

/** Tells of every swept field that the backtest does not read, where its key stands. */
export function tellUnreadAxes(
  written: WrittenWorkflow,
  reading: FieldReading,
): readonly Diagnostic[] {
  // what an alias stands for is swept in every place, and told once
  const byStart = new Map(
    unreadFields(written, reading).map((unread) => [unread.field.key.range.start, unread]),
  );
  return [...byStart.values()]
    .slice(0, mostAxes)
    .map(({ field: { key }, path, reason }) => tell(path, [shorten(keyText(key))], key, reason));
}

type UnreadField = {
  readonly field: AxisField;
  readonly path: string;
  readonly reason: string;
};

/** Those of the grid, then those of parameters; not what writes nowhere, or is overwritten. */
function unreadFields({ reach }: WrittenWorkflow, reading: FieldReading): readonly UnreadField[] {
  const ofGrid = reach.flatMap(({ axis, targets }) =>
    axis.fields.flatMap((field, place): readonly UnreadField[] => {
      const reason = unreadWhereWritten(
        reading,
        field,
        targets.filter((target) => target.field === place),
      );
      const path = gridKeyPath(axis.grid, field.key);
      return reason === undefined ? [] : [{ field, path, reason }];
    }),
  );
  const ofStrategies = reading.simulated.flatMap((strategy) =>
    strategy.parameters.flatMap((axis): readonly UnreadField[] => {
      if (axis.fixed) return [];
      return axis.fields.flatMap((field) => {
        const { key } = field;
        if (isAlwaysRead("parameters", strategy, key)) return [];
        if (reading.writerOf("parameters", strategy, key)) return [];
        const reason = reasonFor(reading, "parameters", [strategy], [key]);
        const path = `${parametersPath(strategy)}.${keyText(key)}`;
        return reason === undefined ? [] : [{ field, path, reason }];
      });
    }),
  );
  return [...ofGrid, ...ofStrategies];
}

/** Whether the backtest reads a field whatever stands beside it: most fields, told at once. */
function isAlwaysRead(section: ReadSection, { type }: Strategy, key: Value): boolean {
  const info = key.type === "text" ? fieldInfo(section, key.value, type) : undefined;
  return info !== undefined && !info.readIf;
}

/** Why nothing reads what is written to some places; `undefined` where something may. */
function unreadWhereWritten(
  reading: FieldReading,
  written: AxisField,
  targets: WritingAxis["targets"],
): string | undefined {
  const reasons = targets.flatMap((target): readonly (string | undefined)[] => {
    const { strategies } = target;
    const concerned = strategies
      ? reading.simulated.filter(({ index }) => strategies.has(index))
      : reading.simulated;
    if (concerned.length === 0) return [];
    if (target.path.length === 0) {
      const keys = fieldsOfAlternatives(written).flatMap(({ key }) =>
        describing.has(keyText(key)) ? [] : [[key]],
      );
      const ofKeys = keys.map((path) => reasonFor(reading, sectionOf(target), concerned, path));
      return ofKeys.length > 0 ? ofKeys : ["its alternatives only have names"];
    }
    return [reasonFor(reading, sectionOf(target), concerned, target.path)];
  });
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** Why the backtest does not read a place in any combination of some strategies. */
function reasonFor(
  reading: FieldReading,
  section: ReadSection,
  strategies: readonly Strategy[],
  [key, ...below]: readonly Value[],
): string | undefined {
  if (!key) return undefined;
  const field = key.type === "text" && below.length === 0 ? key.value : undefined;
  const knowing = strategies.filter(
    (strategy) => field !== undefined && reading.infoOf(section, strategy, field),
  );
  if (field !== undefined && knowing.length > 0) {
    return reading.obstacle(section, knowing, field)?.reason;
  }
  if (section !== "parameters") return `the backtest knows no such field of ${section}`;
  const types = [...new Set(strategies.map(({ type }) => type))];
  return `the backtest knows no such parameter of ${types.join(" or ")}`;
}

/** Keys that describe, and promise nothing. */
const describing = new Set(["type", "name", "description", "tags", "metadata"]);

/**
 * Tells of fixed fields that the backtest does without. What it does not know is told once for a
 * section, at the first of its fields, and of a field once for all strategies: other engines know many.
 */
export function tellUnreadFields(
  { workflow, reach }: WrittenWorkflow,
  reading: FieldReading,
): readonly Diagnostic[] {
  const { simulated } = reading;
  if (simulated.length === 0) return [];
  const toldFields = new Set<string>();
  const tellOf = (
    section: ReadSection,
    strategies: readonly Strategy[],
    path: string,
    entries: readonly MapEntry[],
  ): readonly Diagnostic[] => {
    const [first] = strategies;
    if (!first) return [];
    const type = section === "parameters" ? first.type : undefined;
    const unread = entries.flatMap(({ key, value }) => {
      if (isAlwaysRead(section, first, key)) return [];
      const name = keyText(key);
      const field = `${type ?? section} ${name}`;
      if (value.type === "null" || describing.has(name) || toldFields.has(field)) return [];
      if (reading.writerOf(section, first, key)) return [];
      const reason = unreadReason(reading, section, strategies, key);
      if (reason === undefined) return [];
      toldFields.add(field);
      return [{ key, reason }];
    });
    if (unread.length === 0) return [];
    return Array.from(groupBy(unread, ({ reason }) => reason)).flatMap(([reason, group]) => {
      const [{ key } = { key: undefined }, ...others] = group;
      if (!key) return [];
      const names = group.map((one) => shorten(keyText(one.key)));
      return tell(`${path}.${keyText(key)}`, names, key, reason, others);
    });
  };
  const entriesOf = (map: MapValue): readonly MapEntry[] =>
    map.entries.size === 0 ? [] : [...map.entries.values()];
  return [
    ...roles.flatMap((role) => tellOf(role, simulated, role, entriesOf(workflow.base[role]))),
    ...reach.flatMap(({ axis }) =>
      axis.fields.flatMap((field) => {
        const path = gridKeyPath(axis.grid, field.key);
        const entries = fieldsOfAlternatives(field).flatMap(({ key, values: [value] }) =>
          value ? [{ key, value }] : [],
        );
        return field.section ? tellOf(field.section.role, simulated, path, entries) : [];
      }),
    ),
    ...simulated.flatMap((strategy) => [
      ...roles.flatMap((role) => {
        const path = `${strategy.path}.${role}_config`;
        return tellOf(role, [strategy], path, entriesOf(strategy.overrides[role]));
      }),
      ...tellOf("parameters", [strategy], parametersPath(strategy), fixedOf(strategy)),
    ]),
  ];
}

function fixedOf({ parameters }: Strategy): readonly MapEntry[] {
  return parameters.flatMap(({ key, values, fixed }) =>
    fixed ? [{ key, value: values.at(0) }] : [],
  );
}

/** Why a fixed field is worth a word; not where a hint says already what it should be called. */
function unreadReason(
  reading: FieldReading,
  section: ReadSection,
  strategies: readonly Strategy[],
  key: Value,
): string | undefined {
  const [first] = strategies;
  if (!first) return undefined;
  const name = keyText(key);
  if (key.type === "text" && reading.infoOf(section, first, name)) {
    const obstacle = reading.obstacle(section, strategies, name);
    return obstacle?.harmless ? undefined : obstacle?.reason;
  }
  const isNearlyKnown = similarKey(name, fieldsOf(section, first.type).keys()) !== undefined;
  return isNearlyKnown ? undefined : reasonFor(reading, section, strategies, [key]);
}

function tell(
  path: string,
  names: readonly string[],
  { range }: Pick<Value, "range">,
  reason: string,
  others: readonly { readonly key: Value }[] = [],
): Diagnostic {
  const related = others.map(({ key }) => ({ range: key.range, message: "this one neither" }));
  const quoted = names.slice(0, mostNamed).map((name) => `\`${name}\``);
  const more = names.length > mostNamed ? `, and ${names.length - mostNamed} more` : "";
  const words = [
    `${quoted.join(", ")}${more} ${names.length === 1 ? "is" : "are"}`,
    reason,
  ] as const;
  return remark(
    "field-not-simulated",
    { path, range },
    [...words],
    related.length > 0 ? { related } : {},
  );
}

const mostNamed = 12;
