import {
  blocking,
  createProblem,
  hint,
  limit,
  warning,
  type Diagnostic,
} from "../text/diagnostic.ts";

/** What can be wrong with a text as YAML, as PyYAML reads it (spec page 1, "Diagnostics"). */
export const yamlDiagnostics = {
  syntax: blocking((message: string) => message),
  "merge-conflict": blocking(
    (marker: string) =>
      `a git merge conflict (\`${marker}\`): choose one side and delete the markers`,
  ),
  "control-character": blocking(
    (name: string) =>
      `the control character ${name} cannot stand in YAML; nothing after it is read`,
  ),
  "other-line-break": blocking(
    (name: string) =>
      `${name} is a line break to Python and an ordinary character to others; remove it, or write it as an escape in double quotes`,
  ),
  "line-break-to-python": warning(
    (name: string) =>
      `${name} is a line break to Python and an ordinary character to others: the values differ; remove it`,
  ),
  tab: blocking(() => "a tab: Python's YAML takes only spaces here"),
  "several-documents": blocking(
    () => "a second document begins here; a configuration is one document",
  ),
  "text-too-long": limit(
    (length: string) => `limit of 1,000,000 characters of text: this has ${length}`,
  ),
  "nested-too-deep": limit(() => "limit of 64 levels of nesting: this is deeper"),
  "too-many-nodes": limit(
    () => "limit of 100,000 values and keys, those that aliases stand for included: this is beyond",
  ),
  "undefined-alias": blocking(
    (name: string) => `the alias \`*${name}\` names no anchor \`&${name}\` before it`,
  ),
  "circular-alias": blocking(
    (name: string) => `the alias \`*${name}\` is circular: it stands inside its own anchor`,
  ),
  "duplicate-anchor": blocking(
    (name: string) => `the anchor \`&${name}\` is a duplicate: Python refuses a second one`,
  ),
  "unknown-tag": blocking(
    (tag: string) => `Python's safe loader does not know the tag \`${tag}\` here; nothing is run`,
  ),
  "refused-scalar": blocking((reason: string) => `Python refuses this: ${reason}`),
  "halved-key": blocking(
    () =>
      "this key's escapes write one character in two halves, which Python keeps apart; write it itself",
  ),
  "unhashable-key": blocking(() => "a list or a mapping cannot be a key in Python"),
  "bad-merge": blocking(() => "a merge key `<<` needs a mapping or a list of mappings"),
  "duplicate-key": warning(
    (key: string) => `duplicate key \`${key}\`: Python keeps this last value`,
  ),
  "duplicate-key-ignored": warning(
    (key: string) => `duplicate key \`${key}\`: Python ignores this value and keeps the last one`,
  ),
  "yaml-readings-differ": warning(
    (text: string, python: string, other: string) =>
      `Python reads \`${text}\` as ${python}; YAML 1.2 as ${other}`,
  ),
  "number-not-finite": warning((text: string) => `\`${text}\` is no finite number`),
  "unusual-number": hint((text: string, meaning: string) => `\`${text}\` is ${meaning}`),
  "invisible-in-key": warning(
    (key: string, name: string) =>
      `the key \`${key}\` has an invisible character, ${name}: it is another key than it seems`,
  ),
  "look-alike-in-key": warning(
    (key: string, character: string) =>
      `the key \`${key}\` has ${character}, which looks like a Latin letter: it is another key than it seems`,
  ),
  "markdown-fence": blocking(
    (fence: string) =>
      `a Markdown fence, \`${fence}\`, and no YAML: remove the lines of the fence, and what stands around it`,
  ),
  "number-split": warning(
    (written: string, count: string, meant: string) =>
      `\`${written}\` is ${count} values, since a comma divides them; for one number write \`${meant}\``,
  ),
  "look-alike-in-value": warning(
    (text: string, named: string, like: string) =>
      `\`${text}\`${named} is text to YAML, and only looks like ${like}`,
  ),
  "invisible-in-value": warning(
    (text: string, name: string) => `\`${text}\` has ${name}: it is not what it seems`,
  ),
  "bidi-in-value": warning(
    (text: string, name: string) =>
      `\`${text}\` has ${name}, which turns the direction of what is written around it`,
  ),
  "twin-keys": warning(
    (key: string) =>
      `the key \`${key}\` looks like another one but is written with other characters (Unicode NFC and NFD): two keys`,
  ),
} as const;

export type YamlCode = keyof typeof yamlDiagnostics;
export type YamlDiagnostic = Diagnostic<YamlCode>;

/** Makes a diagnostic of the reading of YAML. */
export const problem = createProblem(yamlDiagnostics);
