import { entryOf, keyText, type MapValue, type TextValue, type Value } from "../../yaml/value.ts";
import { readAt, writeAt, writeInto } from "../sharing/reach/configuration.ts";
import { homeByKey } from "../sharing/reach/reach.ts";
import { sectionRoles } from "../workflow/axis-target.ts";
import { exactly } from "./axis-value.ts";
import { listOf, textOf } from "./build.ts";

/** Where a key of another tool writes in a document of one strategy: in a section, or in its parameters. */
type Place = { readonly in: "root" | "parameters"; readonly path: readonly Value[] };

/** The document with a field at one value: where sections declare it, else home, else a parameter. */
export function withField(root: MapValue, key: string, value: Value): MapValue {
  return placesOf(root, key).reduce((written, place) => write(written, place, value), root);
}

/** The same where the document has no such field yet, so that a sweep of it makes no new one. */
export function declareField(root: MapValue, key: string, value: Value): MapValue {
  const isThere = placesOf(root, key).some((place) => isKnown(place) || valueAt(root, place));
  return isThere ? root : withField(root, key, value);
}

function placesOf(root: MapValue, key: string): readonly Place[] {
  const path = key.split(".").map(textOf);
  const [head, ...below] = path;
  if (below.length === 0) {
    const declaring = sectionRoles.filter((role) => readAt(root, [textOf(role), ...path]));
    const home = homeByKey.get(key);
    const roles = declaring.length > 0 || !home ? declaring : [home];
    if (roles.length > 0)
      return roles.map((role) => ({ in: "root", path: [textOf(role), ...path] }));
    return [{ in: "parameters", path }];
  }
  if (sectionRoles.some((role) => role === head?.value)) return [{ in: "root", path }];
  const type = readAt(strategyIn(root), [textOf("type")]);
  const names = ["strategy", type && keyText(type)];
  const isNamed = names.includes(head?.value);
  return [{ in: "parameters", path: isNamed ? withoutSection(root, below) : path }];
}

/** `strategy.params.x` is `x`, unless there is a parameter of that name. */
function withoutSection(root: MapValue, path: readonly TextValue[]): readonly TextValue[] {
  const [first, ...below] = path;
  const isSection = below.length > 0 && /^param(?:eter)?s$/.test(first?.value ?? "");
  return isSection && first && !readAt(strategyIn(root), parameterPath(first)) ? below : path;
}

/** A field that needs no declaration, since the planner knows it. */
function isKnown({ path }: Place): boolean {
  const [role, field, ...below] = path.map(keyText);
  return below.length === 0 && field !== undefined && homeByKey.get(field) === role;
}

function strategyIn(root: MapValue): MapValue | undefined {
  const list = entryOf(root, "strategies")?.value;
  const [strategy] = list?.type === "list" ? list.items : [];
  return strategy?.type === "map" ? strategy : undefined;
}

function valueAt(root: MapValue, place: Place): Value | undefined {
  if (place.in === "root") return readAt(root, place.path);
  const [first, ...below] = place.path;
  return first && readAt(strategyIn(root), [...parameterPath(first), ...below]);
}

function write(root: MapValue, place: Place, value: Value): MapValue {
  if (place.in === "root") return writeAt(root, place.path, value);
  const strategy = strategyIn(root);
  const [first, ...below] = place.path;
  if (!strategy || !first) return root;
  const held = readAt(strategy, parameterPath(first));
  // one value, whatever it looks like
  const parameter = exactly(writeInto(held, below, value));
  const written = writeAt(strategy, [textOf("parameters"), first], parameter);
  return writeAt(root, [textOf("strategies")], listOf([written]));
}

const parameterPath = (name: Value): readonly Value[] => [
  textOf("parameters"),
  name,
  textOf("value"),
];
