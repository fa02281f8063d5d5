/** Something that a plan says of itself in one number: a count, or per cent with one decimal. */
type PlanFigure = { readonly unit: "count" | "percent"; readonly description: string };

/**
 * The figures of a plan that a review can hold it to: the one table behind `expect`, its completion
 * and hover, the command line's limits, and what pictures and texts say of them.
 */
export const planFigures = {
  hub: { unit: "count", description: "Hub containers, of which there is one." },
  strategy: { unit: "count", description: "Strategy containers: one for every combination." },
  risk: { unit: "count", description: "Risk containers." },
  execution: { unit: "count", description: "Execution containers." },
  portfolio: { unit: "count", description: "Portfolio containers: one for every combination." },
  containers: { unit: "count", description: "Containers of the optimised plan." },
  combinations: { unit: "count", description: "Combinations." },
  adapters: { unit: "count", description: "Adapters of the optimised plan." },
  links: { unit: "count", description: "Links, source to target, of the optimised plan." },
  dropped: { unit: "count", description: "Combinations that rules drop." },
  saved_percent: { unit: "percent", description: "Containers saved, of those without sharing." },
  efficiency: {
    unit: "percent",
    description: "Risk and execution containers avoided, of those that could be.",
  },
} as const satisfies Readonly<Record<string, PlanFigure>>;

export type FigureName = keyof typeof planFigures;

const entries: readonly (readonly [string, PlanFigure])[] = Object.entries(planFigures);

/** The names of the figures of one unit, or of all of them, in the order of the table. */
export function figureNames(unit?: PlanFigure["unit"]): readonly FigureName[] {
  const names = entries.filter(([, figure]) => unit === undefined || figure.unit === unit);
  return names.flatMap(([name]) => (isFigureName(name) ? name : []));
}

export function isFigureName(name: string): name is FigureName {
  return Object.hasOwn(planFigures, name);
}

/** What is right for a figure, to follow "must be". */
export function expectsOf(name: FigureName): string {
  const one =
    planFigures[name].unit === "count" ? "a whole number, 0 or more" : "a number from 0 to 100";
  return `${one}, or {min: ...}, {max: ...} or both`;
}

/** A value of a figure: exact for counts, with one decimal for per cent. */
export type Amount = bigint | number;

/** What a figure may be, both ends included; ends that are equal allow one amount. */
export type Bounds =
  | { readonly min: Amount; readonly max?: Amount }
  | { readonly min?: undefined; readonly max: Amount };

/** One member of `expect`. */
export type ExpectedFigure = { readonly of: FigureName; readonly bounds: Bounds };
