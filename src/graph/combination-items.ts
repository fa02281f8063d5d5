import type { CombinationView, FieldView, PlanView } from "../planner/answer/view.ts";
import type { IsolatedRole, SharedRole } from "../planner/model.ts";
import type { Item } from "./card.ts";
import { clip, inWords, shortField, varyingFields } from "./field-text.ts";

/** Above this many combinations each container is one line. */
const roomy = 12;

/** Rows for the containers of single combinations, and the names of what tells them apart. */
export type Rows = { readonly strip: readonly string[]; readonly items: readonly Item[] };
type MakeId = (prefix: string, key: string) => string;

/** The strategy or portfolio containers of combinations, each told by what makes it differ. */
export function combinationRows(
  views: readonly CombinationView[],
  { roles }: PlanView,
  role: IsolatedRole,
  makeId: MakeId,
): Rows {
  const fieldsOf = (shown: CombinationView): readonly FieldView[] => shown[role].fields;
  const varying = varyingFields(views.map(fieldsOf));
  const dense = views.length > roomy;
  const mixed = new Set(views.map(({ strategy }) => strategy.title)).size > 1;
  const items = views.map((shown): Item => {
    const { id } = shown[role];
    const fields = fieldsOf(shown).filter(({ field }) => field !== "type");
    const title = role === "strategy" ? clip(shown.strategy.title) : "";
    const told = [title, inWords(fields)].filter(Boolean).join(", ");
    const named = `${role === "strategy" ? "Strategy" : "Portfolio"} container ${id}, isolated`;
    const values = spelled(fields, varying);
    return {
      id: makeId(role, configKey(shown, roles)),
      card: {
        kind: "single",
        role,
        id,
        // one and the same title tells nothing apart: the number does
        title: mixed && title ? title : rowTitle(shown.index, dense && values !== ""),
        values,
        dense,
        ghost: false,
        count: 1n,
        sentence: told === "" ? named : `${named}, ${told}`,
      },
      tie: { of: "combination", index: shown.index },
      sources: fields.map(({ range }) => range),
    };
  });
  return { strip: stripOf(varying), items };
}

/** What tells some combinations' strategies or portfolios apart: `lookback_period ×2`. */
export function stripOfRows(views: readonly CombinationView[], role: IsolatedRole): string[] {
  return stripOf(varyingFields(views.map((shown) => shown[role].fields)));
}

/** The naive containers of a shared role, one for each combination; those that sharing saves are ghosts. */
export function naiveRows(
  { combinationViews, roles }: PlanView,
  role: SharedRole,
  mergesInto: (container: number) => string | undefined,
  makeId: MakeId,
): Rows {
  const { containers } = roles[role];
  const varying = varyingFields(containers.map(({ fields }) => fields));
  const shownFields = varying.size > 0 ? varying : fieldNames(containers[0]?.fields ?? []);
  const dense = combinationViews.length > roomy;
  const seen = new Set<number>();
  const items = combinationViews.map((shown): Item => {
    const number = shown[role] ?? 0;
    const fields = containers[number]?.fields ?? [];
    const ghost = seen.has(number);
    seen.add(number);
    const id = `${role}_combo_${shown.index}`;
    const title = role === "risk" ? "Risk" : "Execution";
    return {
      id: makeId(role, configKey(shown, roles)),
      card: {
        kind: "single",
        role,
        id,
        title: rowTitle(shown.index, dense),
        values: spelled(fields, shownFields),
        dense,
        ghost,
        count: 1n,
        sentence: `${title} container ${id}, ${ghost ? "a copy that sharing saves" : "for 1 combination"}, ${inWords(fields)}`,
      },
      tie: { of: "combination", index: shown.index },
      sources: fields.map(({ range }) => range),
      merges: mergesInto(number),
    };
  });
  return { strip: [...shownFields.keys()].map(shortField), items };
}

const rowTitle = (index: number, short: boolean): string => (short ? `${index}` : `combo_${index}`);

const spelled = (fields: readonly FieldView[], shown: ReadonlyMap<string, number>): string =>
  fields
    .filter(({ field }) => shown.has(field))
    .map(({ value }) => clip(value))
    .join(" · ");

const stripOf = (varying: ReadonlyMap<string, number>): string[] =>
  Array.from(varying, ([field, values]) => `${shortField(field)} ×${values}`);

const fieldNames = (fields: readonly FieldView[]): Map<string, number> =>
  new Map(fields.map(({ field }) => [field, 1]));

function configKey(
  { strategy, portfolio, risk, execution }: CombinationView,
  roles: PlanView["roles"],
): string {
  return JSON.stringify([
    roles.risk.containers[risk ?? -1]?.key,
    roles.execution.containers[execution ?? -1]?.key,
    strategy.title,
    [...strategy.fields, ...portfolio.fields].map(({ field, value }) => [field, value]),
  ]);
}
