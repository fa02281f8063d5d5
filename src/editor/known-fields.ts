import { homeByKey } from "../planner/sharing/reach/reach.ts";
import {
  fieldInfo,
  fieldsOf,
  type FieldInfo,
  type FieldSection,
} from "../planner/workflow/advice/fields.ts";
import type { TextEntry } from "../yaml/unfinished/caret-place.ts";
import type { TextPath } from "../yaml/unfinished/read-stretches.ts";

/** What there is to say about a key that may be written at a place. */
export type KnownField = Pick<FieldInfo, "description" | "expects" | "unit" | "values" | "sharing">;
export type KnownFields = ReadonlyMap<string, KnownField>;

const none: KnownFields = new Map();
const roles = ["risk", "execution", "portfolio"] as const;
type Role = (typeof roles)[number];

const sectionOfKey: ReadonlyMap<string, FieldSection> = new Map<string, FieldSection>([
  ["optimization", "optimization"],
  ["data", "data"],
  ["expect", "expect"],
  ["sharing_planner", "sharing_planner"],
  ...roles.map((role) => [role, role] as const),
]);
const sectionInStrategy: ReadonlyMap<string, FieldSection> = new Map<string, FieldSection>([
  ["parameters", "parameters"],
  ["params", "parameters"],
  ...roles.flatMap((role) => [[role, role] as const, [`${role}_config`, role] as const]),
]);

/** The known keys of the mapping at a path; none where any key may stand, or where none can. */
export function knownFieldsIn(path: TextPath, entries: readonly TextEntry[]): KnownFields {
  const [first, second, third, ...deeper] = path;
  if (first === undefined) return rootFields();
  if (first === "strategies" && typeof second === "number") {
    if (third === undefined) return fieldsOf("strategy");
    const section = sectionInStrategy.get(String(third));
    if (!section) return none;
    // parameters may be a list of mappings
    const inside = section === "parameters" && typeof deeper[0] === "number" ? 1 : 0;
    if (deeper.length === inside)
      return fieldsOf(section, strategyTypes(entries).get(second) || undefined);
    return section === "parameters" && deeper.length === inside + 1 ? axisFields : none;
  }
  if (first === "optimization" && second === "parameter_grids") {
    if (third === undefined) return gridFields(entries);
    const role = roles.find((each) => each === third);
    if (role && deeper.length === 1) return alternativeFields(role);
    return deeper.length === 0 ? axisFields : none;
  }
  const held = roleHeldBy(path);
  if (held && second !== undefined && third === undefined) return alternativeFields(held);
  const section = sectionOfKey.get(String(first));
  if (section && second === undefined) return fieldsOf(section);
  return first === "expect" && third === undefined ? boundFields(String(second)) : none;
}

/** Keys of the root that hold alternatives of a section. */
const profileKeys: ReadonlyMap<string, Role> = new Map([
  ["risk_profiles", "risk"],
  ["execution_models", "execution"],
]);

/** The keys of the root; those that hold alternatives multiply. */
function rootFields(): KnownFields {
  const fields = new Map<string, KnownField>(fieldsOf("workflow"));
  for (const [key, role] of profileKeys) {
    const info = fields.get(key);
    if (info) fields.set(key, { ...info, sharing: multiplied([role]) });
  }
  return fields;
}

/** The role whose alternatives a section of the root holds: profiles, or a section that is a list. */
function roleHeldBy([first, second]: TextPath): Role | undefined {
  const role = roles.find((each) => each === first);
  return role && typeof second === "number" ? role : profileKeys.get(String(first));
}

/** What one of the alternatives of a section can hold. */
function alternativeFields(role: Role): KnownFields {
  const name = {
    description: "What the alternative is called; alternatives of different names are never equal.",
    expects: "text",
    sharing: multiplied([role]),
  };
  return new Map<string, KnownField>([["name", name], ...fieldsOf(role)]);
}

