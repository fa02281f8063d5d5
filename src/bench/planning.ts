import { sharedRoles, type Plan } from "../planner/model.ts";
import { planText } from "../planner/plan-text.ts";
import { planWorkflow } from "../planner/plan.ts";
import { digestPlain, digestPlan, writeLists, type Found } from "./digest.ts";
import { interleave, perCall, timeOf, warmUp, type Timing } from "./measure.ts";
import { analyzePlainly, loadPlainly } from "./peers/plain-port.ts";
import { pythonVersion, runPython } from "./peers/python.ts";
import { times, type Row, type Section, type SectionOptions, type Way } from "./row.ts";
import { seedText, sharedText, tenAndHundredText } from "./texts.ts";

type Sharing = {
  readonly work: string;
  readonly text: string;
  readonly rounds: number;
  /** Calls of the planner per measurement: one is too short to be timed. */
  readonly calls: number;
  readonly slow: boolean;
};

const sharings: readonly Sharing[] = [
  { work: "N = 8, the seed", text: seedText, rounds: 9, calls: 200, slow: false },
  {
    work: "N = 10^3, all shared",
    text: sharedText(10, 10, 10),
    rounds: 7,
    calls: 200,
    slow: false,
  },
  {
    work: "N = 10^5, all shared",
    text: sharedText(50, 40, 50),
    rounds: 3,
    calls: 100,
    slow: false,
  },
  {
    work: "N = 10^6, all shared",
    text: sharedText(100, 100, 100),
    rounds: 1,
    calls: 50,
    slow: true,
  },
  {
    work: "N = 10^6, 10 risk, 100 execution",
    text: tenAndHundredText,
    rounds: 1,
    calls: 50,
    slow: true,
  },
];

/** Counts, containers and served lists against building every combination (spec page 6, "Planning"). */
export const planning: Section = {
  name: "planning",
  title: "Planning: counts, containers, hashes",
  run(options) {
    const python = pythonVersion();
    options.log(python ?? "python3 with PyYAML is not here: its rows are skipped");
    return sharings
      .filter(({ slow }) => !(slow && options.quick))
      .flatMap((sharing) => compare(sharing, python !== undefined, options));
  },
};

function compare(sharing: Sharing, python: boolean, { log }: SectionOptions): readonly Row[] {
  const { work, text, rounds, calls } = sharing;
  log(`${work} …`);
  const found = digestPlan(planOf(text));
  let peers: readonly Found[] = [];
  // every call gets a configuration that was read anew: the planner remembers texts of known ones
  const onFresh = (use: (plan: Plan) => unknown, many: number): number => {
    const fresh = Array.from({ length: many }, () => planOf(text).workflow);
    return timeOf(() => fresh.map((workflow) => use(planWorkflow(workflow).plan))) / many;
  };
  const listsToo = (plan: Plan) => writeLists(describe(plan));
  warmUp(() => describe(planOf(text)), 600);
  warmUp(() => listsToo(planOf(text)), 600);
  const timings = interleave(
    {
      containers: () => onFresh(describe, calls),
      lists: () => onFresh(listsToo, Math.max(1, calls / 5)),
      fromText: () => perCall(() => describe(planOf(text)), calls),
      plain: () => {
        const config = loadPlainly(text);
        const start = performance.now();
        const analysis = analyzePlainly(config);
        const milliseconds = performance.now() - start;
        peers = [...peers, digestPlain(analysis)];
        return milliseconds;
      },
      python: () => {
        if (!python) return Number.NaN;
        const { seconds, digest, combinations, risk, execution } = runPython(text);
        peers = [...peers, { digest, combinations, risk, execution }];
        return (seconds[0] ?? Number.NaN) * 1000;
      },
    },
    rounds,
  );
  for (const peer of peers) requireEqual(work, found, peer);
  const others = [
    { name: "plain JavaScript", timing: timings.plain },
    ...(python ? [{ name: "Python", timing: timings.python }] : []),
  ];
  const row = (what: string, own: Timing, more: readonly Way[], least: number): Row => {
    const overPlain = timings.plain.median / own.median;
    const overPython = timings.python.median / own.median;
    const asked = sharing.slow && python;
    const ratios = [
      ...(python ? [`${times(timings.python.median, own.median)} Python`] : []),
      `${times(timings.plain.median, own.median)} plain JavaScript`,
    ];
    return {
      work: `${work}: ${what}`,
      ways: [{ name: "planner", timing: own }, ...more, ...others],
      outcome: ratios.join(", "),
      reach: asked
        ? `≥ ${least.toLocaleString("en-US")} × Python`
        : sharing.slow
          ? `≥ ${(least / 10).toLocaleString("en-US")} × plain JavaScript`
          : undefined,
      reached: asked ? overPython >= least : sharing.slow ? overPlain >= least / 10 : undefined,
      // Python's rows inform, the plain port's must hold everywhere
      gates: sharing.slow && overPlain < least / 10,
    };
  };
  const fromText = { name: "planner, from the text", timing: timings.fromText };
  return [
    row("counts and containers", timings.containers, [fromText], 10_000),
    row("with all served lists", timings.lists, [], 1000),
  ];
}

function planOf(text: string): Plan {
  const { plan, blocked, diagnostics } = planText(text, "pyyaml");
  if (blocked) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return plan;
}

/** Makes everything that the seed's analysis holds about the shared containers but the lists. */
function describe(plan: Plan): Plan {
  for (const role of sharedRoles) {
    for (let number = 0; number < plan.roles[role].count; number++) {
      const { hash, serves, canonical } = plan.roles[role].container(number);
      if (hash === null || serves.count === 0n || canonical === "") throw new Error("no container");
    }
  }
  return plan;
}

/** A ratio means nothing where results differ. */
function requireEqual(work: string, ours: Found, theirs: Found): void {
  const [a, b] = [JSON.stringify(ours), JSON.stringify(theirs)];
  if (JSON.stringify(sorted(ours)) !== JSON.stringify(sorted(theirs))) {
    throw new Error(`${work}: results differ\n${a}\n${b}`);
  }
}

const sorted = ({ combinations, risk, execution, digest }: Found) => [
  combinations,
  risk,
  execution,
  digest,
];
