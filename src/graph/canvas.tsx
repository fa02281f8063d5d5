import { ReactFlow, ViewportPortal, type NodeTypes, type ReactFlowInstance } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import styles from "./canvas.module.css";
import { elementId } from "./card-shell.tsx";
import { HubCard, SharedCard, SingleCard } from "./container-cards.tsx";
import type { Bright } from "./emphasis.ts";
import { fitBounds, type Room } from "./fit-bounds.ts";
import { ClassCard, StackCard } from "./group-cards.tsx";
import { AdapterPill, LaneHeading } from "./lane-cards.tsx";
import { LinkLayer } from "./link-layer.tsx";
import type { Placed } from "./placed.ts";
import { toNodes, walked, withStates, type CardFlowNode } from "./to-nodes.ts";
import type { Drawn } from "./use-picture.ts";
import { useRoom } from "./use-room.ts";
import { walk, type Direction } from "./walk.ts";
import { ZoomButtons } from "./zoom-buttons.tsx";

const nodeTypes: NodeTypes = {
  hub: HubCard,
  single: SingleCard,
  class: ClassCard,
  shared: SharedCard,
  stack: StackCard,
  adapter: AdapterPill,
  lane: LaneHeading,
};
const padding = 12;
/** Below this zoom labels cannot be read and give way to glyphs and counts. */
const farZoom = 0.5;
const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Home: "first",
  End: "last",
};
type Instance = ReactFlowInstance<CardFlowNode>;

type Props = {
  readonly drawn: Drawn;
  readonly bright: Bright | undefined;
  /** What the text at the caret feeds. */
  readonly marked: ReadonlySet<string>;
  readonly selected: string | undefined;
  readonly traced: string | undefined;
  /** Whether a page of more than fits is looked at, which is read from the top. */
  readonly paged: boolean;
  /** `adding` where the card is to be selected beside another one. */
  readonly onPress: (placed: Placed | undefined, adding?: boolean) => void;
  readonly onEscape: () => void;
};

/** The picture on its canvas, moved by pointer and keys; one stop for the tabulator. */
export function Canvas({
  drawn,
  bright,
  marked,
  selected,
  traced,
  paged,
  onPress,
  onEscape,
}: Props) {
  const { picture } = drawn;
  const [wrapper, room] = useRoom();
  const [hovered, setHovered] = useState<string>();
  const [focused, setFocused] = useState(false);
  const [walkedTo, setWalkedTo] = useState<string>();
  const [pressed, setPressed] = useState<string>();
  // where a row of an opened card was, closing leads back to the card
  const active = [walkedTo, pressed].find((id) => picture.placed.some((one) => one.id === id));
  const flow = useRef<Instance>(undefined);
  const fitted = room && fitBounds(picture.bounds, room, padding, paged);
  const { far, fit, moved } = useFit(flow, fitted);

  const base = useMemo(() => toNodes(drawn), [drawn]);
  const nodes = useMemo(
    () =>
      withStates(base, {
        bright: bright?.cards,
        marked,
        active: focused ? active : undefined,
        traced,
      }),
    [base, bright, marked, focused, active, traced],
  );

  function goTo(placed: Placed | undefined): void {
    if (!placed) return;
    setWalkedTo(placed.id);
    if (room) bringIntoView(flow.current, placed, room);
  }
  function press(pressedId: string | undefined, adding: boolean): void {
    const placed = picture.placed.find(({ id }) => id === pressedId);
    if (placed && placed.card.kind !== "single") setPressed(placed.id);
    onPress(placed, adding);
  }
  function pressKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    if (direction) goTo(walk(walked(picture), active, direction));
    else if (event.key === "Enter" || event.key === " ") press(active, event.shiftKey);
    else if (event.key === "Escape") onEscape();
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={wrapper}
      className={styles.canvas}
      data-far={far}
      data-turning={drawn.before !== undefined}
    >
      {room && fitted ? (
        <ReactFlow<CardFlowNode>
          aria-label="Sharing plan: arrow keys go from card to card, Enter opens or selects"
          tabIndex={0}
          aria-activedescendant={active === undefined ? undefined : elementId(active)}
          onKeyDown={pressKey}
          onFocus={({ target, currentTarget }) => {
            setFocused(target === currentTarget);
            if (target === currentTarget && active === undefined) setWalkedTo("hub");
          }}
          onBlur={() => setFocused(false)}
          nodes={nodes}
          nodeTypes={nodeTypes}
          width={room.width}
          height={room.height}
          defaultViewport={fitted}
          minZoom={0.05}
          maxZoom={2}
          // a wheel moves what is long, with Ctrl or two fingers it zooms, as in drawing programs
          panOnScroll
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
            flow.current = made;
          }}
          onMove={(event, { zoom }) => moved(zoom, event !== null)}
          onNodeMouseEnter={(_, { id }) => setHovered(id)}
          onNodeMouseLeave={() => setHovered(undefined)}
          onNodeClick={({ shiftKey, ctrlKey, metaKey }, { id }) => {
            setWalkedTo(id);
            press(id, shiftKey || ctrlKey || metaKey);
          }}
          onPaneClick={() => onPress(undefined)}
        >
          <ViewportPortal>
            <LinkLayer
              routes={picture.routes}
              near={hovered ?? (focused ? active : undefined) ?? selected}
              bright={bright?.links}
            />
          </ViewportPortal>
        </ReactFlow>
      ) : undefined}
      <ZoomButtons
        onZoom={(direction) =>
          void (direction === "in" ? flow.current?.zoomIn() : flow.current?.zoomOut())
        }
        onFit={fit}
      />
    </div>
  );
}

/** Fits each new plan or size of the window, unless the user has chosen what to look at. */
function useFit(
  flow: React.RefObject<Instance | undefined>,
  fitted: ReturnType<typeof fitBounds> | undefined,
) {
  const touched = useRef(false);
  const [movedFar, setMovedFar] = useState<boolean>();
  useEffect(() => {
    if (!touched.current && fitted) void flow.current?.setViewport(fitted);
    // oxlint-disable-next-line react/exhaustive-deps -- the numbers, not the object made anew each time
  }, [fitted?.x, fitted?.y, fitted?.zoom]);
  return {
    far: movedFar ?? (fitted?.zoom ?? 1) < farZoom,
    fit(): void {
      touched.current = false;
      if (fitted) void flow.current?.setViewport(fitted);
    },
    moved(zoom: number, byUser: boolean): void {
      if (byUser) touched.current = true;
      setMovedFar(zoom < farZoom);
    },
  };
}

/** Moves the canvas by as little as shows a card that keys have led to. */
function bringIntoView(flow: Instance | undefined, placed: Placed, room: Room): void {
  if (!flow) return;
  const { x, y, zoom } = flow.getViewport();
  const missing = (from: number, to: number, size: number): number =>
    from < padding
      ? padding - from
      : to > size - padding
        ? Math.max(padding - from, size - padding - to)
        : 0;
  const [left, top] = [placed.x * zoom + x, placed.y * zoom + y];
  const height = Math.min(placed.height, 2 * placed.port);
  const dx = missing(left, left + placed.width * zoom, room.width);
  const dy = missing(top, top + height * zoom, room.height);
  if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom });
}
