import { expect, it } from "vitest";
import { finish } from "../../text/steps.ts";
import { tellingAxes } from "./telling-axes.ts";
import { shownRun } from "./test-support/shown-run.ts";

const places = Array.from({ length: 64 }, (_, i) => i);
const column = (of: (place: number) => number) => places.map((place) => String(of(place)));
const ranked = (
  parameters: Readonly<Record<string, readonly string[]>>,
  of: (place: number) => number,
) => {
  const run = shownRun({ parameters, figures: { sharpe: places.map(of) } });
  return finish(tellingAxes(run, run.figures.sharpe)).map(({ id }) => id);
};

it("names the parameter first that explains the figure, not the one with most values", () => {
  const found = ranked(
    {
      "each its own": column((i) => i),
      noise: column((i) => i % 4),
      cause: column((i) => Math.floor(i / 4) % 4),
      "one value": column(() => 0),
    },
    (i) => 3 * (Math.floor(i / 4) % 4) + ((i * 7) % 5) / 10,
  );
  expect(found[0]).toBe("cause");
  expect(found).not.toContain("one value");
});

it("puts two in front that explain the figure only together", () => {
  const found = ranked(
    {
      weak: column((i) => Math.floor(i / 16)),
      left: column((i) => i % 2),
      right: column((i) => Math.floor(i / 2) % 2),
    },
    (i) => 10 * ((i % 2) ^ (Math.floor(i / 2) % 2)) + Math.floor(i / 16),
  );
  expect(found.slice(0, 2).toSorted()).toEqual(["left", "right"]);
  expect(found[2]).toBe("weak");
});
