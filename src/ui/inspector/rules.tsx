import { useEffect, useState } from "react";
import type { PlanView } from "../../planner/answer/view.ts";
import type { NotWithoutRule, WithoutRule } from "../../planner/explain/what-if/without-rule.ts";
import { sharedRoles, type RuleFigures } from "../../planner/model.ts";
import { takeOutRule } from "../../store/inspect/what-if.ts";
import { askPlanner } from "../../store/plan/plan-questions.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { formatCount } from "../../text/count-text.ts";
import styles from "./what-if-tab.module.css";

type Answers = readonly (WithoutRule | NotWithoutRule)[];
const none: Answers = [];
const pageLength = 20;

/** The rules, and what the plan would be without each of them. */
export function Rules({
  plan,
  enabled,
}: {
  readonly plan: StampedPlan;
  readonly enabled: boolean;
}) {
  const answers = useAnswers(plan);
  const { view } = plan;
  if (view.rules.length === 0) return undefined;
  return (
    <section aria-label="Rules" className={styles.rules}>
      <h3>Rules</h3>
      <ul>
        {view.rules.map((rule, n) => (
          <Rule key={rule.path} rule={rule} plan={plan} answer={answers[n]} enabled={enabled} />
        ))}
      </ul>
    </section>
  );
}

type RuleProps = {
  readonly rule: RuleFigures;
  readonly plan: StampedPlan;
  readonly answer: WithoutRule | NotWithoutRule | undefined;
  readonly enabled: boolean;
};

function Rule({ rule, plan: { view }, answer, enabled }: RuleProps) {
  const { text, drops, only } = rule;
  const possible = answer && "outcome" in answer ? answer : undefined;
  const refused = answer && "reason" in answer ? answer.reason : undefined;
  const alone = only === drops ? "" : `, ${formatCount(only)} by it alone`;
  return (
    <li data-testid="rule">
      <button
        type="button"
        disabled={!enabled || !possible}
        title="Takes the rule out of the text"
        onClick={() => void takeOutRule(rule)}
      >
        {text}
      </button>
      <span>{drops === 0n ? "drops nothing" : `drops ${formatCount(drops)}${alone}`}</span>
      <span>{refused ?? (possible ? `without it ${differenceTo(view, possible)}` : "…")}</span>
    </li>
  );
}

/** `+10 combinations, risk and execution unchanged`. */
function differenceTo(view: PlanView, { outcome }: WithoutRule): string {
  const more = outcome.combinations - view.combinations;
  const changes = sharedRoles.map((role) => {
    const [now, then] = [view.counts.optimized[role], outcome.counts.optimized[role]];
    return now === then ? undefined : `${role} ${formatCount(now)} → ${formatCount(then)}`;
  });
  const changed = changes.filter((change) => change !== undefined);
  const combinations = `+${formatCount(more)} combination${more === 1n ? "" : "s"}`;
  if (changed.length === 0) return `${combinations}, risk and execution unchanged`;
  return [combinations, ...changed].join(", ");
}

/** What leaving out each rule gives, asked for page by page. */
function useAnswers({ view, rev }: StampedPlan): Answers {
  const [answers, setAnswers] = useState<{ readonly view: PlanView; readonly rows: Answers }>();
  const wanted = view.rules.length;
  useEffect(() => {
    let left = false;
    async function ask(from: number, before: Answers): Promise<void> {
      const answered = await askPlanner({ kind: "without-rules", from, count: pageLength }, rev);
      if (left || answered?.kind !== "without-rules" || answered.rows.length === 0) return;
      const rows = [...before, ...answered.rows];
      setAnswers({ view, rows });
      if (rows.length < wanted) await ask(rows.length, rows);
    }
    if (wanted > 0) void ask(0, none);
    return () => {
      left = true;
    };
  }, [view, rev, wanted]);
  return answers?.view === view ? answers.rows : none;
}
