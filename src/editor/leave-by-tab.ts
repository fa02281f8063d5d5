import { monaco } from "./monaco.ts";

const { Escape, Tab, Shift } = monaco.KeyCode;

/**
 * Lets people who use no mouse out of the editor: after Escape, Tab goes on to the next control, until
 * anything else is typed. Tab alone indents.
 */
export function leaveByTab(editor: monaco.editor.IStandaloneCodeEditor): void {
  const setLeaving = (tabFocusMode: boolean): void => editor.updateOptions({ tabFocusMode });
  editor.onKeyDown(({ keyCode }) => {
    if (keyCode === Tab || keyCode === Shift) return;
    // the first Escape closes what is open over the text
    const open = document.querySelector(".suggest-widget.visible, .find-widget.visible");
    setLeaving(keyCode === Escape && !open);
  });
  editor.onDidBlurEditorText(() => setLeaving(false));
}
