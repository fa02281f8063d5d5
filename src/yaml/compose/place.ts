/** Where a node stands, from the root; made into text only where a diagnostic needs it. */
export type Place = { readonly parent: Place; readonly step: string | number } | undefined;

/** `strategies[0].parameters.x`; "" is the root. */
export function placeText(place: Place): string {
  if (!place) return "";
  const parent = placeText(place.parent);
  if (typeof place.step === "number") return `${parent}[${place.step}]`;
  return parent === "" ? place.step : `${parent}.${place.step}`;
}
