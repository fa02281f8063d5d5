import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTimeframe, type Bars } from "./bars.ts";
import { createRandom } from "./random.ts";
import { syntheticBars } from "./synthetic.ts";

const frame = (text: string) => {
  const timeframe = readTimeframe(text);
  if (!timeframe) throw new Error(`${text} is no timeframe`);
  return timeframe;
};
const generate = (bars: number, seed: number, text = "1d") =>
  syntheticBars({ bars, seed, timeframe: frame(text), drift: 0.05, volatility: 0.2 });
const columns = ({ time, open, high, low, close, volume }: Bars) => [
  time,
  open,
  high,
  low,
  close,
  volume,
];

describe("synthetic bars", () => {
  it("are the same bits for the same seed, on every machine", () => {
    const hash = createHash("sha256");
    for (const column of columns(generate(2000, 1))) hash.update(column);
    expect(hash.digest("hex")).toBe(
      "eda27df746f066f65b18464ce0d2715535a304a0117a592bb7a9645098471fa8",
    );
  });

  it("differ between seeds, also beyond 32 bits", () => {
    const closes = [1, 2, 2 ** 32, 2 ** 32 + 1].map((seed) => generate(30, seed).close.join());
    expect(new Set(closes).size).toBe(4);
  });

  it("begin with the shorter series of the same seed", () => {
    const long = columns(generate(500, 3));
    for (const [i, column] of columns(generate(100, 3)).entries()) {
      expect(long[i]?.slice(0, 100)).toEqual(column);
    }
  });

  it("are bars: prices above 0, high and low around open and close, rising times", () => {
    const options = fc.record({
      bars: fc.integer({ min: 2, max: 400 }),
      seed: fc.nat(),
      timeframe: fc.constantFrom("1m", "5m", "1h", "4h", "1d", "1w").map(frame),
      drift: fc.double({ min: -10, max: 10, noNaN: true }),
      volatility: fc.double({ min: 0, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(options, (given) => {
        const { n, time, open, high, low, close, volume } = syntheticBars(given);
        expect(n).toBe(given.bars);
        const wrong = Array.from(time, (moment, i) => {
          const place = (column: Float64Array) => column.at(i) ?? Number.NaN;
          const [o, h, l, c] = [place(open), place(high), place(low), place(close)];
          const around = h >= Math.max(o, c) && l <= Math.min(o, c) && l > 0 && h < Infinity;
          const rising = i === 0 || moment > (time[i - 1] ?? Infinity);
          return !(around && rising && (volume[i] ?? 0) > 0);
        });
        expect(wrong.indexOf(true)).toBe(-1);
      }),
      { numRuns: 50 },
    );
  });

  it("have the volatility that was asked for, more or less", () => {
    const { close } = generate(50_000, 5);
    const returns = close.slice(1).map((price, i) => price / (close[i] ?? 0) - 1);
    const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
    const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / returns.length;
    expect(Math.sqrt(variance * 252)).toBeGreaterThan(0.15);
    expect(Math.sqrt(variance * 252)).toBeLessThan(0.3);
    expect(mean * 252).toBeGreaterThan(-0.1);
    expect(mean * 252).toBeLessThan(0.2);
  });

  it("leave weekends out", () => {
    const weekdays = Array.from(generate(50, 1).time, (time) => new Date(time).getUTCDay());
    expect(new Set(weekdays)).toEqual(new Set([1, 2, 3, 4, 5]));
  });
});

it("draws evenly from 0 to 1", () => {
  const random = createRandom(11);
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 100_000; i++) {
    const place = Math.floor(random.next() * 10);
    tenths[place] = (tenths[place] ?? 0) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

describe("timeframes", () => {
  it("have the bars a year of spec page 4", () => {
    expect(["1d", "1h", "5m", "1m"].map((text) => frame(text).barsPerYear)).toEqual([
      252, 1638, 19_656, 98_280,
    ]);
    expect(["1W", "4h", "390m"].map((text) => frame(text).barsPerYear)).toEqual([52, 409.5, 252]);
  });

  it("have one bar a session at least, until they are longer than a day", () => {
    expect(
      ["391m", "12h", "24h", "1440m", "2d", "48h"].map((text) => frame(text).barsPerYear),
    ).toEqual([252, 252, 252, 252, 126, 126]);
  });

  it("are refused where they are none", () => {
    for (const text of ["", "1", "d", "0m", "1y", "1.5h", "-1d", "99999m"]) {
      expect(readTimeframe(text)).toBeUndefined();
    }
  });
});
