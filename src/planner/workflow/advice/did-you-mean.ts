import type { Fix } from "../../../text/diagnostic.ts";
import { shorten } from "../../../yaml/quote-value.ts";
import { textKey, type MapValue, type TextValue } from "../../../yaml/value.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { remark } from "../../later-diagnostic.ts";
import type { ReadingState } from "../read-section.ts";
import { fieldsOf, type FieldSection } from "./fields.ts";

/** Keys that people write at the wrong level, and where the engine looks for them. */
const misplaced: Readonly<Partial<Record<FieldSection, ReadonlyMap<string, string>>>> = {
  workflow: new Map([
    ["risk_config", "risk"],
    ["execution_config", "execution"],
    ["portfolio_config", "portfolio"],
    ["strategy", "strategies"],
  ]),
};

/** Hints at the keys of a mapping that are nearly, but not quite, a known field of the section. */
export function hintAtKeys(
  state: ReadingState,
  map: MapValue,
  place: { readonly section: FieldSection; readonly path: string; readonly strategyType?: string },
): void {
  const fieldsOfPlace = fieldsOf(place.section, place.strategyType);
  const everywhere = fieldsOf(place.section);
  for (const { key } of map.entries.values()) {
    if (key.type !== "text" || everywhere.has(key.value)) continue;
    const meant =
      misplaced[place.section]?.get(key.value) ?? similarKey(key.value, fieldsOfPlace.keys());
    if (meant === undefined) continue;
    const path = place.path === "" ? key.value : `${place.path}.${key.value}`;
    const fixes = map.entries.has(textKey(meant)) ? [] : renameFix(state, key, meant);
    state.diagnostics.push(didYouMean(key, meant, placeName(place.section), path, fixes));
  }
}

/** The hint itself, at a key. */
export function didYouMean(
  key: TextValue,
  meant: string,
  where: string,
  path: string,
  fixes: readonly Fix[],
): Diagnostic {
  const words = [shorten(key.value), meant, where] as const;
  return remark("did-you-mean", { path, range: key.range }, [...words], { fixes });
}

/** Replaces a key where it stands; quotes stay, since flow mappings may need them. */
export function renameFix({ source }: ReadingState, key: TextValue, meant: string): readonly Fix[] {
  const { start, end } = key.range;
  const written = source.text.slice(start, end);
  const quotes = /^(["']?)([^]*)\1$/.exec(written);
  if (!quotes || quotes[2] !== key.value || written === "") return [];
  const inset = quotes[1] === "" ? 0 : 1;
  const range = { start: start + inset, end: end - inset };
  return [{ title: `Rename to \`${meant}\``, edits: [{ range, text: meant }] }];
}

/** The first known key that differs only in spelling or by one edit; short keys have no neighbours. */
export function similarKey(key: string, candidates: Iterable<string>): string | undefined {
  if (key.length < 3 || key.length > 60) return undefined;
  const spelled = snakeCase(key);
  let near: string | undefined;
  for (const candidate of candidates) {
    if (candidate === spelled) return candidate;
    if (near === undefined && candidate.length > 3 && isOneEdit(key, candidate)) near = candidate;
  }
  return near;
}

/** The first key like that which differs in more than a number: `fee1` and `fee10` are two on purpose. */
export function misspeltKey(key: string, candidates: readonly string[]): string | undefined {
  const letters = key.replace(/[0-9]/g, "");
  return similarKey(
    key,
    candidates.filter((candidate) => candidate.replace(/[0-9]/g, "") !== letters),
  );
}

/** `maxPositionSize`, `max-position-size` and `MAX_POSITION_SIZE` are spellings of one name. */
function snakeCase(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/[-\s]/g, "_")
    .toLowerCase();
}

/** One letter more, less or other, or two neighbours swapped. A digit more is deliberate: `period2`. */
function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (
    end < Math.min(a.length, b.length) - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end++;
  }
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (/[0-9]/.test(restA)) return false;
  if (restA.length <= 1 && restB.length <= 1) return true;
  const [first = "", second = ""] = restA;
  return restA.length === 2 && restB === second + first;
}

function placeName(section: FieldSection): string {
  if (section === "workflow") return "the workflow";
  return section === "strategy" ? "a strategy" : section;
}
