import { ReactFlow, type Edge, type Node } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import type { Plan, Role } from "../../planner/model.ts";
import { wireAdapters, type AdapterEnd } from "../../planner/wiring/wire.ts";

export type StockPlan = { readonly nodes: Node[]; readonly edges: Edge[] };

const columns: readonly Role[] = ["hub", "strategy", "risk", "execution", "portfolio"];

/** A plan as React Flow's own examples would draw it: a default node for every container, a default edge for every link. */
export function stockPlan(plan: Plan, name: string): StockPlan {
  const n = Number(plan.combinations);
  const ids = (role: Role): string[] => {
    switch (role) {
      case "hub":
        return ["hub_container"];
      case "strategy":
      case "portfolio":
        return Array.from({ length: n }, (_, i) => `${role}_combo_${i}`);
      case "risk":
      case "execution":
        return Array.from({ length: Number(plan.roles[role].count) }, (_, i) => `${role}_${i}`);
    }
  };
  const nodes = columns.flatMap((role, column) =>
    ids(role).map((id, row) => ({
      id: `${name} ${id}`,
      position: { x: column * 250, y: row * 60 },
      data: { label: id },
    })),
  );
  const ends = (end: AdapterEnd): readonly string[] => (end.many ? [...end.ids] : [end.id]);
  const edges = (wireAdapters(plan) ?? []).flatMap(({ from, to }) =>
    ends(from).flatMap((source) =>
      ends(to).map((target) => ({
        id: `${name} ${source} ${target}`,
        source: `${name} ${source}`,
        target: `${name} ${target}`,
      })),
    ),
  );
  return { nodes, edges };
}

/** React Flow as it comes. All is in view, and it is moved by the wheel as ours is. */
export function StockGraph({ plan }: { readonly plan: StockPlan }) {
  return <ReactFlow nodes={plan.nodes} edges={plan.edges} fitView minZoom={0.001} panOnScroll />;
}
