import { createRoot } from "react-dom/client";
import { createAnalyzer } from "../../planner/analyze.ts";
import { createExplainer } from "../../planner/answer/explainer.ts";
import { planText } from "../../planner/plan-text.ts";
import "../../ui/global.css";
import { OwnGraph, allOpened, type OwnPlan } from "./own-graph.tsx";
import { panned } from "./pan.ts";
import { StockGraph, stockPlan, type StockPlan } from "./stock-graph.tsx";

/** The ways of drawing a plan that are compared. */
export type DrawingWay = "own" | "own, all opened" | "stock";
/** What the benchmark calls in the page; every time is in milliseconds, until the frame is painted. */
export type Drawing = {
  /** Draws a plan in place of what is drawn. The planning itself is not timed. */
  readonly draw: (way: DrawingWay, text: string) => Promise<number>;
  readonly pan: (frames: number) => Promise<readonly number[]>;
  readonly elements: () => number;
  readonly nodes: () => number;
};

declare global {
  interface Window {
    drawing: Drawing;
  }
}

const element = document.querySelector("#root");
if (!element) throw new Error("index.html has no #root");
const root = createRoot(element);
let drawn = 0;

const painted = (): Promise<number> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
  });

/** The cards that stand for combinations: every plan has others. */
const firstCard = (): string | undefined =>
  document.querySelector<HTMLElement>(
    ".react-flow__node-default, .react-flow__node-class, .react-flow__node-stack",
  )?.dataset["id"];

/** React Flow hides nodes that it has not measured yet, and draws their edges after that. */
function isWhole({ nodes, edges }: { readonly nodes: number; readonly edges: number }): boolean {
  const all = document.querySelectorAll<HTMLElement>(".react-flow__node");
  const last = all[all.length - 1];
  if (all.length < nodes || last?.style.visibility === "hidden") return false;
  return document.querySelectorAll(".react-flow__edge").length >= edges;
}

async function show(
  shown: React.ReactNode,
  least: { readonly nodes: number; readonly edges: number },
): Promise<number> {
  const before = firstCard();
  const start = performance.now();
  root.render(shown);
  let end = await painted();
  while (firstCard() === before || !isWhole(least)) {
    if (end - start > 60_000) throw new Error("the plan was not drawn within a minute");
    end = await painted();
  }
  return end - start;
}

function own(text: string, opened: boolean): OwnPlan {
  // the folds of lanes come with it
  const analyzer = createAnalyzer({ explainer: () => createExplainer });
  const { view } = analyzer.analyze(text, "pyyaml");
  return { view, opened: opened ? allOpened(analyzer, view) : undefined };
}

function stock(text: string): StockPlan {
  return stockPlan(planText(text, "pyyaml").plan, String(drawn));
}

window.drawing = {
  draw(way, text) {
    drawn++;
    switch (way) {
      case "own":
      case "own, all opened":
        return show(<OwnGraph plan={own(text, way !== "own")} />, { nodes: 1, edges: 0 });
      case "stock": {
        const plan = stock(text);
        return show(<StockGraph plan={plan} />, {
          nodes: plan.nodes.length,
          edges: plan.edges.length,
        });
      }
    }
  },
  pan: (frames) => panned(frames),
  elements: () => document.querySelectorAll(".react-flow, .react-flow *").length,
  nodes: () => document.querySelectorAll(".react-flow__node").length,
};
