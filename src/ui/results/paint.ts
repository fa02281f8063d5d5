/** What custom properties come to as colours that a canvas takes, in the page's look. */
export function resolveColours<Name extends string>(
  element: Element,
  names: readonly Name[],
): (name: Name) => string {
  const probe = document.createElement("span");
  element.append(probe);
  const colours = new Map(
    names.map((name) => {
      probe.style.color = `var(${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return (name) => colours.get(name) ?? "";
}
