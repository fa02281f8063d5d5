import type { Node, NodeHandle } from "@xyflow/react";
import type { CSSProperties } from "react";
import styles from "./canvas.module.css";
import type { Card } from "./card.ts";
import type { CardData } from "./container-cards.tsx";
import { levelOf, type Picture, type Placed } from "./placed.ts";
import type { Drawn } from "./use-picture.ts";

export type CardFlowNode = Node<CardData<Card["kind"]>, Card["kind"]>;

/** The cards of a picture as React Flow's nodes, and those that leave it during a turn. */
export function toNodes({ picture, before }: Drawn): CardFlowNode[] {
  if (!before) return picture.placed.map((placed) => toNode(placed));
  const is = new Map(picture.placed.map((placed) => [placed.id, placed]));
  const was = new Map(before.placed.map((placed) => [placed.id, placed]));
  const leaving = before.placed.filter(({ id }) => !is.has(id));
  return [
    ...leaving.map((placed) => turned(placed, styles.leaving, is.get(placed.merges ?? ""))),
    ...picture.placed.map((placed) =>
      was.has(placed.id)
        ? toNode(placed)
        : turned(placed, styles.entering, was.get(placed.merges ?? "")),
    ),
  ];
}

function toNode({ id, card, x, y, width, height }: Placed): CardFlowNode {
  return {
    id,
    type: card.kind,
    position: { x, y },
    width,
    height,
    // with this React Flow never measures, so that a plan is drawn in one pass
    measured: { width, height },
    // without this it draws every node once, in view or not
    handles: noHandles,
    data: { card },
    zIndex: card.kind === "class" ? 0 : 1,
    domAttributes: withoutRole,
  };
}

/** Links are drawn by a layer of our own. */
const noHandles: NodeHandle[] = [];

/** React Flow calls every card a node, to readers who cannot see it too. */
const withoutRole = { "aria-roledescription": undefined };

/** A card on its way into or out of the shared card that it becomes a part of. */
function turned(
  placed: Placed,
  className: string | undefined,
  shared: Placed | undefined,
): CardFlowNode {
  const way = shared ? levelOf(shared) - levelOf(placed) : 0;
  // React's type of styles leaves custom properties out
  const style: CSSProperties & Record<"--way", string> = { "--way": `${way}px` };
  return { ...toNode(placed), className, style };
}

/** Marks what stands out among the cards; those that do not change stay the same objects. */
export function withStates(
  nodes: readonly CardFlowNode[],
  {
    bright,
    marked,
    active,
    traced,
  }: {
    readonly bright: ReadonlySet<string> | undefined;
    readonly marked: ReadonlySet<string>;
    readonly active: string | undefined;
    readonly traced: string | undefined;
  },
): CardFlowNode[] {
  return nodes.map((node) => {
    const faded = bright !== undefined && !bright.has(node.id) && node.type !== "lane";
    const tells = traced !== undefined && bright?.has(node.id) && tellsOfTrace(node.data.card);
    const names = [
      node.className,
      faded ? styles.faded : undefined,
      marked.has(node.id) ? styles.marked : undefined,
      node.id === active ? styles.active : undefined,
    ].filter((name) => name !== undefined);
    if (names.length === 0 && !tells) return node;
    const data = tells ? { ...node.data, traced } : node.data;
    return { ...node, className: names.join(" "), data };
  });
}

/** Where combinations are not drawn one by one their card says which one is traced. */
const tellsOfTrace = (card: Card): boolean =>
  (card.kind === "class" && !card.framed) ||
  (card.kind === "stack" && (card.role === "strategy" || card.role === "portfolio"));

/** Cards that keys lead to: all but the headings. */
export const walked = ({ placed }: Picture): readonly Placed[] =>
  placed.filter(({ card }) => card.kind !== "lane");
