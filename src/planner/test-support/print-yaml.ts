import { expressionOf, nameText } from "./oracle-rules.ts";
import type { AxisModel, ConfigModel, Member, StrategyModel } from "./oracle.ts";
import { floatText, text, type Plain } from "./plain.ts";
import { inAnotherDialect } from "./print-dialect.ts";

/** How a configuration is spelled. The seed decides every free choice. */
export type Spelling = {
  readonly seed: number;
  /** Also changes the order of keys wherever it means nothing: sections, overrides, nested mappings. */
  readonly shuffle: boolean;
  /** In one of the dialects of its users, where any of them can hold it. */
  readonly dialect?: boolean;
};

export type Printable =
  | Exclude<Plain, { readonly is: "list" | "map" }>
  | { readonly is: "digits"; readonly digits: string }
  | { readonly is: "list"; readonly items: readonly Printable[] }
  | {
      readonly is: "map";
      readonly loose: boolean;
      /** Keys whose order among each other is never changed. */
      readonly ordered?: readonly string[];
      readonly entries: readonly (readonly [string, Printable])[];
    };

/** Writes a configuration as YAML: block, flow or JSON style, with comments, quotes and line ends varied. */
export function printYaml(config: ConfigModel, spelling: Spelling): string {
  const random = generator(spelling.seed);
  const choose = (n: number) => Math.floor(random() * n);
  const printer = createPrinter(choose, spelling.shuffle);
  const document = documentOf(config, choose);
  const root = spelling.dialect ? inAnotherDialect(document, choose) : document;
  const body =
    choose(6) === 0 ? `${printer.flow(root, choose(2) === 0)}\n` : printer.block(root, "");
  const start = ["", "", "---\n", "# a comment\n\n", "\uFEFF"][choose(5)] ?? "";
  const whole = start + body;
  return choose(6) === 0 ? whole.replaceAll("\n", "\r\n") : whole;
}

function documentOf(config: ConfigModel, choose: (n: number) => number): Printable {
  const axes = (entries: readonly (readonly [string, AxisModel])[]): Printable => ({
    is: "map",
    loose: false,
    entries: entries.map(([key, axis]) => [key, axisOf(axis, choose)]),
  });
  const member = (part: Member): readonly [string, Printable] => {
    switch (part.member) {
      case "field":
        return [part.key, loosely(part.value)];
      case "parameters":
        return [part.spelling, axes(part.axes)];
      case "alternatives":
        return [part.spelling, { is: "list", items: part.grids.map(axes) }];
      case "zip":
        return ["zip", groupsOf(part.groups)];
      case "override":
        return [part.role + (part.spelling === "long" ? "_config" : ""), loosely(part.value)];
    }
  };
  const strategy = (members: StrategyModel): Printable => ({
    is: "map",
    loose: false,
    entries: members.map(member),
  });
  const section = (name: string, value: Plain | undefined): [string, Printable][] => {
    if (value) return [[name, loosely(value)]];
    if (config.alternatives?.some(([key]) => key === name)) return [];
    return choose(4) === 0 ? [[name, { is: "null" }]] : [];
  };
  const rules = rulesOf(config);
  const areInside = rules.length > 0 && choose(3) > 0;
  const grid: [string, Printable][] =
    config.grid.length > 0 || config.gridZip || areInside || choose(2) === 0
      ? [
          [
            "optimization",
            mapping([
              ["parameter_grids", axes(config.grid)],
              ...(config.gridZip ? [["zip", groupsOf(config.gridZip)] as const] : []),
              ...(areInside ? rules : []),
            ]),
          ],
        ]
      : [];
  const alternatives = config.alternatives ?? [];
  const entries: readonly (readonly [string, Printable])[] = [
    ["type", text("optimization")],
    ...(config.initialCapital ? section("initial_capital", config.initialCapital) : []),
    ["strategies", { is: "list", items: config.strategies.map(strategy) }],
    ...grid,
    ...(areInside ? [] : rules),
    ...section("risk", config.base.risk),
    ...section("execution", config.base.execution),
    ...section("portfolio", config.base.portfolio),
    ...alternatives.map(([key, axis]) => [key, axisOf(axis, choose)] as const),
  ];
  return { is: "map", loose: true, entries, ordered: alternatives.map(([key]) => key) };
}

