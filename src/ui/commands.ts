/** Something that can be done now, by the palette, by a key, or by both. */
export type Command = {
  readonly id: string;
  readonly title: string;
  readonly group: "Plan" | "Graph" | "File" | "Page";
  /** The key for it, as `keysOf` names it; without Mod or Alt it is not heard where text is typed. */
  readonly keys?: string;
  /** Whether it would do something now; absent where it always does. */
  readonly isAvailable?: () => boolean;
  readonly run: () => void;
};

const registered = new Map<string, Command>();

/** Lets a feature offer what it can do; gives what takes it back. */
export function register(commands: readonly Command[]): () => void {
  for (const command of commands) registered.set(command.id, command);
  return () => {
    for (const command of commands) {
      if (registered.get(command.id) === command) registered.delete(command.id);
    }
  };
}

/** All that works now. */
export function availableCommands(): readonly Command[] {
  return [...registered.values()].filter(({ isAvailable }) => isAvailable?.() ?? true);
}

/** What a key is called in this registry: `E`, `Shift+C`, `?`, `Mod+K`, `Alt+L`. */
export function keysOf(event: Pick<KeyboardEvent, "key" | "code"> & Modifiers): string {
  const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
  // with Alt some systems type another letter than the key's
  const name = altKey ? code.replace(/^Key/, "") : key.length === 1 ? key.toUpperCase() : key;
  // a sign such as the question mark already says that Shift was held
  const shifted = shiftKey && (name.length > 1 || /[A-Z]/.test(name));
  const held = [ctrlKey || metaKey ? "Mod+" : "", altKey ? "Alt+" : "", shifted ? "Shift+" : ""];
  return held.join("") + name;
}

type Modifiers = {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
};

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The same as it stands on the user's keyboard: `Ctrl+K`, or `⌘K` on a Mac. */
export function keysInWords(keys: string): string {
  return isMac
    ? keys.replace("Mod+", "⌘").replace("Alt+", "⌥").replace("Shift+", "⇧")
    : keys.replace("Mod+", "Ctrl+");
}
