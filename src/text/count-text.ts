const thinSpace = "\u202f";

/** A count with thin spaces in its thousands: `1 000 000`. */
export function formatCount(count: bigint | number | string): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, thinSpace);
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A count for where there is little room: exact below a million, then `1.05T`, then `1.05 × 10³⁰`. */
export function shortCount(count: bigint): string {
  if (count < 1_000_000n) return formatCount(count);
  if (count < 10n ** 15n) return compact.format(count);
  const digits = String(count);
  const exponent = String(digits.length - 1).replace(/\d/g, (digit) => raised[Number(digit)] ?? "");
  const mantissa = (Number(digits.slice(0, 4)) / 1000).toFixed(2).replace(/\.?0+$/, "");
  return `${mantissa}${thinSpace}×${thinSpace}10${exponent}`;
}

/** A count with its noun: `1 combination`, `8 combinations`. */
export function countOf(count: bigint | number, noun: string): string {
  return `${formatCount(count)} ${noun}${BigInt(count) === 1n ? "" : "s"}`;
}

/** Per cent saved, as a change: `−42.4 %`. */
export function formatSaved(percent: number): string {
  return `${percent > 0 ? "−" : ""}${Math.abs(percent).toFixed(1)}${thinSpace}%`;
}

/** By how much something multiplies, which need not be a whole number: `2`, `1.3`. */
export function formatFactor(factor: number): string {
  return Number.isInteger(factor) ? formatCount(factor) : factor.toFixed(1);
}

/** A count with thousands apart, `1,000,000`. */
export function grouped(count: bigint): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ",");
}
