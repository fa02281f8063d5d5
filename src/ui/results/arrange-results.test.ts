import fc from "fast-check";
import { expect, it } from "vitest";
import { chooseAll } from "../../backtest/sweep/chosen.ts";
import { figureNames } from "../../backtest/sweep/figure-columns.ts";
import { finish } from "../../text/steps.ts";
import { arrangeResults, everything, filterCount, turnResultSort } from "./arrange-results.ts";
import { figures, figureText } from "./figures.ts";
import { resultsTexts } from "./save-results.ts";

const run = fc.integer({ min: 0, max: 30 }).chain((n) =>
  fc
    .record({
      figures: fc.array(
        fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constant(Number.NaN)), {
          minLength: n,
          maxLength: n,
        }),
        { minLength: figureNames.length, maxLength: figureNames.length },
      ),
      codes: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: n, maxLength: n }),
    })
    .map(({ figures: columns, codes }) => ({
      chosen: chooseAll(codes.length),
      known: new Uint8Array(n).fill(1),
      parameters: [
        {
          id: "p",
          name: "=cmd()",
          section: "grid" as const,
          axes: [0],
          values: ["1", "2", "=3"],
          numbers: undefined,
          codes: Int32Array.from(codes),
        },
      ],
      figures: Object.fromEntries(
        figureNames.map((name, i) => [name, Float64Array.from(columns[i] ?? [])]),
      ) as Record<(typeof figureNames)[number], Float64Array>,
      notSimulated: { count: 0, reasons: [], codes: undefined },
    })),
);

it("orders by a figure or a parameter, absent values last whatever the direction", () => {
  fc.assert(
    fc.property(run, fc.constantFrom("sharpe", "p"), fc.boolean(), (given, by, descending) => {
      const places = [...finish(arrangeResults(given, { by, descending }, everything, undefined))];
      expect(places.toSorted((a, b) => a - b)).toEqual(Array.from(given.known.keys()));
      const codes = given.parameters[0]?.codes ?? [];
      const keys = places.map((place) => {
        const value = by === "p" ? codes[place] : given.figures.sharpe[place];
        return by === "p" && value === -1 ? Number.NaN : (value ?? Number.NaN);
      });
      const known = keys.filter((key) => !Number.isNaN(key));
      expect(keys.slice(0, known.length)).toEqual(known);
      const ascending = known.toSorted((a, b) => a - b);
      expect(known.map((key) => key + 0)).toEqual(
        (descending ? ascending.toReversed() : ascending).map((key) => key + 0),
      );
    }),
  );
});

it("leaves what passes every limit, and no more", () => {
  fc.assert(
    fc.property(run, fc.double({ noNaN: true }), (given, from) => {
      const filter = { values: { p: ["1", "=3"] }, ranges: { trades: { from } } };
      const places = [...finish(arrangeResults(given, undefined, filter, undefined))];
      const codes = given.parameters[0]?.codes ?? [];
      const expected = Array.from(given.known.keys()).filter(
        (place) =>
          (codes[place] === 0 || codes[place] === 2) &&
          (given.figures.trades[place] ?? Number.NaN) >= from,
      );
      expect(places).toEqual(expected);
      const among = {
        has: Uint8Array.from(given.known, (_, place) => Number(place === 1)),
        count: 1,
      };
      expect([...finish(arrangeResults(given, undefined, everything, among))]).toEqual(
        given.chosen.count > 1 ? [1] : [],
      );
      expect(filterCount(filter)).toBe(2);
    }),
  );
});

it("turns an order on, round, and off", () => {
  const first = turnResultSort(undefined, "sharpe", "descending");
  const second = turnResultSort(first, "sharpe", "descending");
  expect([first, second, turnResultSort(second, "sharpe", "descending")]).toEqual([
    { by: "sharpe", descending: true },
    { by: "sharpe", descending: false },
    undefined,
  ]);
});

it("writes results as CSV that no spreadsheet takes for formulas", () => {
  fc.assert(
    fc.property(run, (given) => {
      const lines = [...resultsTexts(given)].join("").trimEnd().split("\n");
      expect(lines).toHaveLength(given.chosen.count + 1);
      expect(lines[0]).toMatch(/^combination,'=cmd\(\),final_equity/);
      expect(lines.slice(1).every((line) => !/(?:^|,)[=@]/.test(line))).toBe(true);
    }),
  );
});

it("spells figures with their unit", () => {
  const spell = (name: string, value: number) => {
    const figure = figures.find((one) => one.name === name) ?? { unit: "count" as const };
    return figureText(figure, value).replaceAll("\u202f", " ");
  };
  expect(spell("finalEquity", 1234567.891)).toBe("1 234 567.89");
  expect(spell("totalReturn", -0.0341)).toBe("−3.41 %");
  expect(spell("totalReturn", -0.000001)).toBe("0.00 %");
  expect(spell("sharpe", Number.NaN)).toBe("–");
  expect(spell("trades", 12)).toBe("12");
});
