import { shorten } from "../../../yaml/quote-value.ts";
import { problem, type Diagnostic } from "../../diagnostic.ts";
import type { Situation } from "../what-if/what-if.ts";
import { mergeNearMiss } from "./merge-near-miss.ts";
import type { NearMiss, NearMisses } from "./near-miss.ts";

/** At most this many warnings have a fix, each of which plans a text. */
const mostFixes = 10;

/**
 * Warns of containers that are two for nothing (spec page 1, "Near misses"). Fields that strategies
 * set differently on purpose are listed as near misses too, but nobody is warned of them.
 */
export function diagnoseNearMisses(
  { listed }: NearMisses,
  situation?: Situation,
): readonly Diagnostic[] {
  return listed.flatMap((miss, i) => {
    if (miss.kind === "one field") return [];
    const [field] = miss.fields;
    const [first, second] = field?.values ?? [];
    if (!field || !first || !second) return [];
    // the value that is there can be marked better than the strategy that has none
    const [marked, other] = second.text === undefined ? [first, second] : [second, first];
    const words = [miss.role, differenceOf(miss), costOf(miss)] as const;
    const edits = situation && i < mostFixes ? mergeNearMiss(situation, miss) : undefined;
    return [
      problem(
        "near-miss",
        { path: `${miss.role}.${field.field}`, range: marked.range },
        [...words],
        {
          related: [{ range: other.range, message: "the other of the two" }],
          fixes: edits ? [{ title: "Make them one container", edits }] : [],
        },
      ),
    ];
  });
}

function differenceOf({ fields, kind }: NearMiss): string {
  const named = fields.slice(0, 3).map(({ field, values: [first, second] }) => {
    const [a, b] = [first, second].map((one) =>
      one?.text === undefined ? "absent" : shorten(one.text),
    );
    return `\`${field}\` (${a} and ${b})`;
  });
  const reason: Record<NearMiss["kind"], string> = {
    "number spelling": ", two spellings of a number that Python keeps apart",
    "number as text": ", a number and a text",
    "order of a list": ", the order of a list",
    absent: ", a key that one of them lacks",
    "one field": "",
    "only a name": ", which is only a name",
  };
  return `${named.join(", ")}${fields.length > 3 ? ", …" : ""}${reason[kind]}`;
}

function costOf({ removes }: NearMiss): string {
  return removes === 1n ? "1 container" : `${removes} containers`;
}
