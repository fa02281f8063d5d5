import { planText } from "../planner/plan-text.ts";
import { sharedRoles, type Plan } from "../planner/model.ts";
import { digestPlain, digestPlan, writeLists, type Found } from "./digest.ts";
import { interleave, perCall, timeOf, warmUp } from "./measure.ts";
import { analyzePlainly } from "./peers/plain-port.ts";
import { pythonVersion, runPython } from "./peers/python.ts";
import { times, type Row, type Section, type SectionOptions } from "./row.ts";
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
  title: "Planning: text → counts, containers, hashes",
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
  warmUp(() => describe(planOf(text)));
  const timings = interleave(
    {
      containers: () => perCall(() => describe(planOf(text)), calls),
      lists: () => perCall(() => writeLists(describe(planOf(text))), Math.max(1, calls / 10)),
      plain: () => {
        let analysis = analyzePlainly(
          "strategies: []\noptimization: {parameter_grids: {}}\nrisk: {}\nexecution: {}",
        );
        const milliseconds = timeOf(() => (analysis = analyzePlainly(text)));
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
  const row = (what: "containers" | "lists", least: number): Row => {
    const own = timings[what].median;
    const overPlain = timings.plain.median / own;
    const ways = [
      { name: "planner", timing: timings[what] },
      { name: "plain JavaScript", timing: timings.plain },
      ...(python ? [{ name: "Python", timing: timings.python }] : []),
    ];
    const overPython = python ? `${times(timings.python.median, own)} Python, ` : "";
    const asked = sharing.slow;
    return {
      work: what === "containers" ? `${work}: counts and containers` : `${work}: with all lists`,
      ways,
      outcome: `${overPython}${times(timings.plain.median, own)} plain JavaScript`,
      reach: asked ? `≥ ${least.toLocaleString("en-US")} × Python` : undefined,
      reached: asked && python ? timings.python.median / own >= least : undefined,
      gates: overPlain < 1,
    };
  };
  return [row("containers", 10_000), row("lists", 1000)];
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
