import { useEffect, useState } from "react";
import type { PlanAnswer } from "../../planner/answer/query.ts";
import { askPlanner } from "../../store/plan/plan-questions.ts";
import type { StampedAnalysis } from "../../store/plan/plan-record.ts";
import { useApp } from "../../store/store.ts";
import { countOf } from "../../text/count-text.ts";
import styles from "./understood.module.css";

type Conversion = Extract<PlanAnswer, { kind: "conversion" }>;

/** As much of a text as a page shows at once; all of it is copied. */
const mostShown = 200_000;

/** The document in the planner's own dialect, to be read: planning it gives the same plan. */
export function Understood() {
  const conversion = useConversion(useApp(({ plan }) => plan.analysis));
  if (!conversion) return undefined;
  const { text, refused } = conversion;
  return (
    <section className={styles.understood} aria-label="What was understood">
      <div className={styles.bar}>
        <p>{summaryOf(conversion)}</p>
        {text === undefined ? undefined : <CopyButton text={text} />}
      </div>
      {text === undefined ? undefined : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by the keyboard
        <pre tabIndex={0} data-testid="understood" data-refused={refused.length}>
          {text.slice(0, mostShown)}
          {text.length > mostShown ? "\n…" : undefined}
        </pre>
      )}
    </section>
  );
}

function summaryOf({ text, refused }: Conversion): string {
  if (text === undefined) return "What the document stands for is too long to be written.";
  const same = "The document in the planner’s own dialect; planning this gives the same plan";
  if (refused.length === 0) return `${same}.`;
  return `${same}, without ${countOf(refused.length, "part")} that ${refused.length === 1 ? "is" : "are"} not converted.`;
}

function CopyButton({ text }: { readonly text: string }) {
  const [said, setSaid] = useState<string>();
  return (
    <button
      type="button"
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setSaid("Copied"),
          () => setSaid("The browser does not allow copying"),
        );
      }}
      onBlur={() => setSaid(undefined)}
    >
      {said ?? "Copy"}
    </button>
  );
}

/** The conversion of the newest text that was planned; the one before stays until it is there. */
function useConversion(analysis: StampedAnalysis | undefined): Conversion | undefined {
  const [conversion, setConversion] = useState<Conversion>();
  useEffect(() => {
    let left = false;
    async function ask(rev: number): Promise<void> {
      const answer = await askPlanner({ kind: "conversion" }, rev);
      if (!left && answer?.kind === "conversion") setConversion(answer);
    }
    if (analysis) void ask(analysis.rev);
    return () => {
      left = true;
    };
  }, [analysis]);
  return conversion;
}
