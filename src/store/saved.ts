/** What a browser keeps between visits. Fields that later versions add are optional. */
export type Saved = {
  readonly version: 1;
  readonly text: string;
  readonly reading?: "pyyaml" | "1.2" | undefined;
  readonly theme?: "system" | "light" | "dark" | "contrast" | undefined;
  readonly name?: string | undefined;
  readonly seen?: { readonly fold: boolean; readonly hint: boolean } | undefined;
  readonly panes?: { readonly left: number; readonly drawer: number } | undefined;
  readonly cost?: { readonly megabytes: number; readonly milliseconds: number } | undefined;
};

type Guard<T> = (value: unknown) => value is T;

const isText: Guard<string> = (value) => typeof value === "string";
const isFlag: Guard<boolean> = (value) => typeof value === "boolean";
// JSON can hold 1e999
const isNumber: Guard<number> = (value): value is number => Number.isFinite(value);
const isOneOf =
  <const T>(...values: readonly T[]): Guard<T> =>
  (value): value is T =>
    values.some((one) => one === value);
const optional =
  <T>(is: Guard<T>): Guard<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || is(value);
const isObject =
  <T>(fields: { readonly [Key in keyof T]-?: Guard<T[Key]> }): Guard<T> =>
  (value): value is T =>
    typeof value === "object" &&
    value !== null &&
    Object.entries<Guard<unknown>>(fields).every(([field, is]) =>
      is(Object.getOwnPropertyDescriptor(value, field)?.value),
    );

/**
 * Whether a parsed record is one of ours. By hand, since every visit begins with it: the schema
 * library would be 6 kB for this one question.
 */
export const isSaved: Guard<Saved> = isObject<Saved>({
  version: isOneOf(1),
  text: isText,
  reading: optional(isOneOf("pyyaml", "1.2")),
  theme: optional(isOneOf("system", "light", "dark", "contrast")),
  name: optional(isText),
  seen: optional(isObject({ fold: isFlag, hint: isFlag })),
  panes: optional(isObject({ left: isNumber, drawer: isNumber })),
  cost: optional(isObject({ megabytes: isNumber, milliseconds: isNumber })),
});
