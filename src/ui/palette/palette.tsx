import { Command } from "cmdk";
import { useEffect, useMemo, type RefObject } from "react";
import { availableCommands, keysInWords } from "../commands.ts";
import "./more-commands.ts";
import styles from "./palette.module.css";

const groups = ["Plan", "Graph", "File", "Page"] as const;

type Props = {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Gives the focus back, which the command may then move. */
  readonly onLeave: () => void;
};

/** Everything that can be done now, found by a few letters of its name. */
export function Palette({ input, onLeave }: Props) {
  const commands = useMemo(() => availableCommands().filter(({ id }) => id !== "palette"), []);
  // whether the dialog was opened with it or before it came
  useEffect(() => input.current?.focus(), [input]);
  return (
    <Command className={styles.palette} label="Commands" loop>
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
                    onLeave();
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
  );
}