/** Constraints and exclusions, each as it is written. */
function rulesOf({ rules = [] }: ConfigModel): readonly (readonly [string, Printable])[] {
  const constraints = rules.flatMap((rule) =>
    rule.rule === "compare" ? [text(expressionOf(rule))] : [],
  );
  const excluded = rules.flatMap((rule) =>
    rule.rule === "exclude"
      ? [
          mapping(
            rule.conditions.map(
              ([name, values]) =>
                [
                  nameText(name),
                  { is: "list", items: values.map(loosely) } satisfies Printable,
                ] as const,
            ),
          ),
        ]
      : [],
  );
  return [
    ...(constraints.length > 0
      ? [["constraints", { is: "list", items: constraints }] as const]
      : []),
    ...(excluded.length > 0 ? [["exclude", { is: "list", items: excluded }] as const] : []),
  ];
}

function mapping(entries: readonly (readonly [string, Printable])[]): Printable {
  return { is: "map", loose: true, entries };
}

/** One group is a list of names, or a list of one such list. */
function groupsOf(groups: readonly (readonly string[])[]): Printable {
  const lists = groups.map((names): Printable => ({ is: "list", items: names.map(text) }));
  const [only, ...others] = lists;
  return only && others.length === 0 ? only : { is: "list", items: lists };
}

function loosely(value: Plain): Printable {
  if (value.is === "list") return { is: "list", items: value.items.map(loosely) };
  if (value.is !== "map") return value;
  return mapping(value.entries.map(([key, item]) => [key, loosely(item)] as const));
}

function axisOf(axis: AxisModel, choose: (n: number) => number): Printable {
  switch (axis.form) {
    case "list":
      return { is: "list", items: axis.items.map(loosely) };
    case "named": {
      const entries = axis.items.map((item, i) => [`n${i}`, loosely(item)] as const);
      return { is: "map", loose: false, entries };
    }
    case "values":
    case "choices":
      return mapping([[axis.form, { is: "list", items: axis.items.map(loosely) }]]);
    case "exactly":
      return mapping([["value", loosely(axis.value)]]);
    case "fixed":
      return loosely(axis.value);
    case "mapping": {
      const { min, max, step } = axis;
      const digits = [min, max, step].map((written) => ({ is: "digits", ...written }) as const);
      const [low = digits[0], high, by] = digits;
      const type = [min, max, step].some((written) => written.digits.includes("."))
        ? "float"
        : "int";
      return mapping([
        ...(choose(3) === 0 ? [["type", text(type)] as const] : []),
        ["min", low ?? text("")],
        ["max", high ?? text("")],
        ["step", by ?? text("")],
      ]);
    }
    case "text": {
      const space = () => " ".repeat(choose(3));
      const inner = [axis.min, axis.max, axis.step].map(({ digits }) => space() + digits + space());
      return text(`range(${inner.join(",")})`);
    }
  }
}

