import { combinationIndex, type Plan } from "../planner/model.ts";
import { planText } from "../planner/plan-text.ts";
import { interleave, timeOf, warmUp } from "./measure.ts";
import { duration, times, type Row, type Section, type SectionOptions } from "./row.ts";

/** What rules cost: planning with one against the same text without it, and decoding what it leaves. */
export const rules: Section = {
  name: "rules",
  title: "Rules: coupled axes, and the numbers that they leave",
  run: (options) => [groupOfAMillion(options), quadrillions(options), decoding(options)],
};

const range = (count: number): string => `{min: 1, max: ${count}, step: 1}`;
const pair = (rule: string): string =>
  `strategies: [{type: ma, parameters: {fast: ${range(1000)}, slow: ${range(1000)}}}]\n${rule}`;
const huge = (rule: string): string => `strategies:
  - type: ma
    parameters: {fast: ${range(1000)}, noise: ${range(1_000_000)}, slow: ${range(1000)}}
optimization:
  parameter_grids: {commission: ${range(1000)}, stop_loss: [0.01, 0.02, 0.05]}
${rule}`;
const rule = 'constraints: ["fast < slow"]\n';

function planOf(text: string): Plan {
  return planText(text, "pyyaml").plan;
}

/** What is planned with the rule and without it. */
const ways = (text: (more: string) => string) => ({
  ruled: () => planOf(text(rule)),
  whole: () => planOf(text("")),
});

function groupOfAMillion({ quick, log }: SectionOptions): Row {
  log("a group of 1,000,000 tuples …");
  const plan = ways(pair);
  warmUp(plan.ruled, 1000);
  warmUp(plan.whole);
  const { ruled, whole } = interleave(
    { ruled: () => timeOf(plan.ruled), whole: () => timeOf(plan.whole) },
    quick ? 7 : 21,
  );
  const added = ruled.median - whole.median;
  return {
    work: "plan with a rule over 1,000 × 1,000 values",
    ways: [
      { name: "with the rule", timing: ruled },
      { name: "without", timing: whole },
    ],
    outcome: `${duration(added)} more`,
    reach: "≤ 60 ms",
    reached: added <= 60,
    gates: false,
  };
}

/** In turns with the group alone, which takes nearly all of the time. */
function quadrillions({ quick, log }: SectionOptions): Row {
  log("1.5 × 10^15 of 3 × 10^15 combinations …");
  const [group, plan] = [ways(pair), ways(huge)];
  warmUp(plan.ruled, 1000);
  warmUp(plan.whole);
  const { ruled, whole, ...alone } = interleave(
    {
      ruled: () => timeOf(plan.ruled),
      whole: () => timeOf(plan.whole),
      groupRuled: () => timeOf(group.ruled),
      groupWhole: () => timeOf(group.whole),
    },
    quick ? 9 : 41,
  );
  const most = 1.5 * whole.median + alone.groupRuled.median - alone.groupWhole.median;
  return {
    work: "plan of 1.5 × 10^15 combinations, half of them dropped",
    ways: [
      { name: "with the rule", timing: ruled },
      { name: "without", timing: whole },
    ],
    outcome: `${duration(ruled.median)}, of at most ${duration(most)}`,
    reach: "≤ 1.5 × without, and the group",
    reached: ruled.median <= most,
    gates: false,
  };
}

function decoding({ quick, log }: SectionOptions): Row {
  log("decoding …");
  const [ruled, whole] = [planOf(huge(rule)), planOf(huge(""))];
  const calls = 20_000;
  const indices = Array.from({ length: calls }, (_, i) =>
    combinationIndex((ruled.combinations / BigInt(calls)) * BigInt(i)),
  );
  const decode = (plan: Plan) => () =>
    timeOf(() => indices.map((index) => plan.combinationAt(index).grid)) / calls;
  warmUp(decode(ruled));
  warmUp(decode(whole));
  const timings = interleave({ ruled: decode(ruled), whole: decode(whole) }, quick ? 9 : 31);
  const ratio = timings.ruled.median / timings.whole.median;
  return {
    work: "decode a combination of 10^15",
    ways: [
      { name: "with the rule", timing: timings.ruled },
      { name: "without", timing: timings.whole },
    ],
    outcome: times(timings.ruled.median, timings.whole.median),
    reach: "≤ 3 ×",
    reached: ratio <= 3,
    gates: false,
  };
}
