import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf } from "../../planner/answer/table/columns.ts";
import { combinationIndex, type CombinationIndex } from "../../planner/model.ts";
import { planText } from "../../planner/plan-text.ts";
import { fixture } from "../../planner/test-support/fixtures.ts";
import { goThrough } from "../../text/collections.ts";
import { finish } from "../../text/steps.ts";
import { parseYaml12 } from "../../yaml/parse/parse-yaml12.ts";
import { dataSettingsOf, loadBars } from "../data/source.ts";
import type { Isolation } from "../engine/build.ts";
import { runBacktest } from "../engine/run.ts";
import { verifyPlan, type ProofStep } from "../proof/proof.ts";
import { chosenAt } from "../sweep/chosen.ts";
import { rowLength, rowNames } from "../sweep/figure-columns.ts";
import { createLoop } from "../sweep/loop.ts";
import { arbitrarySweep } from "../test-support/arbitrary-sweep.ts";
import { textFile } from "../test-support/text-bars.ts";
import type { ProofView, RunJob, RunOutline } from "./protocol.ts";
import { createSession, type Session } from "./session.ts";

const seed = fixture("../../examples/seed.yaml");
const feeGrid = fixture("../../examples/fee-grid.yaml");
const short = (text: string): string => `${text}\ndata: {bars: 200}\n`;
const job = (text: string, filters: RunJob["filters"] = []): RunJob => ({
  rev: 1,
  text,
  reading: "pyyaml",
  filters,
});

/** Proves a text, by a sample where it is large. */
function prove(
  session: Session,
  text: string,
  without: readonly Isolation[] = [],
  hear: (step: ProofStep) => void = () => {},
  every = false,
): ProofView {
  const verified = session.verify(job(text), { without, every });
  if (verified.status === "refused") return fail(verified.errors.join());
  return goThrough(verified.steps, hear);
}

function fail(why: string): never {
  throw new Error(why);
}

/** Everything a run gives. */
function runThrough(session: Session, asked: RunJob) {
  const started = finish(session.start(asked));
  if (started.status === "refused") return fail(started.errors.join());
  const { outline, sweep } = started;
  const rows = createLoop(sweep.setup).rows(sweep.work, 0, outline.chosen.count);
  return { outline, rows };
}

const indicesOf = ({ chosen }: RunOutline) =>
  Array.from({ length: chosen.count }, (_, place) => chosenAt(chosen, place));

/** The same by the readable engine. */
function byObjects(text: string) {
  const { plan } = planText(text, "pyyaml");
  const settings = dataSettingsOf(plan);
  const loaded = loadBars(settings);
  if (loaded.status === "refused") return fail("synthetic bars are always there");
  const chosen = Array.from({ length: Number(plan.combinations) }, (_, i) =>
    combinationIndex(BigInt(i)),
  );
  const options = { seed: settings.seed, barsPerYear: loaded.barsPerYear, chosen };
  return { run: runBacktest(plan, "shared", loaded.bars, options), plan, loaded, options };
}

