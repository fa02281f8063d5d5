import { useMemo } from "react";
import { plainly, type OpenedPage } from "../../graph/asked.ts";
import { Canvas } from "../../graph/canvas.tsx";
import { flowOf } from "../../graph/flow.ts";
import { usePicture } from "../../graph/use-picture.ts";
import type { Analyzer } from "../../planner/analyze.ts";
import type { CombinationView, PlanView } from "../../planner/answer/view.ts";

export type OwnPlan = { readonly view: PlanView; readonly opened: OpenedPage | undefined };

/** A plan with all its combinations opened at once, which the product never does: it opens pages. */
export function allOpened(analyzer: Analyzer, view: PlanView): OpenedPage {
  const members: CombinationView[] = [];
  while (BigInt(members.length) < view.combinations) {
    const query = { kind: "members", risk: undefined, execution: undefined } as const;
    const from = BigInt(members.length);
    const answer = analyzer.ask({ ...query, from, count: 1000 });
    if (answer.kind !== "members" || answer.members.length === 0) throw new Error(answer.kind);
    members.push(...answer.members);
  }
  const [first] = flowOf(view).lanes.strategy;
  return {
    id: first?.id ?? "",
    from: 0n,
    total: view.combinations,
    members,
    lane: undefined,
    containers: [],
  };
}

const none: ReadonlySet<string> = new Set();
const nothing = (): void => undefined;

/** The product's own picture and canvas, without the panels around them. */
export function OwnGraph({ plan: { view, opened } }: { readonly plan: OwnPlan }) {
  const asked = useMemo(() => ({ ...plainly, opened }), [opened]);
  return (
    <Canvas
      drawn={usePicture(view, asked)}
      bright={undefined}
      marked={none}
      selected={undefined}
      traced={undefined}
      paged={opened !== undefined}
      onPress={nothing}
      onEscape={nothing}
    />
  );
}
