import { useRef, useState } from "react";
import { shownDocument } from "../../store/document/document-record.ts";
import { isSameDocument } from "../../store/document/document.ts";
import { restoreVersion } from "../../store/document/history/history-recorder.ts";
import type { Version } from "../../store/document/history/history.ts";
import { pinDocument } from "../../store/inspect/compare.ts";
import { useApp } from "../../store/store.ts";
import { countOf } from "../../text/count-text.ts";
import styles from "./history.module.css";
import { changeInWords, planInWords, timeInWords } from "./version-words.ts";

type Props = {
  readonly version: Version;
  /** The version before this one, to say what has changed. */
  readonly before: Version | undefined;
  /** Whether no more versions can be named. */
  readonly full: boolean;
  readonly now: number;
  readonly onRename: (name: string | undefined) => void;
  readonly onDelete: () => void;
};

/** One version: when it was, what it came to, and what can be done with it. */
export function VersionRow({ version, before, full, now, onRename, onDelete }: Props) {
  const { time, name, documentName, plan } = version;
  const [naming, setNaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const current = useApp((state) => isSameDocument(shownDocument(state), version));
  const when = timeInWords(time, now);
  const called = name ?? `${documentName ?? "the text"}, ${when}`;
  return (
    <li className={styles.row} data-testid="version" aria-current={current}>
      <time dateTime={new Date(time).toISOString()} title={new Date(time).toLocaleString()}>
        {when}
      </time>
      {naming ? (
        <Rename
          name={name ?? ""}
          onDone={(given) => {
            setNaming(false);
            button.current?.focus();
            if (given !== undefined) onRename(given === "" ? undefined : given);
          }}
        />
      ) : (
        <span className={styles.title} title={name ?? documentName}>
          {name === undefined ? documentName : <b>{name}</b>}
        </span>
      )}
      <span className={styles.plan}>{planInWords(plan)}</span>
      <span className={styles.change}>{changeInWords(plan, before?.plan)}</span>
      <span className={styles.actions}>
        {current ? (
          <em>on screen</em>
        ) : (
          <>
            <button
              type="button"
              aria-label={`Compare ${called} with now`}
              title="Compare the plan of this version with the one of now"
              onClick={() =>
                pinDocument({ text: version.text, reading: version.reading, name: name ?? when })
              }
            >
              Compare
            </button>
            <button
              type="button"
              aria-label={`Restore ${called}`}
              title={`Put this text back, ${countOf(version.text.split("\n").length, "line")}; undo takes it away again`}
              onClick={() => restoreVersion(version, Date.now())}
            >
              Restore
            </button>
          </>
        )}
        <button
          ref={button}
          type="button"
          aria-label={name === undefined ? `Name ${called}` : `Rename ${called}`}
          disabled={name === undefined && full}
          onClick={() => setNaming(true)}
        >
          {name === undefined ? "Name" : "Rename"}
        </button>
        <button type="button" aria-label={`Delete ${called}`} onClick={onDelete}>
          Delete
        </button>
      </span>
    </li>
  );
}

/** The name to be edited in place; Enter keeps it, Escape leaves it, an empty one takes it away. */
function Rename({
  name,
  onDone,
}: {
  readonly name: string;
  readonly onDone: (name: string | undefined) => void;
}) {
  const [given, setGiven] = useState(name);
  const done = useRef(false);
  // leaving by a key takes the focus away too
  function end(result: string | undefined): void {
    if (done.current) return;
    done.current = true;
    onDone(result);
  }
  return (
    <form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault();
        end(given.trim());
      }}
    >
      <input
        // it was asked for by a button that this takes the place of
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        aria-label="Name"
        maxLength={100}
        value={given}
        onChange={({ target }) => setGiven(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          end(undefined);
        }}
        onBlur={() => end(given.trim())}
      />
    </form>
  );
}
