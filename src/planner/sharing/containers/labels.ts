import type { MovingRange } from "../../../text/source-range.ts";
import { problem, type Diagnostic } from "../../diagnostic.ts";
import { sharedRoles, type Plan, type SharedContainer, type SharedRole } from "../../model.ts";
import { canonicalText, withoutIgnored } from "../canonical/canonical.ts";
import { md5Of } from "./hash.ts";

/** Looks at the labels of a plan's containers, some at a time: hashing 100,000 takes a while. */
export type LabelCheck = {
  /** Looks at up to `containers` more; gives what was found among them, `undefined` when none is left. */
  step(containers: number): readonly Diagnostic[] | undefined;
};

/**
 * Finds configurations that Python cannot hash, and pairs whose 8-digit labels collide, which the
 * seed's own grouping would share by accident. Roles that are not listed are not checked.
 */
export function checkLabels(plan: Plan): LabelCheck {
  const walk = walkContainers(plan);
  return {
    step(containers) {
      const diagnostics: Diagnostic[] = [];
      for (let i = 0; i < containers; i++) {
        const next = walk.next();
        if (next.done) return i === 0 ? undefined : diagnostics;
        diagnostics.push(...next.value);
      }
      return diagnostics;
    },
  };
}

function* walkContainers(plan: Plan): Generator<readonly Diagnostic[]> {
  for (const role of sharedRoles) {
    const { count, listed, container } = plan.roles[role];
    if (!listed) continue;
    const seen = new Map<string, SharedContainer>();
    const refused = new Set<number>();
    for (let number = 0; number < count; number++) {
      yield diagnoseLabel(plan, container(number), seen, refused);
    }
  }
}

function diagnoseLabel(
  plan: Plan,
  container: SharedContainer,
  seen: Map<string, SharedContainer>,
  refused: Set<number>,
): readonly Diagnostic[] {
  const { role, config, hash } = container;
  if (hash === null) {
    const refusal = canonicalText(withoutIgnored(config));
    if (refusal.ok || refused.has(refusal.range.start)) return [];
    refused.add(refusal.range.start);
    const at = { path: role, range: refusal.range };
    return [problem("unhashable-config", at, [role, refusal.reason])];
  }
  const first = seen.get(hash);
  if (!first) {
    seen.set(hash, container);
    return [];
  }
  const at = { path: role, range: sourceOf(plan, role, container) };
  const related = [{ range: sourceOf(plan, role, first), message: `${first.id} is ${hash} too` }];
  return [problem("hash-collision", at, [hash, first.id, container.id], { related })];
}

/** Where a container's configuration is written: its strategy's override, or the role's section. */
function sourceOf(plan: Plan, role: SharedRole, { serves }: SharedContainer): MovingRange {
  const { strategy } = plan.combinationAt(serves.at(0n));
  const override = strategy.overrides[role];
  return override.entries.size > 0 ? override.range : plan.workflow.base[role].range;
}

/**
 * The labels of containers as a screen shows them: the 8-digit hash, and where two of them collide
 * the shortest even number of digits that tells the colliding ones apart.
 */
export function labelsOf(containers: readonly SharedContainer[]): readonly (string | null)[] {
  const containersByHash = new Map<string, SharedContainer[]>();
  for (const container of containers) {
    if (container.hash === null) continue;
    const group = containersByHash.get(container.hash);
    if (group) group.push(container);
    else containersByHash.set(container.hash, [container]);
  }
  return containers.map((container) => {
    const group = container.hash === null ? undefined : containersByHash.get(container.hash);
    if (!group || group.length < 2) return container.hash;
    const digests = group.map(({ canonical }) => md5Of(canonical));
    const digest = md5Of(container.canonical);
    for (let length = 10; length < digest.length; length += 2) {
      if (new Set(digests.map((text) => text.slice(0, length))).size === group.length) {
        return digest.slice(0, length);
      }
    }
    return digest;
  });
}
