/** Whether something is in the editor of the configuration, whichever it is. */
export function isInEditor(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-testid="editor"]') !== null;
}

/** Whether something takes text, which then has the keys and the clipboard for itself. */
export function isField(target: EventTarget | null): boolean {
  const takesText =
    target instanceof HTMLElement && target.matches("input, textarea, [contenteditable]");
  return takesText || isInEditor(target);
}
