import { readFileSync } from "node:fs";
import { buildView, withFolds } from "../../planner/answer/build-view.ts";
import { explainPlan } from "../../planner/explain/explanation.ts";
import { createFolds } from "../../planner/fold/folds.ts";
import { planText } from "../../planner/plan-text.ts";
import { reviewSheet } from "../review-sheet.ts";
import type { SheetInput } from "../sheet-input.ts";
import { widthOf, type Font } from "../text-width.ts";
import { everyElement, readXml, type XmlElement } from "./read-xml.ts";

export const example = (name: string): string =>
  readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");

/** The sheet of a text, at the usual size and without what the maker of the file adds. */
export function sheetOf(text: string, asked: Partial<SheetInput> = {}): string {
  const planned = planText(text, "pyyaml");
  const explanation = explainPlan(planned.plan, planned.factored, text);
  const plan = {
    ...withFolds(buildView(planned.plan, "pyyaml"), createFolds(planned)),
    explanation,
  };
  const size = { width: 1600, height: 1000 };
  return reviewSheet({ plan, text, version: "1.2.3", theme: "light", size, ...asked });
}

type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly what: string;
};

/** What is wrong with the places of a sheet's elements: outside of it, or texts on each other. */
export function misplaced(svg: string): readonly string[] {
  const root = readXml(svg);
  const [, , width = 0, height = 0] = (root.attributes.get("viewBox") ?? "").split(" ").map(Number);
  const elements = root.children.flatMap((child) =>
    ["rect", "path", "text"].includes(child.name) ? [child] : [],
  );
  const boxes = elements.map(boxOf);
  const outside = boxes.filter(
    ({ left, top, right, bottom }) =>
      !(left >= 0 && top >= 0 && right <= width && bottom <= height),
  );
  const texts = elements.flatMap((element) => (element.name === "text" ? [boxOf(element)] : []));
  const over = texts.flatMap((one, n) =>
    texts
      .slice(n + 1)
      .flatMap((other) => (overlap(one, other) ? [`${one.what} ⟷ ${other.what}`] : [])),
  );
  return [...outside.map(({ what }) => `outside: ${what}`), ...over];
}

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right &&
  other.left < one.right &&
  one.top < other.bottom &&
  other.top < one.bottom;

function boxOf(element: XmlElement): Box {
  const number = (name: string): number => Number(element.attributes.get(name) ?? 0);
  const [x, y] = [number("x"), number("y")];
  switch (element.name) {
    case "text": {
      const size = number("font-size");
      const width = textWidth(element, size);
      const anchor = element.attributes.get("text-anchor") ?? "start";
      const left = anchor === "end" ? x - width : anchor === "middle" ? x - width / 2 : x;
      // above capitals and below descenders
      const [top, bottom] = [y - size * 0.76, y + size * 0.24];
      return { left, top, right: left + width, bottom, what: element.text };
    }
    case "rect":
      return {
        left: x,
        top: y,
        right: x + number("width"),
        bottom: y + number("height"),
        what: `rect ${x} ${y} ${number("width")} ${number("height")}`,
      };
    default:
      return pathBox(element);
  }
}

function textWidth(element: XmlElement, size: number): number {
  const mono = element.attributes.has("font-family");
  const fontOf = ({ attributes }: XmlElement): Font =>
    mono ? "JetBrains Mono 400" : attributes.has("font-weight") ? "Inter 600" : "Inter 400";
  const pieces = element.children.filter(({ name }) => name === "tspan");
  const drawn = pieces.length > 0 ? pieces : [element];
  // a tenth more is reserved, half of which other fonts may use here
  return drawn.reduce((sum, piece) => sum + widthOf(piece.text, fontOf(piece), size), 0) / 1.05;
}

function pathBox({ attributes }: XmlElement): Box {
  const d = attributes.get("d") ?? "";
  const at = /translate\(([\d.-]+) ([\d.-]+)\) scale\(([\d.-]+)\)/.exec(
    attributes.get("transform") ?? "",
  );
  if (at) {
    const [x, y, scale] = [Number(at[1]), Number(at[2]), Number(at[3])];
    return { left: x, top: y, right: x + 16 * scale, bottom: y + 16 * scale, what: `sign ${d}` };
  }
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [, command, rest = ""] of d.matchAll(/([MLQHVZ])([^MLQHVZ]*)/g)) {
    const numbers = rest.trim() === "" ? [] : rest.trim().split(/[ ,]+/).map(Number);
    for (const [n, number] of numbers.entries()) {
      if (command === "H" || (command !== "V" && n % 2 === 0)) xs.push(number);
      else ys.push(number);
    }
  }
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
    what: `path ${d}`,
  };
}

/** Every text on a sheet, one after the other. */
export const wordsOn = (svg: string): string =>
  Array.from(everyElement(readXml(svg)))
    .filter(({ name }) => name === "text")
    .map(({ text }) => text)
    .join("\n");
