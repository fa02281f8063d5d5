/** A message of the planner, whose backticks mark what is written in the configuration. */
export function Message({ text }: { readonly text: string }) {
  return text.split("`").map((part, n) =>
    // every second part stood between two backticks
    // oxlint-disable-next-line react/no-array-index-key -- the parts of one text never move
    n % 2 === 1 ? <code key={n}>{part}</code> : part,
  );
}