/** The types of the strategies by position, wherever in their entries they are written. */
function strategyTypes(entries: readonly TextEntry[]): ReadonlyMap<string | number, string> {
  const ofStrategies = entries.filter(
    ({ path, key }) => key === "type" && path.length === 2 && path[0] === "strategies",
  );
  return new Map(ofStrategies.map(({ path, value }) => [path[1] ?? "", value]));
}

/** Every field that a grid key can write: by its name alone, or with the role before it. */
function gridFields(entries: readonly TextEntry[]): KnownFields {
  const declared = declaredFields(entries);
  const types = new Set(Array.from(strategyTypes(entries).values()).filter((type) => type !== ""));
  const parameters = [...types].flatMap((type) => [...fieldsOf("parameters", type)]);
  const bare = [...roles.toReversed().flatMap((role) => [...fieldsOf(role)]), ...parameters];
  // with a strategy's type before it, a role's section is the override of those strategies
  const heads = roles.flatMap((role) =>
    ["", ...Array.from(types, (type) => `${type}.`)].map((before) => ({ role, before })),
  );
  const dotted = heads.flatMap(({ role, before }) =>
    Array.from(fieldsOf(role), ([field, info]) => {
      const known = { ...info, sharing: multiplied([role]) };
      return [`${before}${role}.${field}`, known] as const;
    }),
  );
  const whole = roles.map((role) => {
    const known = {
      description: `Alternatives of the whole section ${role}.`,
      expects: "a list of mappings",
      sharing: multiplied([role]),
    };
    return [role, known] as const;
  });
  return new Map<string, KnownField>([
    ...bare.map(([field, info]) => {
      const known = { ...info, sharing: multiplied(reachedBy(field, declared)) };
      return [field, known] as const;
    }),
    ...dotted,
    ...whole,
  ]);
}

/** The roles that a bare grid key reaches: those that declare the field, else its home. */
function reachedBy(field: string, declared: DeclaredFields): readonly Role[] {
  const declaring = roles.filter((role) => declared[role].has(field));
  const home = homeByKey.get(field);
  if (declaring.length > 0 || !home) return declaring;
  return roles.filter((role) => role === home);
}

type DeclaredFields = Readonly<Record<Role, ReadonlySet<string>>>;

function declaredFields(entries: readonly TextEntry[]): DeclaredFields {
  const of = (role: Role): ReadonlySet<string> =>
    new Set(entries.flatMap(({ path, key }) => (isSectionOf(role, path) ? key : [])));
  return { risk: of("risk"), execution: of("execution"), portfolio: of("portfolio") };
}

function isSectionOf(role: Role, path: TextPath): boolean {
  const [first, , third] = path;
  if (path.length === 2 && roleHeldBy(path) === role) return true;
  return path.length === 1
    ? first === role
    : first === "strategies" && path.length === 3 && (third === role || third === `${role}_config`);
}

function multiplied(reached: readonly Role[]): string {
  const shared = reached.filter((role) => role !== "portfolio");
  const combinations = "every value multiplies the combinations";
  return shared.length === 0
    ? `${combinations}; risk and execution stay shared`
    : `${combinations}, and the ${shared.join(" and ")} containers`;
}

const axisSharing = "every value of an axis multiplies the combinations";
const axisFields: KnownFields = new Map([
  ["min", { description: "The first value.", expects: "a number", sharing: axisSharing }],
  ["max", { description: "The last value at most.", expects: "a number", sharing: axisSharing }],
  [
    "step",
    {
      description: "The distance of two values.",
      expects: "a number above 0",
      sharing: axisSharing,
    },
  ],
  ["values", { description: "The values one by one.", expects: "a list", sharing: axisSharing }],
]);

/** The ends of what `expect` accepts of a figure. */
function boundFields(figure: string): KnownFields {
  const info = fieldInfo("expect", figure);
  if (!info) return none;
  const { sharing, unit } = info;
  const bound = (description: string): KnownField => ({
    description,
    expects: unit === "%" ? "a number from 0 to 100" : "a whole number, 0 or more",
    sharing,
    ...(unit !== undefined && { unit }),
  });
  return new Map([
    ["min", bound("The smallest value that is accepted.")],
    ["max", bound("The largest value that is accepted.")],
  ]);
}
