import type { Card, Item } from "../graph/card.ts";
import { flowOf } from "../graph/flow.ts";
import type { PlanView } from "../planner/answer/view.ts";
import type { Role } from "../planner/model.ts";
import { shortCount } from "../text/count-text.ts";
import { palettes } from "./palette.ts";
import { plainLine } from "./xml-text.ts";

const lanes: readonly (readonly [role: Role, title: string])[] = [
  ["hub", "Hub"],
  ["strategy", "Strategies"],
  ["risk", "Risk"],
  ["execution", "Execution"],
  ["portfolio", "Portfolios"],
];

/** The plan as a Mermaid flowchart, for texts that draw one: classes, containers and adapters. */
export function mermaidOf(plan: PlanView): string {
  const { lanes: blocks, pills, links } = flowOf({ ...plan, combinationViews: [] });
  const names = new Map<string, string>();
  const nodeOf = (item: Item, role?: Role): string => {
    const name = `n${names.size}`;
    names.set(item.id, name);
    const label = labelOf(item.card).map(escapeMermaid).join("<br/>");
    return role ? `${name}["${label}"]:::${role}` : `${name}(["${label}"])`;
  };
  const { role: colours, roleLine } = palettes.light;
  return [
    "flowchart LR",
    ...lanes.flatMap(([role, title]) => [
      `  subgraph ${role}s["${title}"]`,
      ...blocks[role].map((block) => `    ${nodeOf(block, role)}`),
      "  end",
    ]),
    ...pills.map((pill) => `  ${nodeOf(pill)}`),
    ...links.flatMap(({ source, target }) => {
      const [from, to] = [names.get(source), names.get(target)];
      return from && to ? [`  ${from} --> ${to}`] : [];
    }),
    ...lanes.map(
      ([role]) =>
        `  classDef ${role} fill:${colours[role]}33,stroke:${roleLine[role]},color:#1a1f25`,
    ),
    "",
  ].join("\n");
}

function labelOf(card: Card): readonly string[] {
  switch (card.kind) {
    case "hub":
      return [card.id];
    case "class":
      return [`${shortCount(card.count)} × ${card.role}`, ...card.strip];
    case "shared":
      return [
        `${card.container.id} ×${shortCount(card.container.serves)}`,
        ...card.rows.map(({ field, value }) => `${field} ${value}`),
      ];
    case "stack":
      return [`${card.role} ×${shortCount(card.count)}`, card.title];
    case "adapter":
      return [
        card.count > 1n ? `${card.type} ×${shortCount(card.count)}` : card.type,
        card.events.join(" "),
        ...(card.routingKey ? [card.routingKey] : []),
      ];
    case "single":
      return [card.id];
    case "lane":
      return [card.title];
  }
}

/** Mermaid reads labels as Markdown and HTML: all but letters, figures and spaces are written as codes. */
const escapeMermaid = (text: string): string =>
  Array.from(plainLine(text), (letter) =>
    /^[\p{L}\p{M}\p{N} ._,×·…−-]$/u.test(letter) ? letter : `#${letter.codePointAt(0)};`,
  ).join("");
