import { Command } from "cmdk";
import { useEffect, useMemo, type RefObject } from "react";
import { availableCommands, keysInWords } from "../commands.ts";
import "./more-commands.ts";
import styles from "./palette.module.css";

const groups = ["Plan", "Graph", "File", "Page"] as const;

type Props = {
  readonly dialog: RefObject<HTMLDialogElement | null>;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
};

/** Everything that can be done now, found by a few letters of its name. */
export function Palette({ dialog, input, onClose }: Props) {
  const commands = useMemo(() => availableCommands().filter(({ id }) => id !== "palette"), []);
  useEffect(() => {
    dialog.current?.showModal();
    input.current?.focus();
  }, [dialog, input]);
  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label="Commands"
      onClose={onClose}
      closedby="any"
    >
      <Command label="Commands" loop>
        <Command.Input ref={input} placeholder="What would you like to do?" />
        <Command.List label="Commands">
          <Command.Empty>No command is called that.</Command.Empty>
          {groups.map((group) => (
            <Command.Group key={group} heading={group}>
              {commands
                .filter((command) => command.group === group)
                .map(({ id, title, keys, run }) => (
                  <Command.Item
                    key={id}
                    value={title}
                    onSelect={() => {
                      // gives the focus back, which the command may then move
                      dialog.current?.close();
                      run();
                    }}
                  >
                    {title}
                    {keys === undefined ? undefined : <kbd>{keysInWords(keys)}</kbd>}
                  </Command.Item>
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </dialog>
  );
}
