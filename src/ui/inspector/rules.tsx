import type { PlanView } from "../../planner/answer/view.ts";
import type { NotWithoutRule, WithoutRule } from "../../planner/explain/what-if/without-rule.ts";
import { sharedRoles, type RuleFigures } from "../../planner/model.ts";
import { takeOutRule } from "../../store/inspect/what-if.ts";
import { askPlanner } from "../../store/plan/plan-questions.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { formatCount } from "../../text/count-text.ts";
import { usePages, type AskPage } from "./use-pages.ts";
import styles from "./what-if-tab.module.css";

/** The rules, and what the plan would be without each of them. */
export function Rules({
  plan,
  enabled,
}: {
  readonly plan: StampedPlan;
  readonly enabled: boolean;
}) {
  const { view } = plan;
  const answers = usePages(askWithoutRules, plan, view.rules.length);
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

/** What leaving out each rule gives. */
const askWithoutRules: AskPage<WithoutRule | NotWithoutRule> = async (page, rev) => {
  const answered = await askPlanner({ kind: "without-rules", ...page }, rev);
  return answered?.kind === "without-rules" ? answered.rows : [];
};
