import {
  Position,
  ReactFlow,
  type EdgeTypes,
  type Node,
  type NodeTypes,
  type ReactFlowInstance,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { containerId } from "../planner/model.ts";
import type { PlanView } from "../planner/view.ts";
import { select, useApp } from "../store/store.ts";
import { BundleEdge, type Bundle } from "./bundle-edge.tsx";
import type { Card, Link } from "./card.ts";
import { HubCard, IsolatedCard, SharedCard } from "./container-cards.tsx";
import { flowOf } from "./flow.ts";
import styles from "./graph.module.css";
import { AdapterPill, ClassCard, LaneHeading, StackCard } from "./group-cards.tsx";
import { fitBounds, layOut, type Placed } from "./layout.ts";

type CardFlowNode = Node<{ readonly card: Card }, Card["kind"]>;
type Room = { readonly width: number; readonly height: number };

const nodeTypes: NodeTypes = {
  hub: HubCard,
  isolated: IsolatedCard,
  class: ClassCard,
  shared: SharedCard,
  stack: StackCard,
  adapter: AdapterPill,
  lane: LaneHeading,
};
const edgeTypes: EdgeTypes = { bundle: BundleEdge };
const padding = 16;
/** Below this zoom labels cannot be read and give way to glyphs and counts. */
const farZoom = 0.5;

/** The picture of a plan in its fixed lanes. */
export function Graph({ view }: { readonly view: PlanView }) {
  const [wrapper, room] = useRoom();
  const [hovered, setHovered] = useState<string>();
  const selected = useApp((state) => state.selected);
  const picture = useMemo(() => layOut(flowOf(view)), [view]);
  const nodes = useMemo(() => picture.placed.map(toNode), [picture]);
  const focus = hovered ?? selected;
  const edges = useMemo(() => picture.links.map((link) => toEdge(link, focus)), [picture, focus]);
  const instance = useRef<ReactFlowInstance<CardFlowNode, Bundle>>(undefined);
  const touched = useRef(false);
  const [movedFar, setMovedFar] = useState<boolean>();
  const fitted = room && fitBounds(picture.bounds, room, padding);

  function fit(): void {
    touched.current = false;
    if (fitted) void instance.current?.setViewport(fitted);
  }

  // a new plan or another size of the window, unless the user has chosen what to look at
  useEffect(() => {
    if (!touched.current && fitted) void instance.current?.setViewport(fitted);
    // oxlint-disable-next-line react/exhaustive-deps -- the numbers, not the object made anew each time
  }, [fitted?.x, fitted?.y, fitted?.zoom]);

  return (
    <div
      ref={wrapper}
      className={styles.graph}
      data-far={movedFar ?? (fitted?.zoom ?? 1) < farZoom}
    >
      {room && fitted ? (
        <ReactFlow<CardFlowNode, Bundle>
          aria-label="Sharing plan"
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          width={room.width}
          height={room.height}
          defaultViewport={fitted}
          minZoom={0.05}
          maxZoom={2}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          onlyRenderVisibleElements
          attributionPosition="bottom-right"
          // React Flow would take keys away from the editor: the space bar above all
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          panActivationKeyCode={null}
          zoomActivationKeyCode={null}
          onInit={(made) => {
            instance.current = made;
          }}
          onMove={(event, { zoom }) => {
            if (event) touched.current = true;
            setMovedFar(zoom < farZoom);
          }}
          onNodeMouseEnter={(_, { id }) => setHovered(id)}
          onNodeMouseLeave={() => setHovered(undefined)}
          onNodeClick={(_, { data: { card } }) => select(containerOf(card))}
          onPaneClick={() => select(undefined)}
        />
      ) : undefined}
      <div className={styles.zoom} role="toolbar" aria-label="Zoom">
        <button type="button" aria-label="Zoom in" onClick={() => instance.current?.zoomIn()}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => instance.current?.zoomOut()}>
          −
        </button>
        <button type="button" onClick={fit}>
          Fit
        </button>
      </div>
    </div>
  );
}

/** The wrapper's size, known before the first paint and followed from then on. */
function useRoom(): [React.RefObject<HTMLDivElement | null>, Room | undefined] {
  const wrapper = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Room>();
  useLayoutEffect(() => {
    const element = wrapper.current;
    if (!element) return undefined;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      // a hidden tab has no size, and keeps the last one
      if (width > 0 && height > 0) setRoom({ width, height });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [wrapper, room];
}

function toNode({ id, card, x, y, width, height }: Placed): CardFlowNode {
  const handle = { x: 0, y: height / 2, width: 0, height: 0, id: null };
  return {
    id,
    type: card.kind,
    position: { x, y },
    width,
    height,
    // with these React Flow never measures, so that a plan is drawn in one pass
    measured: { width, height },
    handles: [
      { ...handle, type: "target", position: Position.Left },
      { ...handle, x: width, type: "source", position: Position.Right },
    ],
    data: { card },
    zIndex: card.kind === "class" ? 0 : 1,
  };
}

function toEdge({ id, source, target }: Link, focus: string | undefined): Bundle {
  const lit = focus !== undefined && (source === focus || target === focus);
  return { id, source, target, type: "bundle", data: { lit }, zIndex: lit ? 1 : 0 };
}

function containerOf(card: Card) {
  switch (card.kind) {
    case "hub":
    case "isolated":
      return containerId(card.id);
    case "shared":
      return card.container.id;
    case "class":
    case "stack":
    case "adapter":
    case "lane":
      return undefined;
  }
}
