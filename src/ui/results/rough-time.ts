const steps = [1, 2, 3, 5, 10, 15, 20, 30, 45];

/** A time that nobody knows better: `about 3 s`, `about 20 s`, `about 5 min`, `about 2 h`. */
export function roughTime(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 1) return "less than 1 s";
  for (const [unit, size] of [
    ["s", 1],
    ["min", 60],
  ] as const) {
    // the next step up: nobody minds that it is over sooner
    const step = steps.find((one) => seconds <= one * size);
    if (step !== undefined) return `about ${step}\u202f${unit}`;
  }
  return `about ${Math.ceil(seconds / 3600)}\u202fh`;
}
