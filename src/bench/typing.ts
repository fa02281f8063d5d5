import { parseDocument } from "yaml";
import { planText } from "../planner/plan-text.ts";
import { createMemory } from "../planner/plan-with-memory.ts";
import { interleave, timeOf, timingOf, warmUp } from "./measure.ts";
import { duration, times, type Row, type Section } from "./row.ts";
import { editedText, longText, powerText, seedText, sharedText } from "./texts.ts";

/** Text → plan as the worker does it after every keystroke. */
export const typing: Section = {
  name: "typing",
  title: "Typing: text → plan",
  run({ quick, log }) {
    const rounds = quick ? 60 : 300;
    const texts = {
      "the seed": seedText,
      "10^6 combinations": sharedText(100, 100, 100),
      "10^12 combinations": powerText(12),
      "10^18 combinations": powerText(18),
      "20 kB": longText(20_000),
      "200 kB": longText(200_000),
    };
    return Object.entries(texts).map(([name, text]): Row => {
      log(`${name} …`);
      const many = text.length > 100_000 ? Math.min(rounds, 40) : rounds;
      const isLong = name.endsWith("kB");
      let round = 0;
      const edit = () => (isLong ? editedText(text, round++) : text);
      const memory = createMemory();
      warmUp(() => planText(edit(), "pyyaml"), 1000);
      warmUp(() => planText(edit(), "pyyaml", memory), 1000);
      warmUp(() => parseWhole(edit()), 500);
      const timed = (work: (edited: string) => unknown) => () => {
        const edited = edit();
        return timeOf(() => work(edited));
      };
      // one edit follows another as it does under the hands, not a parse of the whole text
      const inARow = isLong ? 5 : 1;
      const edits = timed((edited) => planText(edited, "pyyaml", memory));
      const timings = interleave(
        {
          planner: timed((edited) => planText(edited, "pyyaml")),
          edit: () => timingOf(Array.from({ length: inARow }, edits)).median,
          yaml: timed(parseWhole),
        },
        many,
      );
      const own = isLong ? timings.edit : timings.planner;
      const share = timings.yaml.median / own.median;
      return {
        work: `${name}, ${(text.length / 1000).toFixed(1)} kB`,
        ways: [
          { name: "planner", timing: timings.planner },
          ...(isLong ? [{ name: "planner, one edit", timing: timings.edit }] : []),
          { name: "`yaml` alone, whole text", timing: timings.yaml },
        ],
        outcome: isLong
          ? `one edit ${times(timings.yaml.median, own.median)} a whole parse`
          : `p95 ${duration(own.p95)}`,
        reach: name === "200 kB" ? "≥ 20 × a whole parse" : "p95 < 16.7 ms",
        reached: name === "200 kB" ? share >= 20 : own.p95 < 16.7,
        gates: true,
      };
    });
  },
};

function parseWhole(text: string): unknown {
  return parseDocument(text, { schema: "failsafe", merge: false, logLevel: "error" }).contents;
}
