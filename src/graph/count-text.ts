const thinSpace = "\u202f";

/** A count with thin spaces in its thousands: `1 000 000`. */
export function formatCount(count: bigint | number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, thinSpace);
}

/** A count with its noun: `1 combination`, `8 combinations`. */
export function countOf(count: bigint | number, noun: string): string {
  return `${formatCount(count)} ${noun}${BigInt(count) === 1n ? "" : "s"}`;
}

/** Per cent saved, as a change: `−42.4 %`. */
export function formatSaved(percent: number): string {
  const { format } = new Intl.NumberFormat("en", {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return `${percent > 0 ? "−" : ""}${format(Math.abs(percent))}${thinSpace}%`;
}
