import { Suspense, useEffect, useRef, useState } from "react";
import styles from "./command-centre.module.css";
import { availableCommands, keysOf, register } from "./commands.ts";
import controls from "./controls.module.css";
import { isField } from "./field.ts";
import { lazyPart } from "./load-part.ts";
import { Modal } from "./modal.tsx";

const loadPalette = () => import("./palette/palette.tsx");
const Palette = lazyPart(async () => (await loadPalette()).Palette);
const Sheet = lazyPart(async () => (await import("./palette/sheet.tsx")).Sheet);
/** When the page has long been drawn, in milliseconds. */
const laterOn = 4000;

type Shown = {
  readonly what: "palette" | "sheet";
  /** Counts on while one follows another, so that the end of the former is not taken for its own. */
  readonly opening: number;
};

/** Hears the keys of all commands, and shows what there are: as a palette to search, as a sheet to read. */
export function CommandCentre() {
  const [shown, setShown] = useState<Shown>();
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    function show(what: Shown["what"]): void {
      setShown((last) => ({ what, opening: (last?.opening ?? 0) + 1 }));
    }
    // before the editor, which has other uses for some
    addEventListener("keydown", pressKey, { capture: true });
    const end = register([
      {
        id: "palette",
        title: "All commands",
        group: "Page",
        keys: "Mod+K",
        isAvailable() {
          const modal = document.querySelector("dialog:modal");
          return modal === null || modal === dialog.current;
        },
        run() {
          if (dialog.current?.open && input.current) input.current.focus();
          else show("palette");
        },
      },
      {
        id: "sheet",
        title: "Keys and what they do",
        group: "Page",
        keys: "?",
        run: () => show("sheet"),
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
  const opening = shown?.opening;
  // a dialog says that it was closed some time later, when the next may be open already
  const close = (): void => setShown((last) => (last?.opening === opening ? undefined : last));
  const leave = (): void => dialog.current?.close();
  return (
    <>
      <button
        type="button"
        className={controls.icon}
        data-testid="keys"
        aria-label="Keys and commands"
        title="Keys and commands (?)"
        onClick={() => setShown({ what: "sheet", opening: (opening ?? 0) + 1 })}
      >
        <span aria-hidden="true">?</span>
      </button>
      {shown ? (
        <Modal
          key={opening}
          dialog={dialog}
          name={shown.what === "palette" ? "Commands" : "Keys"}
          className={styles[shown.what]}
          closesBeside
          onClose={close}
        >
          <Suspense fallback={<p className="visually-hidden">Loading</p>}>
            {shown.what === "palette" ? (
              <Palette input={input} onLeave={leave} />
            ) : (
              <Sheet onLeave={leave} />
            )}
          </Suspense>
        </Modal>
      ) : undefined}
    </>
  );
}

/** Whether something stands over the page and has the keys for itself. */
const isCovered = (): boolean => document.querySelector("dialog[open], :popover-open") !== null;

function pressKey(event: KeyboardEvent): void {
  if (event.isComposing) return;
  const keys = keysOf(event);
  const isPlain = !/^(?:Mod|Alt)\+/.test(keys);
  if (isPlain && (isField(event.target) || event.target instanceof HTMLSelectElement)) return;
  if (isPlain && isCovered()) return;
  const command = availableCommands().find((one) => one.keys === keys);
  if (!command) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat) command.run();
}
