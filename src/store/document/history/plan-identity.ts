import type { FieldView, PlanView } from "../../../planner/answer/view.ts";
import { md5Of } from "../../../planner/sharing/containers/hash.ts";

/**
 * A digest that is equal for texts which make the same plan. Plans that are drawn whole are told by
 * all their configurations; of larger ones not everything is in the view, so their text counts too,
 * without comment lines and spaces at its ends.
 */
export function planIdentity(view: PlanView, text: string): string {
  const { name, reading, combinations, counts, roles, combinationViews, classes } = view;
  const whole = combinationViews.length > 0;
  const facts = {
    name,
    reading,
    combinations,
    counts,
    roles: [roles.risk, roles.execution].map((role) => role.containers.map(({ key }) => key)),
    classes: classes.map(({ key, count }) => [key, count]),
    combinationViews: combinationViews.map(({ risk, execution, strategy, portfolio }) => [
      risk,
      execution,
      strategy.title,
      valuesOf(strategy.fields),
      valuesOf(portfolio.fields),
    ]),
    text: whole ? undefined : withoutRemarks(text),
  };
  return md5Of(
    JSON.stringify(facts, (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    ),
  );
}

const valuesOf = (fields: readonly FieldView[]): readonly string[] =>
  fields.map(({ field, value }) => `${field}=${value}`);

/** What is left may still differ in looks alone: then a version too many is kept, never one too few. */
function withoutRemarks(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "" && !/^\s*#/.test(line))
    .join("\n");
}
