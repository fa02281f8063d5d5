import { expect, it } from "vitest";
import { withFigure, withSort } from "./choose-figure.ts";
import { firstChoice } from "./view-choice.ts";

it("opens with the best return on top, and has the best of what is chosen last there", () => {
  expect(firstChoice.sort).toEqual({ by: firstChoice.figure, descending: true });
  const deepest = withFigure(firstChoice, "maxDrawdown");
  expect(deepest).toMatchObject({
    figure: "maxDrawdown",
    sort: { by: "maxDrawdown", descending: false },
  });
});

it("looks at the figure that the table is ordered by, and keeps it where that is none", () => {
  const sharpe = withSort(firstChoice, { by: "sharpe", descending: true });
  expect(sharpe.figure).toBe("sharpe");
  const parameter = withSort(sharpe, { by: "grid:commission", descending: false });
  expect(parameter).toMatchObject({ figure: "sharpe", sort: { by: "grid:commission" } });
  expect(withSort(sharpe, undefined)).toMatchObject({ figure: "sharpe", sort: undefined });
});
