import { blocking, error, warning, info, hint, limit } from "../text/diagnostic.ts";

/**
 * The diagnostics that nothing of a first plan needs, since what says them is loaded after it, or for a
 * text that has rules: otherwise as those of the other table.
 */
export const laterDiagnosticTable = {
  "did-you-mean": hint(
    (key: string, meant: string, place: string) =>
      `\`${key}\` is no known key of ${place}; did you mean \`${meant}\`?`,
  ),
  "field-value": warning(
    (field: string, expected: string, found: string) =>
      `\`${field}\` should be ${expected}, found ${found}; it is planned as it is`,
  ),
  "foreign-sweep": blocking(
    (name: string, contents: string, advice: string) => `this is ${name}: ${contents}; ${advice}`,
  ),
  "foreign-sweep-beside": error(
    (name: string, contents: string) =>
      `beside its strategies the document holds ${name}: ${contents}; nothing of that is planned`,
  ),
  "needs-registry": blocking(
    (path: string) =>
      `\`${path}\` names strategies that only your engine's registry knows, so nobody can count them here; write them as \`strategies\`, each with its parameters`,
  ),
  "engine-drops": warning(
    (drops: string, n: string, type: string, rule: string) =>
      `your engine will drop ${drops} of ${n} by itself, those of ${type} that fail \`${rule}\`: here they are planned`,
  ),
  "order-differs": info(
    (key: string) =>
      `\`${key}\` stands outermost here, and your engine crosses strategies with it the other way round: the combinations are the same, their numbers are not`,
  ),
  "list-kept": info(
    (path: string, count: string) =>
      `\`${path}\` is one value, a list of ${count}, as your engine has it; {values: [...]} sweeps it`,
  ),
  "strategy-implied": info(
    (path: string, type: string) =>
      `\`${path}\` sweeps parameters and the document has no strategy: one of type \`${type}\` is planned`,
  ),
  "search-is-sampled": info(
    (key: string, size: string) =>
      `\`${key}\`: the plan is the whole space of combinations; the search runs ${size}`,
  ),
  "data-axis-not-planned": info(
    (runs: string) =>
      `your engine may run this plan once for each of ${runs}; the figures here are those of one run`,
  ),
  "rule-syntax": blocking(
    (rule: string, path: string, reason: string) =>
      `the rule ${rule} of \`${path}\` cannot be read: ${reason}`,
  ),
  "rule-too-large": limit((most: string, found: string) => `limit of ${most}: ${found}`),
  "rules-drop-all": blocking(
    (n: string, rule: string) =>
      `${rule} drops all ${n} combinations: there is nothing left to run`,
  ),
  "rule-type": error(
    (rule: string, reason: string) =>
      `the rule ${rule} cannot be computed for every combination, and drops none where it cannot: ${reason}`,
  ),
  "rule-reaches-nothing": error(
    (rule: string, names: string) => `the rule ${rule} drops nothing: no combination has ${names}`,
  ),
  "rule-ambiguous": error(
    (name: string, roles: string, forms: string) =>
      `\`${name}\` stands in ${roles}, and the rule drops nothing there; write ${forms}`,
  ),
  "exclude-matches-nothing": warning(
    (rule: string, reason: string) => `${rule} excludes nothing: ${reason}`,
  ),
  "rule-not-read": warning(
    (path: string, key: string) =>
      `\`${path}\` is a part of the strategy's configuration and drops no combination; rules stand in \`optimization.${key}\``,
  ),
  "rule-on-results": hint(
    (path: string, found: string) =>
      `\`${path}\` limits results, ${found}: it drops no combination before a run; a rule on values is a text such as "fast_period < slow_period"`,
  ),
  "misspelt-field": error(
    (key: string, reason: string, advice: string) =>
      `the grid's \`${key}\` ${reason}, so it varies nothing that is there${advice}`,
  ),
  "creates-field": warning(
    (key: string, field: string, place: string, advice: string) =>
      `the grid's \`${key}\` creates a field \`${field}\` of ${place}, which nothing declares${advice}`,
  ),
  "axis-reaches-nothing": error(
    (key: string, n: string) =>
      `axis \`${key}\` reaches no container; it only multiplies combinations by ${n}`,
  ),
  "axis-overwritten": warning(
    (key: string, later: string) =>
      `axis \`${key}\` has no effect where \`${later}\` writes the same field later; both multiply the combinations`,
  ),
  "override-overwritten": warning(
    (key: string, strategy: string, field: string) =>
      `the grid's \`${key}\` overrides \`${field}\`, which ${strategy} sets itself`,
  ),
  "parameter-only-repeats": warning(
    (key: string, strategy: string, parameter: string) =>
      `the grid's \`${key}\` overrides ${strategy}'s own axis \`${parameter}\`, which now only repeats combinations`,
  ),
  "value-on-the-way-replaced": warning(
    (key: string, way: string) =>
      `\`${key}\` goes deeper than \`${way}\`, which is no mapping: a mapping replaces it`,
  ),
  "axis-splits-two-roles": hint(
    (key: string, narrower: string) =>
      `\`${key}\` is declared by risk and by execution, so this axis multiplies the containers of both; to sweep one only, write ${narrower}`,
  ),
  "too-many-to-list": limit(
    (count: string, most: string) =>
      `${count} combinations are above the limit of ${most} to list; ask for a --summary`,
  ),
  "expect-failed": error(
    (what: string, actual: string, expected: string, blame: string) =>
      `${what} is ${actual}, expected ${expected}${blame}`,
  ),
  "unit-changes": warning(
    (axis: string, values: string, upTo: string) =>
      `axis \`${axis}\` changes its unit in the simulation: ${values}; sweep values up to ${upTo}, or above it`,
  ),
  "timeframe-differs": warning(
    (written: string, spacing: string) =>
      `\`data.timeframe\` is ${written}, but the bars of the file are ${spacing} apart; the file decides`,
  ),
  "not-simulated": info(
    (type: string, advice: string) =>
      `no rule simulates the strategy type ${type}: its combinations are planned, and a backtest leaves them out${advice}`,
  ),
  "field-not-simulated": info(
    (fields: string, reason: string) => `${fields} planned, but not simulated: ${reason}`,
  ),
  "cannot-differ": info(
    (combinations: string, reason: string) =>
      `${combinations} cannot differ in the simulation${reason}`,
  ),
};
