/** A `max_position_size` above it is a number of shares, up to it a fraction of the equity. */
export const sharesAbove = 1;

/** What stands beside a field in its section. */
export type Beside = {
  /** Whether a field is written, if only as null. */
  has(field: string): boolean;
  /** The value of a field where it is right, as plain data. */
  right(field: string): unknown;
};

/** Something that must hold beside a field, or the backtest does without it. */
export type ReadCondition = {
  /** Why it is not read otherwise, to follow "not simulated:". */
  readonly reason: string;
  /** The fields that decide. */
  readonly fields: readonly string[];
  holds(beside: Beside): boolean;
  /** True where a fixed value is none the worse: what it says is said elsewhere, too. */
  readonly harmless?: boolean;
};

/** Planned only. */
export const never: ReadCondition = {
  reason: "the backtest has no rule for it",
  fields: [],
  holds: () => false,
};
const method = "position_size_method";
export const byPercentage: ReadCondition = {
  reason: `the backtest reads it only with \`${method}: percentage\``,
  fields: [method],
  holds: ({ right }) => right(method) === "percentage",
};
export const byFixedSize: ReadCondition = {
  reason: `the backtest does not read it with \`${method}: percentage\``,
  fields: [method],
  holds: (beside) => !byPercentage.holds(beside),
};
/** Sizes of a number of shares need no costs; what is charged for them is the execution's own. */
export const byFraction: ReadCondition = {
  reason:
    "the backtest needs costs here only to size a fraction of the equity, not a number of shares",
  fields: [method, "max_position_size"],
  holds(beside) {
    const size = beside.right("max_position_size");
    return byPercentage.holds(beside) || !(typeof size === "number" && size > sharesAbove);
  },
  harmless: true,
};
/** The more specific of two spellings counts. */
export const unlessRight = (field: string): ReadCondition => ({
  reason: `\`${field}\` stands instead of it`,
  fields: [field],
  holds: ({ right }) => right(field) === undefined,
});
export const unlessWritten = (field: string): ReadCondition => ({
  reason: `\`${field}\` stands instead of it`,
  fields: [field],
  holds: ({ has }) => !has(field),
});

/** What people should know about a field: for messages, completion and hover. */
export type FieldText = {
  /** What it is, in one sentence. */
  readonly description: string;
  /** What a right value is, to follow "should be". */
  readonly expects: string;
  readonly unit?: string;
  /** Values to choose from: all that are right, or the usual ones. */
  readonly values?: readonly string[];
  /** What the backtest needs to read it, all of it; it reads a field of a container without it. */
  readonly readIf?: readonly ReadCondition[];
  /** The largest value that has the first of two units, where larger ones have the second. */
  readonly unitChange?: { readonly upTo: number; readonly units: readonly [string, string] };
};
