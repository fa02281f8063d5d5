/** The field in which the text as it is now gets a name. */
export const nameFieldId = "name-version";

let asked = false;

/** Puts the focus into the field, at once or as soon as it is drawn. */
export function askForName(): void {
  asked = true;
  giveFocus();
}

/** Takes the focus if it was asked for. */
export function giveFocus(): void {
  const field = document.getElementById(nameFieldId);
  if (!asked || !field) return;
  asked = false;
  field.focus();
}
