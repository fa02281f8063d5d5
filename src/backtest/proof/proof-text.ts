import { grouped } from "../../text/count-text.ts";
import type { Divergence } from "./divergence.ts";
import type { Proof } from "./proof.ts";

/** The proof in a line: `8/8 combinations identical · 2,000 bars · 1,342 fills`. */
export function proofText(proof: Proof): string {
  const { compared, sampled, wrong, first, notSimulated } = proof;
  const parts = [
    headline(proof),
    `${count(proof.bars)} bars`,
    `${count(proof.fills)} fills`,
    ...(notSimulated.length > 0 ? [`${count(notSimulated.length)} not simulated`] : []),
  ];
  if (!first) return parts.join(" · ");
  const share = `${count(wrong.length)} of ${count(compared)} ${sampled ? "sampled " : ""}portfolios`;
  return `${parts.join(" · ")}\n${share} go wrong, first at ${divergenceText(first)}`;
}

function headline({ compared, wrong, sampled, combinations }: Proof) {
  const equal = compared - wrong.length;
  if (compared === 0) return "no combination to compare";
  if (!sampled) return `${count(equal)}/${count(compared)} combinations identical`;
  const sample = `${count(compared)} of ${large(combinations)} combinations, sampled`;
  return `${sample}: ${count(equal)}/${count(compared)} identical`;
}

/** `bar 12: FILL price of combination 3: 105.04 naive, 106 shared, by execution_0`. */
function divergenceText({
  bar,
  event,
  field,
  index,
  naive,
  shared,
  container,
}: Divergence): string {
  const what = field === undefined || event === "EQUITY" ? event : `${event} ${field}`;
  const values = `${naive ?? "none"} naive, ${shared ?? "none"} shared`;
  return `bar ${bar}: ${what} of combination ${index}: ${values}, by ${container}`;
}

function count(n: number): string {
  return grouped(BigInt(n));
}

/** Powers of ten as such, since nobody counts so many zeros. */
function large(n: bigint): string {
  const digits = n.toString();
  return /^10{9,}$/.test(digits) ? `10^${digits.length - 1}` : grouped(n);
}
