import type { MapValue } from "../../../yaml/value.ts";
import {
  containerId,
  type IndexSet,
  type RolePlan,
  type SharedContainer,
  type SharedRole,
} from "../../model.ts";
import type { Numbering } from "../../sweep/numbering.ts";
import { coordinatesAt, type Space } from "../../sweep/space.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import { canonicalText, equalityText, withoutIgnored } from "../canonical/canonical.ts";
import type { ConfigurationCount } from "../decomposition/count-configurations.ts";
import {
  listConfigurations,
  type ConfigurationList,
} from "../decomposition/list-configurations.ts";
import type { Scope } from "../decomposition/scope.ts";
import { sectionConfig } from "../reach/configuration.ts";
import type { ReachingAxis } from "../reach/reach.ts";
import { hashOf } from "./hash.ts";

/** Above this many containers a role is counted, not listed (spec page 1, "Limits"). */
export const listingLimit = 100_000n;

/**
 * The containers of one shareable role: one per distinct configuration.
 *
 * The count stands at once; the list is made when first asked for, and a container's configuration,
 * canonical text and hash when they are. Containers are never grouped by hash: a short hash can
 * collide, and a collision would run one portfolio under another one's limits.
 */
export function createRolePlan(
  role: SharedRole,
  workflow: Workflow,
  reach: readonly ReachingAxis[],
  space: Space,
  numbering: Numbering,
  scope: Scope,
  { count, exact }: ConfigurationCount,
): RolePlan {
  const listed = exact && count <= listingLimit;
  const containerByNumber = new Map<number, SharedContainer>();
  let madeList: ConfigurationList | undefined;
  const list = (): ConfigurationList => {
    if (!listed) throw new RangeError(`${count} ${role} containers are not listed`);
    return (madeList ??= listConfigurations(space, numbering, scope));
  };
  const makeContainer = (number: number): SharedContainer => {
    const configurations = list();
    let serves: IndexSet | undefined;
    let config: MapValue | undefined;
    let text: string | undefined;
    let hash: { readonly label: string | null } | undefined;
    const configOf = (): MapValue => {
      const place = numbering.placeOf(configurations.firstOf(number));
      return sectionConfig(workflow, reach, role, coordinatesAt(space, place));
    };
    return {
      role,
      id: containerId(`${role}_${number}`),
      number,
      get serves() {
        return (serves ??= configurations.servesOf(number));
      },
      get config() {
        return (config ??= configOf());
      },
      get canonical() {
        return (text ??= equalityText(withoutIgnored(this.config)));
      },
      get hash() {
        hash ??= labelOf(this.config);
        return hash.label;
      },
    };
  };
  return {
    role,
    count,
    exact,
    listed,
    container(number) {
      const container = containerByNumber.get(number) ?? makeContainer(number);
      containerByNumber.set(number, container);
      return container;
    },
    firstOf: (number) => list().firstOf(number),
    servedBy: (index) => list().numberOf(index),
  };
}

function labelOf(config: MapValue): { readonly label: string | null } {
  const canonical = canonicalText(withoutIgnored(config));
  return { label: canonical.ok ? hashOf(canonical.text) : null };
}