function createPrinter(choose: (n: number) => number, shuffle: boolean) {
  const entriesOf = (node: Extract<Printable, { is: "map" }>) => {
    const entries = [...node.entries];
    if (!shuffle || !node.loose) return entries;
    for (let i = entries.length - 1; i > 0; i--) {
      const j = choose(i + 1);
      const [a, b] = [entries[i], entries[j]];
      if (a && b) [entries[i], entries[j]] = [b, a];
    }
    const ordered = node.entries.filter(([key]) => node.ordered?.includes(key));
    return entries.map((entry) => (node.ordered?.includes(entry[0]) && ordered.shift()) || entry);
  };
  const comment = () => (choose(8) === 0 ? " # as the desk asked: 5 % less" : "");
  const flow = (node: Printable, json: boolean): string => {
    if (node.is === "list") return `[${node.items.map((item) => flow(item, json)).join(", ")}]`;
    if (node.is !== "map") return scalar(node, json, choose);
    const printed = entriesOf(node).map(
      ([key, value]) => `${scalar(text(key), json, choose)}: ${flow(value, json)}`,
    );
    const [between, around] = json && choose(2) === 0 ? [",\n  ", "\n  "] : [", ", ""];
    // a flow mapping over several lines stays deeper than any block around it
    return printed.length === 0
      ? "{}"
      : `{${around.trimStart()}${printed.join(between.trimEnd() + " ")}}`;
  };
  const block = (node: Printable, margin: string): string => {
    const isEmpty = isNested(node) && childrenOf(node).length === 0;
    if (!isNested(node) || isEmpty) return `${margin}${flow(node, false)}${comment()}\n`;
    if (node.is === "list") return node.items.map((item) => itemOf(item, margin)).join("");
    return entriesOf(node)
      .map(([key, value]) => {
        const before = choose(12) === 0 ? `${margin}# ${key} below\n` : "";
        return `${before}${margin}${scalar(text(key), false, choose)}:${after(value, margin)}`;
      })
      .join("");
  };
  const after = (value: Printable, margin: string): string => {
    const inline = !isNested(value) || childrenOf(value).length === 0 || choose(3) === 0;
    if (inline) return ` ${flow(value, choose(3) === 0)}${comment()}\n`;
    const deeper = value.is === "list" && choose(2) === 0 ? "" : " ".repeat(1 + choose(4));
    return `${comment()}\n${block(value, margin + deeper)}`;
  };
  const itemOf = (item: Printable, margin: string): string => {
    const inline = !isNested(item) || childrenOf(item).length === 0 || choose(4) === 0;
    if (inline) return `${margin}- ${flow(item, choose(3) === 0)}${comment()}\n`;
    if (choose(4) === 0) return `${margin}-${comment()}\n${block(item, `${margin}  `)}`;
    const inner = block(item, `${margin}  `);
    // a comment line cannot stand beside the dash
    return inner.trimStart().startsWith("#")
      ? `${margin}-\n${inner}`
      : `${margin}- ${inner.trimStart()}`;
  };
  return { flow, block };
}

function isNested(node: Printable): node is Extract<Printable, { is: "list" | "map" }> {
  return node.is === "list" || node.is === "map";
}

function childrenOf(node: Extract<Printable, { is: "list" | "map" }>): readonly unknown[] {
  return node.is === "list" ? node.items : node.entries;
}

/** Words that a reader of YAML takes for something else than text. */
const reserved = /^(true|false|yes|no|on|off|null|y|n)$/i;

function scalar(node: Printable, json: boolean, choose: (n: number) => number): string {
  switch (node.is) {
    case "digits":
      return node.digits;
    case "int":
      return node.value.toString();
    case "float":
      return floatSpelling(node.value);
    case "bool":
      return String(node.value);
    case "null":
      return json || choose(2) === 0 ? "null" : "~";
    case "text": {
      const plain = /^[A-Za-z_][\w.]*$/.test(node.value) && !reserved.test(node.value);
      const style = json ? 2 : choose(plain ? 4 : 3);
      // eslint-disable-next-line no-control-regex -- what single quotes cannot hold
      if (style < 1 && /^[^\u0000-\u001f\u007f]*$/.test(node.value)) {
        return `'${node.value.replaceAll("'", "''")}'`;
      }
      if (plain && style !== 2) return node.value;
      return JSON.stringify(node.value).replaceAll("\u007f", "\\u007f");
    }
    case "list":
    case "map":
      throw new Error("not a scalar");
  }
}

/** A float as PyYAML reads one: a dot always, and a sign in the exponent. */
function floatSpelling(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  const repr = floatText(value);
  return repr.includes("e") && !repr.includes(".") ? repr.replace("e", ".0e") : repr;
}

/** A small seeded generator (mulberry32), so that a failing spelling can be printed again. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