describe("a run", () => {
  it("gives the figures of the object engine, each at its place", () => {
    const { rows, outline } = runThrough(createSession(parseYaml12), job(short(seed)));
    const { run } = byObjects(short(seed));
    expect(outline).toMatchObject({ combinations: 8n, sampled: false, bars: 200, seed: 1 });
    const expected = run.combinations.flatMap(({ metrics }) =>
      rowNames.map((name) => metrics[name] ?? Number.NaN),
    );
    expect([...rows]).toEqual(expected);
  });

  it("is limited to what filters leave, and sampled evenly above the limit", () => {
    const session = createSession(parseYaml12);
    const { plan } = planText(feeGrid, "pyyaml");
    const column = columnsOf(plan.workflow).find(({ name }) => name === "commission")?.id ?? "";
    const filters = [{ column, keys: ["0.005"], absent: false }];
    const { outline } = runThrough(session, job(short(feeGrid), filters));
    const has = (index: CombinationIndex) => plan.combinationAt(index).grid[0] === 1;
    expect(outline.matching).toBe(8n);
    expect(indicesOf(outline).every(has)).toBe(true);
    const whole = short(feeGrid).replace("[10, 20]", "{min: 1, max: 2000, step: 1}");
    expect(finish(session.start(job(whole)))).toMatchObject({
      outline: { sampled: false, combinations: 16_000n, chosen: { kind: "all", count: 16_000 } },
    });
    const large = short(feeGrid).replace("[10, 20]", "{min: 1, max: 200000, step: 1}");
    expect(finish(session.start(job(large)))).toMatchObject({
      outline: { sampled: true, combinations: 1_600_000n, chosen: { count: 2000 } },
    });
  });

  it("is refused with the lines of a broken text, and of a broken file", () => {
    const session = createSession(parseYaml12);
    expect(finish(session.start(job("strategies: [\n")))).toMatchObject({ status: "refused" });
    const text = "date,open,high,low,close\n2024-01-01,1,2,1,2\n2024-01-02,2,1,2,3\n";
    session.useFile(textFile("bad.csv", text));
    const refused = finish(session.start(job(seed)));
    expect(refused).toMatchObject({ status: "refused" });
    expect(refused.status === "refused" && refused.errors[0]).toMatch(/^bad\.csv: line 3: .*high/);
    session.useFile(undefined);
    expect(finish(session.start(job(seed)))).toMatchObject({ status: "ready" });
  });

  it("tells first what is not simulated, and what cannot differ for that", () => {
    const { outline } = runThrough(
      createSession(parseYaml12),
      job(short(fixture("silent/12-pct-without-method.yaml"))),
    );
    expect(outline.equal).toEqual({ count: 2, axes: ["position_size_pct"] });
    expect(outline.notes.slice(0, 2)).toEqual([
      expect.stringMatching(/^`position_size_pct` is planned, but not simulated: /),
      expect.stringMatching(/^combinations 0 and 1 cannot differ in the simulation: /),
    ]);
  });

  it("tells what cannot be simulated, and goes on with the others", () => {
    const text = short(seed).replace("type: momentum", "type: astrology");
    const session = createSession(parseYaml12);
    const { outline, rows } = runThrough(session, job(text));
    expect(rows.every(Number.isNaN)).toBe(true);
    const { reasons, codes, count } = outline.notSimulated;
    expect([reasons, count]).toEqual([["no simulation for type astrology"], 8]);
    expect([...(codes ?? [])]).toEqual(Array(8).fill(1));
    const index = chosenAt(outline.chosen, 0);
    const answer = session.answer(job(text), { kind: "trades", index });
    expect(answer.kind).toBe("unavailable");
  });
});

it("samples every value of every axis, and no combination twice", () => {
  const session = createSession(parseYaml12);
  const text = short(fixture("../../examples/million.yaml")).replace(
    "max: 1000000",
    "max: 2000000",
  );
  const { outline } = runThrough(session, job(text));
  expect(outline).toMatchObject({ combinations: 2_000_000n, sampled: true });
  const indices = indicesOf(outline);
  expect(new Set(indices).size).toBe(2000);
  expect(indices).toEqual(indices.toSorted((a, b) => (a < b ? -1 : 1)));
  const { plan } = planText(text, "pyyaml");
  const written = columnsOf(plan.workflow).map(({ lists }) =>
    Math.max(...lists.map(({ count }) => count)),
  );
  expect(outline.parameters.map(({ values }) => values.length)).toEqual(written);
});

it("names the value that every combination has, numbers ascending", () => {
  const text = short(seed).replace("[10, 20]", "[20, 10]");
  const { outline } = runThrough(createSession(parseYaml12), job(text));
  const { plan } = planText(text, "pyyaml");
  const lookback = outline.parameters.find(({ name }) => name === "lookback_period");
  expect(lookback).toMatchObject({ values: ["10", "20"], numbers: [10, 20] });
  const spelled = indicesOf(outline).map((index, place) => {
    const combination = plan.combinationAt(index);
    const value = combination.strategy.parameters[0]?.values.at(combination.parameters[0] ?? 0);
    return [value?.type === "int" ? String(value.value) : "", lookback?.codes[place]];
  });
  expect(spelled.every(([value, code]) => lookback?.values[Number(code)] === value)).toBe(true);
});

