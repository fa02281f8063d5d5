import type { Counts, TopologyCounts } from "../../model.ts";

/** Everything that the counts depend on: combinations, containers per shareable role, and classes. */
export type SharingCounts = {
  readonly combinations: bigint;
  readonly risk: bigint;
  readonly execution: bigint;
  /** (risk, execution) pairs that serve a common combination. */
  readonly pairs: bigint;
};

/**
 * Counts containers, adapters and links of the naive and the optimised topology (spec page 2).
 *
 * Naive 1 + 4N containers, 1 + 3N adapters and 4N links; optimised 1 + 2N + R + E containers,
 * 1 + R + 2E adapters and 3N + pairs links. Exact for any N.
 */
export function countTopologies({
  combinations: n,
  risk,
  execution,
  pairs,
}: SharingCounts): Counts {
  const naive = topology(n, n, n, 4n * n);
  const optimized = topology(n, risk, execution, 3n * n + pairs);
  return {
    naive,
    optimized,
    savedPercent: {
      containers: savedPercent(naive.containers, optimized.containers),
      adapters: savedPercent(naive.adapters, optimized.adapters),
      links: savedPercent(naive.links, optimized.links),
    },
  };
}

function topology(n: bigint, risk: bigint, execution: bigint, links: bigint): TopologyCounts {
  return {
    hub: 1n,
    strategy: n,
    risk,
    execution,
    portfolio: n,
    containers: 1n + 2n * n + risk + execution,
    adapters: 1n + risk + 2n * execution,
    links,
  };
}

/** Saved per cent with one decimal, rounded half up from the exact fraction; 0 of nothing. */
export function savedPercent(naive: bigint, optimized: bigint): number {
  if (naive === 0n) return 0;
  const tenths = (2000n * (naive - optimized) + naive) / (2n * naive);
  return Number(tenths) / 10;
}
