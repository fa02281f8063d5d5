import { isRightValue } from "../../planner/workflow/advice/check-fields.ts";
import {
  fieldInfo,
  type FieldInfo,
  type FieldSection,
} from "../../planner/workflow/advice/fields.ts";
import { beginningOf } from "../../text/clip-text.ts";
import { entryOf, type MapValue, type Value } from "../../yaml/value.ts";

/**
 * Reads the fields of one section; what the planner's schema does not accept is noted, never thrown.
 * No range stands here: what the plan warns of and what a note refuses are the same values.
 */
export type FieldReader = {
  /**
   * A number that is right, or `otherwise`: for a wrong one with a note, for an absent one in silence,
   * or with a note where `absent` says what is used then. Null is absent where it is right.
   */
  number<Otherwise extends number | undefined>(
    name: string,
    otherwise: Otherwise,
    absent?: string,
  ): number | Otherwise;
  flag(name: string, otherwise: boolean): boolean;
  oneOf<Choice extends string>(name: string, choices: readonly Choice[], otherwise: Choice): Choice;
  /** Whether a field is written, if only as null. */
  has(name: string): boolean;
  note(text: string): void;
  readonly notes: readonly string[];
};

/** How notes call what is read. */
const places: Readonly<Partial<Record<FieldSection, string>>> = {
  parameters: "strategy.parameters",
};

/**
 * Reads fields of a section by their names; parameters are those of a strategy type. What is read
 * depends on the values only, never on their order or range, so equal canonical texts give equal
 * settings.
 */
export function readFields(map: MapValue, section: FieldSection, type?: string): FieldReader {
  const notes: string[] = [];
  const place = places[section] ?? section;
  /** A value that is written and right; what is wrong is noted with what is used instead. */
  const rightValue = (
    name: string,
    otherwise: string | number | boolean | undefined,
  ): Value | undefined => {
    const value = entryOf(map, name)?.value;
    if (!value) return undefined;
    const info = declared(section, name, type);
    if (isRightValue(info, value)) return value;
    const used = otherwise === undefined ? "it is left out" : `${String(otherwise)} is used`;
    notes.push(`${place}.${name} ${describeValue(value)} is not ${info.expects}; ${used}`);
    return undefined;
  };
  return {
    number(name, otherwise, absent) {
      if (absent !== undefined && !entryOf(map, name)) {
        notes.push(`${place}.${name} is absent; ${absent} is used`);
      }
      const value = rightValue(name, otherwise);
      if (value?.type === "int") return Number(value.value);
      return value?.type === "float" ? value.value : otherwise;
    },
    flag(name, otherwise) {
      const value = rightValue(name, otherwise);
      return value?.type === "bool" ? value.value : otherwise;
    },
    oneOf(name, choices, otherwise) {
      const value = rightValue(name, otherwise);
      return (
        choices.find((choice) => value?.type === "text" && value.value === choice) ?? otherwise
      );
    },
    has: (name) => entryOf(map, name) !== undefined,
    note: (text) => notes.push(text),
    notes,
  };
}

/** What the schema says about a field: the backtest reads none that is not in it. */
function declared(section: FieldSection, name: string, type: string | undefined): FieldInfo {
  const info = fieldInfo(section, name, type);
  if (!info) throw new RangeError(`the schema has no field ${section}.${name}`);
  return info;
}

/** A value for a message: what is written where it is short. */
export function describeValue(value: Value): string {
  switch (value.type) {
    case "text":
      return `"${shortened(value.value)}"`;
    case "int":
    case "float":
    case "bool":
    case "date":
      return shortened(String(value.value));
    case "null":
      return "null";
    case "binary":
    case "set":
    case "list":
    case "map":
      return `(${value.type})`;
  }
}

function shortened(text: string): string {
  return text.length > 60 ? `${beginningOf(text, 60)}…` : text;
}
