/** How long something took, in milliseconds, over its repetitions. */
export type Timing = {
  readonly median: number;
  readonly p90: number;
  readonly p95: number;
  readonly low: number;
  readonly high: number;
  readonly runs: number;
};

/** The summary of measured times. */
export function timingOf(times: readonly number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    median: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    low: at(0),
    high: at(1),
    runs: sorted.length,
  };
}

/** Milliseconds of one call. */
export function timeOf(work: () => unknown): number {
  const start = performance.now();
  keep(work());
  return performance.now() - start;
}

/**
 * Times several ways of doing the same, interleaved: in every round each runs once, and who begins
 * changes from round to round, so that a slow moment of the machine hits them all alike.
 */
export function interleave<Name extends string>(
  ways: Readonly<Record<Name, () => number>>,
  rounds: number,
): Readonly<Record<Name, Timing>> {
  const names = namesOf(ways);
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      if (name) times.get(name)?.push(ways[name]());
    }
  }
  const timings = { ...emptyTimings(names) };
  for (const name of names) timings[name] = timingOf(times.get(name) ?? []);
  return timings;
}

/** Milliseconds per call, for work too short to be timed once. */
export function perCall(work: () => unknown, calls: number): number {
  return (
    timeOf(() => {
      for (let i = 0; i < calls; i++) keep(work());
    }) / calls
  );
}

/** Calls until the engine has compiled the code, at most for a while. */
export function warmUp(work: () => unknown, milliseconds = 300): void {
  const end = performance.now() + milliseconds;
  for (let i = 0; i < 2000 && performance.now() < end; i++) keep(work());
}

let kept: unknown;
/** Keeps a result alive, so that computing it cannot be optimised away. */
function keep(result: unknown): void {
  kept = result;
  if (kept === keep) throw new Error("never");
}

function namesOf<Name extends string>(ways: Readonly<Record<Name, unknown>>): readonly Name[] {
  const names: Name[] = [];
  for (const name in ways) names.push(name);
  return names;
}

function emptyTimings<Name extends string>(names: readonly Name[]): Record<Name, Timing> {
  const entries = names.map((name) => [name, timingOf([])] as const);
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets the names
  return Object.fromEntries(entries) as Record<Name, Timing>;
}
