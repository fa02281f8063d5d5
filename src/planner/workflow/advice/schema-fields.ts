import * as z from "zod/mini";
import { expectsOf, planFigures, type FigureName } from "../plan-figures.ts";
import type { FieldText, ReadCondition } from "./read-conditions.ts";

// before any schema: zod would try whether it may `eval`, which a strict page reports
z.config({ jitless: true });

export const texts = z.registry<FieldText>();

export function field<Schema extends z.ZodMiniType>(
  schema: Schema,
  expects: string,
  description: string,
  unit?: string,
  values?: readonly string[],
): Schema {
  texts.add(schema, {
    description,
    expects,
    ...(unit === undefined ? {} : { unit }),
    ...(values === undefined ? {} : { values }),
  });
  return schema;
}

export const words = (description: string, usual?: readonly string[]) =>
  field(z.nullable(z.string()), "text", description, undefined, usual);
export const flag = (description: string) =>
  field(z.boolean(), "true or false", description, undefined, ["true", "false"]);
export const paths = (description: string) =>
  field(z.unknown(), "a list of paths such as `costs.grid`", description);
export const pathOf = (description: string) =>
  field(z.unknown(), "a path such as `my.limits`", description);
export const pairs = (description: string) =>
  field(z.unknown(), "a list of keys such as [fast, slow], or a list of such lists", description);
export const rules = (example: string, description: string) =>
  field(z.unknown(), `a list of rules such as ${example}`, description);
export const mapping = (description: string) => field(z.unknown(), "a mapping", description);
export const mappings = (description: string) =>
  field(z.unknown(), "a list of mappings", description);
export const section = <Schema extends z.ZodMiniType>(description: string, schema: Schema) =>
  field(schema, "a mapping", description);
// dates are typed by YAML, or text: only who reads a file knows whether they are right
export const date = (description: string) =>
  field(z.unknown(), "a date such as 2024-01-31 or 2024-01-31T14:30Z", description);
export const oneOf = (values: readonly string[], description: string) =>
  field(z.nullable(z.enum(values)), listed(values), description, undefined, values);
export const amount = (unit: string, description: string) =>
  field(z.number().check(z.gte(0)), "a number, 0 or more", description, unit);
export const count = (unit: string, description: string) =>
  field(
    z.number().check(z.gte(0), z.multipleOf(1)),
    "a whole number, 0 or more",
    description,
    unit,
  );
export const positive = (unit: string, description: string) =>
  field(z.number().check(z.gt(0)), "a number above 0", description, unit);
export const period = (description: string) =>
  field(z.int().check(z.gte(1)), "a whole number of bars, 1 or more", description, "bars");
export const fraction = (unit: string, description: string) =>
  field(z.number().check(z.gte(0), z.lte(1)), "a fraction from 0 to 1", description, unit);
export const percent = (description: string) =>
  field(z.number().check(z.gte(0), z.lte(100)), "a number from 0 to 100", description, "%");
export const level = (description: string) =>
  field(z.number().check(z.gte(0), z.lte(100)), "a number from 0 to 100", description, "RSI");
// what may stand there is read, and refused, with the section
export const expected = (name: FigureName) => {
  const { unit, description } = planFigures[name];
  return field(z.unknown(), expectsOf(name), description, unit === "percent" ? "%" : undefined);
};

/** A limit that null switches off. */
export function optional<Schema extends z.ZodMiniType>(schema: Schema) {
  const { description = "", expects = "", unit } = texts.get(schema) ?? {};
  return field(z.nullable(schema), `${expects}, or null for none`, description, unit, ["null"]);
}

/** The same field, and more to say of it. */
export function also<Schema extends z.ZodMiniType>(
  schema: Schema,
  more: Partial<FieldText>,
): Schema {
  const text = texts.get(schema);
  if (text) texts.add(schema, { ...text, ...more });
  return schema;
}

export function readIf<Schema extends z.ZodMiniType>(
  conditions: readonly ReadCondition[],
  schema: Schema,
): Schema {
  return conditions.length === 0 ? schema : also(schema, { readIf: conditions });
}

function listed(values: readonly string[]): string {
  const quoted = values.map((value) => `"${value}"`);
  return [quoted.slice(0, -1).join(", "), quoted.at(-1)].filter(Boolean).join(" or ");
}
