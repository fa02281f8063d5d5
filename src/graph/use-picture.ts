import { useEffect, useState } from "react";
import type { PlanView } from "../planner/answer/view.ts";
import type { Asked } from "./asked.ts";
import { flowOf } from "./flow.ts";
import { layOut } from "./layout.ts";
import type { Picture } from "./placed.ts";

/** How long the two topologies take to turn into each other, in milliseconds. */
const turning = 150;

export type Drawn = {
  readonly picture: Picture;
  /** What stood there before a turn from one topology to the other, while that is shown. */
  readonly before: Picture | undefined;
};
type Made = Drawn & { readonly view: PlanView; readonly asked: Asked };

/** The picture of a plan. Cards that were there before keep their order. */
export function usePicture(view: PlanView, asked: Asked): Drawn {
  const [made, setMade] = useState<Made>(() => ({
    view,
    asked,
    picture: layOut(flowOf(view, asked)),
    before: undefined,
  }));
  const { before } = made;
  useEffect(() => {
    if (!before) return undefined;
    const timer = setTimeout(() => setMade((now) => ({ ...now, before: undefined })), turning);
    return () => clearTimeout(timer);
  }, [before]);

  if (made.view === view && sameAsked(made.asked, asked)) return made;
  const ids = made.picture.placed.map(({ id }) => id);
  const turned = made.asked.topology !== asked.topology && !prefersNoMotion();
  const next = {
    view,
    asked,
    picture: layOut(flowOf(view, asked), ids),
    before: turned ? made.picture : undefined,
  };
  setMade(next);
  return next;
}

const sameAsked = (a: Asked, b: Asked): boolean =>
  a.topology === b.topology &&
  a.completions === b.completions &&
  a.opened === b.opened &&
  a.before === b.before;

const prefersNoMotion = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
