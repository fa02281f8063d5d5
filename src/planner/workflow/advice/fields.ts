import * as z from "zod/mini";
import type { FieldText } from "./read-conditions.ts";
import { parameterSchemas, strategySchema, textOfField, workflowSchema } from "./schema.ts";

/** A part of the configuration with known fields. `parameters` are those of a strategy. */
export type FieldSection =
  | "workflow"
  | "optimization"
  | "strategy"
  | "parameters"
  | "risk"
  | "execution"
  | "portfolio"
  | "data"
  | "expect"
  | "sharing_planner";

/** All there is to say about a known field. */
export type FieldInfo = FieldText & {
  readonly field: string;
  /** What different values of it do to the sharing of containers. */
  readonly sharing: string;
  /** Whether a value is of the right type and in range. */
  accepts(value: unknown): boolean;
};

type Infos = ReadonlyMap<string, FieldInfo>;
type Shape = Readonly<Record<string, z.ZodMiniType>>;

const isolated = "no effect on sharing: every combination has a container of its own";
const sharingBySection: Readonly<Record<FieldSection, string>> = {
  workflow: "no effect on sharing",
  optimization: "an axis multiplies the containers of every role that its key reaches",
  strategy: "the overrides split containers where they make a configuration differ",
  parameters: isolated,
  risk: "every different value needs a risk container of its own",
  execution: "every different value needs an execution container of its own",
  portfolio: isolated,
  data: "no effect on sharing: only the backtest reads it",
  expect: "no effect on sharing: it is compared with the plan",
  sharing_planner: "it says what is swept; it is no configuration itself",
};

const root = workflowSchema.shape;
const infosBySection: Readonly<Record<Exclude<FieldSection, "parameters">, Infos>> = {
  workflow: infosOf(root, "workflow"),
  optimization: infosOf(root.optimization.shape, "optimization"),
  strategy: infosOf(strategySchema.shape, "strategy"),
  risk: infosOf(root.risk.shape, "risk"),
  execution: infosOf(root.execution.shape, "execution"),
  portfolio: infosOf(root.portfolio.shape, "portfolio"),
  data: infosOf(root.data.shape, "data"),
  expect: infosOf(root.expect.shape, "expect"),
  sharing_planner: infosOf(root.sharing_planner.shape, "sharing_planner"),
};
const parametersByType: ReadonlyMap<string, Infos> = new Map(
  Object.entries(parameterSchemas).map(([type, { shape }]) => [type, infosOf(shape, "parameters")]),
);
const allParameters: Infos = new Map([...parametersByType.values()].flatMap((infos) => [...infos]));

/** The strategy types whose parameters are known, and which can be simulated. */
export const knownStrategyTypes: readonly string[] = [...parametersByType.keys()];

/**
 * The known fields of a section by name, in the order of the schema. A strategy's parameters are
 * those of its type; without a type, the parameters of all of them.
 */
export function fieldsOf(section: FieldSection, strategyType?: string): Infos {
  if (section !== "parameters") return infosBySection[section];
  return strategyType === undefined ? allParameters : (parametersByType.get(strategyType) ?? none);
}

/** What is known about a field of a section, for hover and checks. */
export function fieldInfo(
  section: FieldSection,
  field: string,
  strategyType?: string,
): FieldInfo | undefined {
  return fieldsOf(section, strategyType).get(field);
}

const none: Infos = new Map();

function infosOf(shape: Shape, section: FieldSection): Infos {
  const sharing = sharingBySection[section];
  return new Map(
    Object.entries(shape).flatMap(([field, schema]) => {
      const text = textOfField(schema);
      if (!text) return [];
      const accepts = (value: unknown): boolean => z.safeParse(schema, value).success;
      return [[field, { ...text, field, sharing, accepts }] as const];
    }),
  );
}
