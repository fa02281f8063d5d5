import { parseDocument } from "yaml";
import { planText } from "../planner/plan-text.ts";
import { interleave, timeOf, warmUp } from "./measure.ts";
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
      let round = 0;
      const edit = () => (name.endsWith("kB") ? editedText(text, round++) : text);
      warmUp(() => planText(edit(), "pyyaml"), 1000);
      warmUp(() => parseWhole(edit()), 500);
      const timings = interleave(
        {
          planner: () => {
            const edited = edit();
            return timeOf(() => planText(edited, "pyyaml"));
          },
          yaml: () => {
            const edited = edit();
            return timeOf(() => parseWhole(edited));
          },
        },
        many,
      );
      const frame = name.endsWith("combinations");
      return {
        work: `${name}, ${(text.length / 1000).toFixed(1)} kB`,
        ways: [
          { name: "planner", timing: timings.planner },
          { name: "`yaml` alone, whole text", timing: timings.yaml },
        ],
        outcome: `p95 ${duration(timings.planner.p95)}, ${times(timings.yaml.median, timings.planner.median)} a whole parse`,
        reach: frame ? "p95 < 16.7 ms" : undefined,
        reached: frame ? timings.planner.p95 < 16.7 : undefined,
        gates: frame,
      };
    });
  },
};

function parseWhole(text: string): unknown {
  return parseDocument(text, { schema: "failsafe", merge: false, logLevel: "error" }).contents;
}
