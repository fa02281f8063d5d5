/** An error before anything is drawn need not be the end of it: so long is waited, in milliseconds. */
const patience = 1500;

let textShown = (): string => "";

/** Says where the text is from now on, for a page that has nothing else left. */
export function guardText(text: () => string): void {
  textShown = text;
}

// imported before all that could fail
const place = document.getElementById("root");
if (place) guard(place);

/** Puts a page that helps in the place of an app that is gone: of an empty one after an error. */
function guard(root: HTMLElement): void {
  let drawn = false;
  let shown = false;
  const observer = new MutationObserver(() => {
    drawn = true;
    observer.disconnect();
  });
  observer.observe(root, { childList: true });
  const check = (message: string): void => {
    if (root.childElementCount > 0 || shown) return;
    shown = true;
    import("./crash-page.ts").then(
      ({ showCrash }) => showCrash(root, message, textShown()),
      () => {
        root.textContent = "The page could not be loaded. Your text is kept: please reload.";
      },
    );
  };
  addEventListener("error", ({ message }) => setTimeout(check, drawn ? 0 : patience, message));
}