describe("questions about combinations", () => {
  it("draw the chance that the run has drawn, whatever else is asked for", () => {
    // two combinations of each capital are equal but for their random streams
    const text = `strategies: [{type: momentum, parameters: {lookback_period: 2, signal_threshold: [0, 0]}}]
optimization: {parameter_grids: {initial_capital: {min: 1001, max: 16000, step: 1}}}
risk: {max_position_size: 0.5}
execution: {fill_probability: 0.5}
data: {bars: 60}
`;
    const session = createSession(parseYaml12);
    const { outline, rows } = runThrough(session, job(text));
    expect(outline.chosen.count).toBe(30_000);
    const indices = [7n, 20_000n, 29_999n].map(combinationIndex);
    const curves = session.answer(job(text), { kind: "curves", indices, points: 1000 });
    const lasts = curves.kind === "curves" ? curves.curves.map(({ equity }) => equity.at(-1)) : [];
    const equityAt = (index: bigint) => rows[Number(index) * rowLength];
    expect(lasts).toEqual(indices.map(equityAt));
    expect(equityAt(29_998n)).not.toBe(equityAt(29_999n));
  });

  it("give the equity, trades and events of the object engine, on random sweeps", () => {
    fc.assert(
      fc.property(arbitrarySweep, (sweep) => {
        const text = `${sweep}\ndata: {bars: 60}\n`;
        const { run, loaded } = byObjects(text);
        const [first] = run.combinations.toReversed();
        if (!first) return;
        const session = createSession(parseYaml12);
        const curves = session.answer(job(text), {
          kind: "curves",
          indices: [first.index],
          points: 1000,
        });
        expect(curves).toMatchObject({
          kind: "curves",
          time: loaded.bars.time,
          curves: [{ index: first.index, equity: first.equity }],
        });
        const trades = session.answer(job(text), { kind: "trades", index: first.index });
        if (trades.kind !== "trades") return fail("trades are always there");
        expect(trades.rows.map(({ event, bar }) => [event, bar])).toEqual(
          first.events.map(({ event }) => [event.type, event.bar]),
        );
        expect(trades.rows.findLast(({ event }) => event === "FILL")?.position ?? 0).toBe(0);
        const query = { kind: "events", index: first.index, from: 0, count: 1e6 } as const;
        const events = session.answer(job(text), query);
        if (events.kind !== "events") return fail("events are always there");
        const fills = events.rows.filter(({ type }) => type === "FILL");
        expect(fills).toHaveLength(first.fills.length);
        expect(events.total).toBe(events.rows.length);
      }),
      { numRuns: 40 },
    );
  });

  it.each([125_000, 125_001])("list the events of 125,000 bars, not of %i", (bars) => {
    const session = createSession(parseYaml12);
    const query = { kind: "events", index: combinationIndex(0n), from: 0, count: 10 } as const;
    const text = `${seed}\ndata: {bars: ${bars}}\n`;
    expect(session.answer(job(text), query).kind).toBe(bars > 125_000 ? "unavailable" : "events");
  });
});

it("proves what verifyPlan proves, and names texts with the same results alike", () => {
  const session = createSession(parseYaml12);
  const told: number[] = [];
  const proved = prove(session, short(seed), [], ({ part }) => told.push(part));
  const { plan, loaded, options } = byObjects(short(seed));
  const { chosen: _, ...rest } = options;
  const proof = verifyPlan(plan, loaded.bars, rest);
  expect(proved).toMatchObject({
    status: "identical",
    compared: 8,
    digests: proof.digests,
    fills: proof.fills,
    isMoreToProve: false,
  });
  expect(told.every((done, i) => done >= (told[i - 1] ?? 0) && done <= 1)).toBe(true);
  const { identity } = proved;
  expect(session.identify(job(`# hello\nname: x\n${short(seed)}`))).toBe(identity);
  expect(session.identify(job(short(seed).replace("[10, 20]", "[10, 21]")))).not.toBe(identity);
  expect(session.identify(job("strategies: ["))).toBeUndefined();
  session.useFile(textFile("a.csv", "x"));
  expect(session.identify(job(short(seed)))).not.toBe(identity);
  const request = { without: ["routing"], every: false } as const;
  expect(session.verify(job(short(seed)), request)).toMatchObject({ status: "refused" });
  session.useFile(undefined);
  const different = prove(session, short(seed), ["routing"]);
  expect(different).toMatchObject({ status: "different", without: ["routing"] });
});

