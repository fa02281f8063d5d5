/** Bars times combinations that are run whole at most: minutes of work. */
const mostSteps = 1e11;

/** How many combinations are run whole at most, in a page and at the command line. */
export const mostWhole = { page: 1_000_000, commandLine: 10_000_000 } as const;

/** How many combinations are run of those that are not run whole. */
export const mostSampled = 2000;

/** Whether so many combinations are run whole over bars, `most` of them at most. */
export function isRunWhole(count: bigint, bars: number, most: number): boolean {
  return count <= BigInt(most) && Number(count) * bars <= mostSteps;
}
