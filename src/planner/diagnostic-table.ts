import { blocking, error, hint, info, limit, warning } from "../text/diagnostic.ts";
import { yamlDiagnostics } from "../yaml/diagnostic.ts";

/** The smallest useful configuration, shown where there is none. */
export const exampleText = `strategies:
  - type: momentum
    parameters:
      lookback_period: [10, 20]
`;

/**
 * Every diagnostic there is: code, severity, blocking and wording (spec page 1, "Diagnostics").
 * A message names its subject, the value found and what would be right.
 */
export const diagnosticTable = {
  ...yamlDiagnostics,
  // --- sections and strategies ---
  "root-not-mapping": blocking(
    (found: string) =>
      `the document is ${found}; a configuration is a mapping of sections, for example:\n${exampleText}`,
  ),
  "section-not-mapping": blocking(
    (section: string, found: string) =>
      `\`${section}\` must be a mapping of fields, found ${found}; it counts as {}`,
  ),
  "section-null": warning(
    (section: string) => `\`${section}\` has no value (null): it is treated as absent`,
  ),
  "no-strategies": blocking(
    (found: string) =>
      `${found}: there is nothing to run, 0 combinations; \`strategies\` is a list such as [{type: momentum, parameters: {lookback_period: [10, 20]}}]`,
  ),
  "strategies-not-list": blocking(
    (found: string) =>
      `\`strategies\` must be a list, found ${found}; begin each strategy with \`- type:\``,
  ),
  "strategy-not-mapping": blocking(
    (found: string) =>
      `a strategy must be a mapping with \`type\` and \`parameters\`, found ${found}; it is left out of \`strategies\``,
  ),
  "strategy-without-type": error(
    (strategy: string) => `${strategy} has no \`type\`, so the engine cannot tell what to run`,
  ),
  "both-spellings": warning(
    (first: string, second: string) =>
      `\`${second}\` is another spelling of \`${first}\`: both are merged in written order, the later value wins`,
  ),
  "capital-written-twice": warning(
    (used: string, ignored: string) =>
      `\`initial_capital\` is written twice: portfolio.initial_capital wins (${used}), ${ignored} has no effect`,
  ),
  "literal-in-section": hint(
    (field: string, found: string, advice: string) =>
      `\`${field}\` is one value here, ${found}; ${advice}`,
  ),
  "sweep-not-read": error(
    (path: string, sizes: string, names: string) =>
      `${inCode(path)} looks like a sweep of ${sizes}${sizes.includes("×") ? "" : " values"}${names === "" ? "" : ` (${names})`} and is not planned`,
  ),
  "not-read-setting": warning(
    (path: string, meant: string) => `\`${path}\` is not read here; it should be ${meant}`,
  ),
  // --- axes ---
  "axis-empty": blocking(
    (axis: string) => `axis \`${axis}\` is an empty list; it needs at least one value`,
  ),
  "axis-incomplete": blocking(
    (axis: string, reason: string) =>
      `axis \`${axis}\` is incomplete: ${reason}; write {min, max, step}, {values: [...]} or, for one value, {value: ...}`,
  ),
  "axis-continuous": blocking(
    (axis: string, reason: string) =>
      `axis \`${axis}\` has no finite values (${reason}); give a step, or write {values: [...]}`,
  ),
  "alternatives-shape": blocking(
    (path: string, found: string) =>
      `\`${path}\` is ${found}; alternatives are a list of mappings such as [{stop_loss: 0.02}, {stop_loss: 0.05}]`,
  ),
  "zip-shape": blocking(
    (path: string, found: string) =>
      `\`${path}\` must be a list of two keys or more, such as [fast, slow], or a list of such lists; found ${found}`,
  ),
  "zip-unknown-key": blocking(
    (name: string, question: string) =>
      `\`${name}\` in \`zip\` is no key of an axis here${question}`,
  ),
  "zip-key-twice": blocking(
    (name: string) => `\`${name}\` stands twice in \`zip\`: an axis goes with one group alone`,
  ),
  "zip-unequal": blocking(
    (lengths: string) =>
      `paired axes must have as many values as each other: ${lengths}; only the first row is planned`,
  ),
  "axis-step": blocking(
    (axis: string, step: string) => `the step of axis \`${axis}\` must be above 0, found ${step}`,
  ),
  "axis-max-below-min": blocking(
    (axis: string, min: string, max: string) =>
      `axis \`${axis}\` ends below its start: max ${max} is less than min ${min}`,
  ),
  "axis-too-long": limit(
    (axis: string, count: string) =>
      `limit of 1,000,000 values an axis: the range of \`${axis}\` has ${count}`,
  ),
  "range-malformed": blocking(
    (axis: string, reason: string) =>
      `axis \`${axis}\`: ${reason}; write "range(start, stop, step)" with three numbers, the stop included`,
  ),
  "range-expanded": info(
    (axis: string, text: string, count: string, values: string) =>
      `axis \`${axis}\`: ${text} includes its end, unlike Python's own range: ${values} (${count})`,
  ),
  "axis-value-twice": warning(
    (axis: string, value: string, times: string) =>
      `axis \`${axis}\` has the value ${value} ${times}: every combination with it is repeated`,
  ),
  "axis-of-nested": warning(
    (axis: string, found: string, advice: string) =>
      `axis \`${axis}\` has ${found} among its values, which is planned as one value${advice}`,
  ),
  // --- rules ---
  "rules-not-applied": error(
    (n: string) =>
      `the part that computes rules could not be loaded: the plan counts all ${n} combinations, those too that a rule drops`,
  ),
  // --- parts that must be accounted for ---
  "expect-unknown": error(
    (key: string, advice: string, figures: string) =>
      `\`${key}\` is nothing that \`expect\` can compare with the plan${advice}; it takes ${figures}`,
  ),
  "expect-shape": error(
    (figure: string, expects: string, reason: string) =>
      `\`expect.${figure}\` must be ${expects}: ${reason}`,
  ),
  // --- the plan ---
  "factor-too-large": limit(
    (role: string, axes: string, count: string) =>
      `limit of 1,000,000 values at one place: ${axes} write to one place of ${role}; at most ${count} containers`,
  ),
  "unhashable-config": error(
    (role: string, reason: string) => `Python cannot hash this ${role} configuration: ${reason}`,
  ),
  "hash-collision": warning(
    (hash: string, first: string, second: string) =>
      `hash collision: the Python engine would share these two by accident (${first} and ${second} are both ${hash})`,
  ),
  "near-miss": warning(
    (role: string, difference: string, cost: string) =>
      `near miss: ${role} containers differ only by ${difference}, which costs ${cost} for nothing; write both alike`,
  ),
  "containers-not-listed": info(
    (role: string, count: string, axes: string) =>
      `${count} ${role} containers are counted, not listed (limit 100,000); responsible: ${axes}`,
  ),
  // --- what only a backtest reads ---
  "data-not-mapping": info(
    (found: string) =>
      `\`data\` is ${found}, and the backtest reads a mapping of fields such as {source: csv, timeframe: 1d}: nothing of it is read; the plan does not depend on it`,
  ),
} as const;

/** A path between backquotes, unless it has some of its own. */
function inCode(path: string): string {
  return path.includes("`") ? path : `\`${path}\``;
}
