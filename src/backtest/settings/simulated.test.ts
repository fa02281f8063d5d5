import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueOf, type Literal } from "../../planner/test-support/literal.ts";
import {
  fieldInfo,
  fieldsOf,
  knownStrategyTypes,
  type FieldInfo,
  type FieldSection,
} from "../../planner/workflow/advice/fields.ts";
import type { Beside } from "../../planner/workflow/advice/read-conditions.ts";
import type { MapValue } from "../../yaml/value.ts";
import { readExecution } from "./execution.ts";
import { readPortfolio } from "./portfolio.ts";
import { readRisk } from "./risk.ts";
import { readStrategy } from "./strategy.ts";

type Plain = string | number | boolean | null;
type Fields = { readonly [field: string]: Plain };

/** A section, or the parameters of a strategy type. */
type Place = {
  readonly section: Extract<FieldSection, "risk" | "execution" | "portfolio" | "parameters">;
  readonly type?: string;
};
const places: readonly Place[] = [
  { section: "risk" },
  { section: "execution" },
  { section: "portfolio" },
  ...knownStrategyTypes.map((type): Place => ({ section: "parameters", type })),
];

// right for some fields and wrong for others; between and around the values that decide
const numbers: readonly Plain[] = [-1, 0, 0.3, 0.5, 1, 1.5, 2, 20, 70];
const words: readonly Plain[] = ["close", "next_open", "fixed", "percentage", "oops"];
const plains = [...numbers, ...words, true, false, null];

function mapOf(literal: Literal): MapValue {
  const value = valueOf(literal);
  if (value.type !== "map") throw new Error("a mapping was written");
  return value;
}

/** What the backtest makes of a section. */
function settingsOf({ section, type = "" }: Place, fields: Fields): string {
  switch (section) {
    case "risk":
      return JSON.stringify(readRisk(mapOf(fields)).settings);
    case "execution":
      return JSON.stringify(readExecution(mapOf(fields)).settings);
    case "portfolio":
      return JSON.stringify(readPortfolio(mapOf(fields)).settings);
    case "parameters": {
      const reading = readStrategy(mapOf({ type, parameters: fields }));
      if (reading.status === "unknown") throw new Error(reading.reason);
      return JSON.stringify(reading.settings);
    }
  }
}

/** What the schema says: whether the backtest reads a field beside others. */
function isReadBeside(info: FieldInfo, { section, type }: Place, fields: Fields): boolean {
  const beside: Beside = {
    has: (field) => field in fields,
    right: (field) =>
      field in fields && fieldInfo(section, field, type)?.accepts(fields[field])
        ? fields[field]
        : undefined,
  };
  return (info.readIf ?? []).every(({ holds }) => holds(beside));
}

/**
 * Some fields of a place, with right values for the most part. A size in per cent that is no other
 * size tells the two methods apart, whatever else is absent.
 */
function fieldsIn({ section, type }: Place): fc.Arbitrary<Fields> {
  const anyOf = (info: FieldInfo): fc.Arbitrary<Plain> => {
    const rights = plains.filter((plain) => info.accepts(plain));
    return fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...rights) },
      fc.constantFrom(...plains),
    );
  };
  const written = Array.from(fieldsOf(section, type), ([field, info]) =>
    fc.option(anyOf(info).map((plain): readonly [string, Plain] => [field, plain])),
  );
  const fields = fc
    .tuple(...written)
    .map((members): Fields => Object.fromEntries(members.filter((member) => member !== null)));
  return section === "risk" ? fields.map((some) => ({ ...some, position_size_pct: 40 })) : fields;
}

const named = places.map((place) => [place.type ?? place.section, place] as const);

describe("the schema says what the backtest reads", () => {
  it.each(named)("of %s, and what it needs beside it", (_, place) => {
    const infos = [...fieldsOf(place.section, place.type).values()];
    fc.assert(
      fc.property(fieldsIn(place), fc.constantFrom(...infos), (fields, info) => {
        const rights = plains.filter((plain) => info.accepts(plain));
        expect(rights.length).toBeGreaterThan(1);
        const settings = rights.map((plain) =>
          settingsOf(place, { ...fields, [info.field]: plain }),
        );
        const { field } = info;
        const isRead = isReadBeside(info, place, fields);
        expect({ field, fields, isRead: new Set(settings).size > 1 }).toEqual({
          field,
          fields,
          isRead,
        });
      }),
      { numRuns: 1000 },
    );
  });

  it.each(named)("of %s, and no field that is not in it", (_, place) => {
    const unknown = fc.string().filter((name) => !fieldsOf(place.section, place.type).has(name));
    fc.assert(
      fc.property(fieldsIn(place), unknown, (fields, name) => {
        expect(settingsOf(place, { ...fields, [name]: 0.5 })).toBe(settingsOf(place, fields));
      }),
    );
  });
});
