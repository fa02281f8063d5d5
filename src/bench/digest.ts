import { createHash } from "node:crypto";
import { sharedRoles, type Plan } from "../planner/model.ts";
import type { PlainAnalysis } from "./peers/plain-port.ts";

/** What a way of planning found, so that times are compared only where results are equal. */
export type Found = {
  readonly combinations: number;
  readonly risk: number;
  readonly execution: number;
  /** One number over every container: its id, hash, canonical text and all that it serves. */
  readonly digest: string;
};

/** The served combinations of every container, written out. */
export function writeLists(plan: Plan): readonly Uint32Array[] {
  return sharedRoles.flatMap((role) =>
    Array.from({ length: Number(plan.roles[role].count) }, (_, number) => {
      const { serves } = plan.roles[role].container(number);
      const list = new Uint32Array(Number(serves.count));
      let length = 0;
      serves.forEachStretch((start, many) => {
        for (let i = 0; i < many; i++) list[length++] = start + i;
      });
      return list;
    }),
  );
}

export function digestPlan(plan: Plan): Found {
  const total = createHash("md5");
  const lists = writeLists(plan);
  let next = 0;
  for (const role of sharedRoles) {
    for (let number = 0; number < plan.roles[role].count; number++) {
      const { id, hash, canonical } = plan.roles[role].container(number);
      total.update(`${id} ${hash} ${canonical}\n`);
      total.update((lists[next++] ?? []).join(","));
    }
  }
  return {
    combinations: Number(plan.combinations),
    risk: Number(plan.roles.risk.count),
    execution: Number(plan.roles.execution.count),
    digest: total.digest("hex"),
  };
}

export function digestPlain(analysis: PlainAnalysis): Found {
  const total = createHash("md5");
  for (const role of sharedRoles) {
    for (const { id, hash, canonical, serves } of analysis[role].values()) {
      total.update(`${id} ${hash} ${canonical}\n`);
      total.update(serves.join(","));
    }
  }
  return {
    combinations: analysis.portfolio.length,
    risk: analysis.risk.size,
    execution: analysis.execution.size,
    digest: total.digest("hex"),
  };
}