it("proves a sample of a large plan, and all of it when asked to", () => {
  const session = createSession(parseYaml12);
  const text = `data: {bars: 3}
strategies: [{type: breakout, parameters: {period: {min: 1, max: 2100, step: 1}}}]`;
  const sample = prove(session, text);
  expect(sample).toMatchObject({ compared: 2000, sampled: true, isMoreToProve: true });
  const whole = prove(session, text, [], () => {}, true);
  expect(whole).toMatchObject({ compared: 2100, sampled: false, isMoreToProve: false });
  expect(whole.text).toMatch(/^2,100\/2,100 combinations identical/);
  // one that is broken on purpose is small, however many there are
  const broken = prove(session, text, ["ledger"], () => {}, true);
  expect(broken).toMatchObject({ compared: 50, sampled: true, isMoreToProve: false });
});

it("measures both plans in turns, and tells how far it is", () => {
  const session = createSession(parseYaml12);
  let now = 0;
  const told: number[] = [];
  const clock = () => (now += 0.5);
  const measured = session.measure(job(short(seed)), clock, (done) => told.push(done));
  expect(measured).toMatchObject({
    status: "measured",
    cost: { naive: { containers: 33 }, shared: { containers: 19 } },
  });
  expect(told.at(-1)).toBe(1);
  expect(session.measure(job("strategies: ["), clock, () => {})).toMatchObject({
    status: "refused",
  });
});

describe("a session over a file", () => {
  const csv = fixture("silent/22-btc-1h.csv");
  const text = fixture("silent/13-timeframe-against-file.yaml");
  const over = (): Session => {
    const session = createSession(parseYaml12);
    session.useFile(textFile("btc.csv", csv));
    return session;
  };

  it("runs other dates anew, as if they were the first", () => {
    const session = over();
    const { outline } = runThrough(session, job(text));
    expect(outline).toMatchObject({ bars: 72, file: "btc.csv" });
    expect(outline.notes[0]).toBe(
      "`data.timeframe` is 1d, but the bars of the file are 1h apart; the file decides",
    );
    const later = text.replace("2024-01-10", "2024-01-11");
    const again = runThrough(session, job(later));
    expect(again.outline.bars).toBe(48);
    expect(again.outline.identity).not.toBe(outline.identity);
    expect(again.rows).toEqual(runThrough(over(), job(later)).rows);
    expect(again.rows).not.toEqual(runThrough(over(), job(text)).rows);
  });

  it("tells proofs of other dates and symbols apart", () => {
    const session = over();
    const { identity, bars } = prove(session, text);
    expect(bars).toBe(72);
    expect(session.identify(job(`# same\n${text}`))).toBe(identity);
    expect(session.identify(job(text.replace("2024-01-12", "2024-01-13")))).not.toBe(identity);
    expect(session.identify(job(text.replace("{source", "{symbol: BTC, source")))).not.toBe(
      identity,
    );
  });

  it("tells a file from another one of the same name and length", () => {
    const session = over();
    const before = session.identify(job(text));
    session.useFile(textFile("btc.csv", csv.replace("63490.61085", "63490.61086")));
    expect(session.identify(job(text))).not.toBe(before);
    session.useFile(textFile("btc.csv", csv));
    expect(session.identify(job(text))).toBe(before);
  });

  it("runs the symbol that is named now", () => {
    const session = createSession(parseYaml12);
    session.useFile(textFile("two.csv", fixture("silent/19-two-symbols.csv")));
    const one = fixture("silent/14-one.yaml");
    const of = (symbol: string) => job(`${one}data: {symbol: ${symbol}}\n`);
    expect(finish(session.start(job(one)))).toEqual({
      status: "refused",
      errors: [
        "two.csv: line 1: column symbol has AAA, BBB: write as data.symbol whose bars are meant",
      ],
    });
    const first = runThrough(session, of("AAA")).rows;
    const other = runThrough(session, of("BBB"));
    expect(other.outline.bars).toBe(30);
    expect(other.rows).not.toEqual(first);
    expect(runThrough(session, of("AAA")).rows).toEqual(first);
  });
});
