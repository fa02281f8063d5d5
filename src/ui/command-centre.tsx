import { lazy, Suspense, useEffect, useState } from "react";
import { refuseFile } from "../store/document.ts";
import { availableCommands, keysOf, register } from "./commands.ts";
import controls from "./controls.module.css";
import { isField } from "./field.ts";

const loadPalette = () => import("./palette/palette.tsx");
const Palette = lazy(async () => {
  const palette = await loadPalette().catch(() => undefined);
  return { default: palette?.Palette ?? Missing };
});
const Sheet = lazy(async () => {
  const sheet = await import("./palette/sheet.tsx").catch(() => undefined);
  return { default: sheet?.Sheet ?? Missing };
});
/** When the page has long been drawn, in milliseconds. */
const laterOn = 4000;

type Shown = "palette" | "sheet" | undefined;

/** Hears the keys of all commands, and shows what there are: as a palette to search, as a sheet to read. */
export function CommandCentre() {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    // before the editor, which has other uses for some
    addEventListener("keydown", pressKey, { capture: true });
    const end = register([
      {
        id: "palette",
        title: "All commands",
        group: "Page",
        keys: "Mod+K",
        run: () => setShown("palette"),
      },
      {
        id: "sheet",
        title: "Keys and what they do",
        group: "Page",
        keys: "?",
        run: () => setShown("sheet"),
      },
    ]);
    // at hand before it is asked for: nobody waits with typing until it is there
    const timer = setTimeout(() => loadPalette().catch(() => {}), laterOn);
    return () => {
      clearTimeout(timer);
      removeEventListener("keydown", pressKey, { capture: true });
      end();
    };
  }, []);
  const close = (): void => setShown(undefined);
  return (
    <>
      <button
        type="button"
        className={controls.icon}
        data-testid="keys"
        aria-label="Keys and commands"
        title="Keys and commands (?)"
        onClick={() => setShown("sheet")}
      >
        <span aria-hidden="true">?</span>
      </button>
      <Suspense fallback={<dialog open className="visually-hidden" aria-label="Loading" />}>
        {shown === "palette" ? <Palette onClose={close} /> : undefined}
        {shown === "sheet" ? <Sheet onClose={close} /> : undefined}
      </Suspense>
    </>
  );
}

/** Says that a part of the page could not be fetched. */
function Missing({ onClose }: { readonly onClose: () => void }) {
  useEffect(() => {
    refuseFile(
      "The commands could not be loaded. Reload the page to have them; your text is kept.",
    );
    onClose();
  }, [onClose]);
  return undefined;
}

/** Whether something stands over the page and has the keys for itself. */
const isCovered = (): boolean => document.querySelector("dialog[open], :popover-open") !== null;

function pressKey(event: KeyboardEvent): void {
  if (event.isComposing) return;
  const keys = keysOf(event);
  const isPlain = !/^(?:Mod|Alt)\+/.test(keys);
  if (isPlain && (isField(event.target) || event.target instanceof HTMLSelectElement)) return;
  if (isCovered() && (isPlain || keys === "Mod+K")) return;
  const command = availableCommands().find((one) => one.keys === keys);
  if (!command) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat) command.run();
}
