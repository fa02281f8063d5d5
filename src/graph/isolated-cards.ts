import type { IsolatedRole } from "../planner/model.ts";
import type { ClassView, CombinationView, FieldView, PlanView } from "../planner/view.ts";
import type { Card } from "./card.ts";

/** Above this many combinations each container is one line. */
const roomy = 12;

export type IsolatedCards = {
  /** The names of the fields that tell the containers apart. */
  readonly strip: readonly string[];
  of(shown: ClassView): { readonly id: string; readonly card: Card }[];
};

/** The strategy or portfolio containers of small plans, by class, each told by what makes it differ. */
export function isolatedCards(view: PlanView, role: IsolatedRole): IsolatedCards {
  const { combinationViews } = view;
  const fieldsOf = (shown: CombinationView): readonly FieldView[] => shown[role].fields;
  const varying = varyingFields(combinationViews.map(fieldsOf));
  const dense = combinationViews.length > roomy;
  const mixed = new Set(combinationViews.map(({ strategy }) => strategy.title)).size > 1;
  return {
    strip: [...varying].map(([field, values]) => `${shortField(field)} ×${values}`),
    of: ({ risk, execution }) =>
      combinationViews
        .filter((shown) => shown.risk === risk && shown.execution === execution)
        .map((shown) => {
          const { id } = shown[role];
          const fields = fieldsOf(shown).filter(({ field }) => field !== "type");
          const title = role === "strategy" ? shown.strategy.title : "";
          const spelled = fields.map(({ field, value }) => `${shortField(field)} ${value}`);
          const told = [title, ...spelled].filter(Boolean).join(", ");
          const named = `${role === "strategy" ? "Strategy" : "Portfolio"} container ${id}, isolated`;
          const values = fields
            .filter(({ field }) => varying.has(field))
            .map(({ value }) => value)
            .join(" · ");
          const number = dense && values !== "" ? `${shown.index}` : `combo_${shown.index}`;
          return {
            id,
            card: {
              kind: "isolated",
              role,
              id,
              // one and the same title tells nothing apart: the number does
              title: mixed && title ? title : number,
              values,
              dense,
              sentence: told === "" ? named : `${named}: ${told}`,
            },
          };
        }),
  };
}

const shortField = (field: string): string => field.replace(/^parameters\./, "");

/** The fields whose values are not the same everywhere, with how many values there are. */
function varyingFields(rows: readonly (readonly FieldView[])[]): Map<string, number> {
  const seen = new Map<string, { values: Set<string>; rows: number }>();
  for (const row of rows) {
    for (const { field, value } of row) {
      const known = seen.get(field) ?? { values: new Set(), rows: 0 };
      known.values.add(value);
      known.rows += 1;
      seen.set(field, known);
    }
  }
  const varying = new Map<string, number>();
  for (const [field, { values, rows: present }] of seen) {
    const count = values.size + (present < rows.length ? 1 : 0);
    if (count > 1 && field !== "type") varying.set(field, count);
  }
  return varying;
}
