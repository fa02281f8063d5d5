import { entryOf, type MapValue, type Value } from "../../yaml/value.ts";

/** Reads the fields of one container's configuration; what does not fit is noted, never thrown. */
export type FieldReader = {
  /** A number that fits, or `otherwise`: for an absent field in silence, for a wrong one with a note. */
  number<Otherwise extends number | undefined>(
    name: string,
    otherwise: Otherwise,
    fits: Fits,
  ): number | Otherwise;
  flag(name: string, otherwise: boolean): boolean;
  oneOf<Choice extends string>(name: string, choices: readonly Choice[], otherwise: Choice): Choice;
  /** Whether a field is written, and not as null. */
  has(name: string): boolean;
  note(text: string): void;
  readonly notes: readonly string[];
};

/** What makes a number right, with the words for it. */
export type Fits = { readonly is: string; readonly test: (value: number) => boolean };

export const amount: Fits = { is: "a number, 0 or more", test: (value) => value >= 0 };
export const positive: Fits = { is: "a number above 0", test: (value) => value > 0 };
export const fraction: Fits = {
  is: "a fraction from 0 to 1",
  test: (value) => value >= 0 && value <= 1,
};
export const period: Fits = {
  is: "a whole number of bars, 1 or more",
  test: (value) => Number.isSafeInteger(value) && value >= 1,
};
export const level: Fits = {
  is: "a number from 0 to 100",
  test: (value) => value >= 0 && value <= 100,
};

/**
 * Reads fields of a mapping by their names; `place` is how the notes call it. What is read depends
 * on the values only, never on their order or range, so equal canonical texts give equal settings.
 */
export function readFields(map: MapValue, place: string): FieldReader {
  const notes: string[] = [];
  const valueOf = (name: string): Value | undefined => {
    const value = entryOf(map, name)?.value;
    return value?.type === "null" ? undefined : value;
  };
  const refuse = (
    name: string,
    value: Value,
    is: string,
    otherwise: string | number | boolean | undefined,
  ) => {
    const used = otherwise === undefined ? "it is left out" : `${String(otherwise)} is used`;
    notes.push(`${place}.${name} ${describeValue(value)} is not ${is}; ${used}`);
  };
  return {
    number(name, otherwise, fits) {
      const value = valueOf(name);
      if (!value) return otherwise;
      const number = numberOf(value);
      if (number !== undefined && fits.test(number)) return number;
      refuse(name, value, fits.is, otherwise);
      return otherwise;
    },
    flag(name, otherwise) {
      const value = valueOf(name);
      if (!value) return otherwise;
      if (value.type === "bool") return value.value;
      refuse(name, value, "true or false", otherwise);
      return otherwise;
    },
    oneOf(name, choices, otherwise) {
      const value = valueOf(name);
      if (!value) return otherwise;
      const choice = choices.find((known) => value.type === "text" && value.value === known);
      if (choice !== undefined) return choice;
      refuse(name, value, choices.map((known) => `"${known}"`).join(" or "), otherwise);
      return otherwise;
    },
    has: (name) => valueOf(name) !== undefined,
    note: (text) => notes.push(text),
    notes,
  };
}

function numberOf(value: Value): number | undefined {
  const number =
    value.type === "int" ? Number(value.value) : value.type === "float" ? value.value : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
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
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
