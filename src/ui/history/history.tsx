import { useEffect, useState } from "react";
import { keepHistory, loadHistory } from "../../store/document/history/history-database.ts";
import { nameVersion } from "../../store/document/history/history-recorder.ts";
import { canName, renamed, type Version } from "../../store/document/history/history.ts";
import { useApp } from "../../store/store.ts";
import styles from "./history.module.css";
import { giveFocus, nameFieldId } from "./name-field.ts";
import { VersionRow } from "./version-row.tsx";

const none: readonly Version[] = [];

/** The versions of what was worked on, newest first: to compare with, to go back to, to give a name. */
export function History() {
  const history = useApp((state) => state.document.history);
  const versions = history?.versions ?? none;
  const [opened] = useState(Date.now);
  const [deleted, setDeleted] = useState<Version>();
  useEffect(() => void loadHistory(), []);
  if (!history) return undefined;
  function remove(version: Version): void {
    setDeleted(version);
    keepHistory(versions.filter(({ id }) => id !== version.id));
  }
  function undo(version: Version): void {
    setDeleted(undefined);
    keepHistory([...versions, version].toSorted((a, b) => b.time - a.time));
  }
  return (
    <section className={styles.history} aria-label="History">
      <div className={styles.bar}>
        <NameForm full={!canName(versions)} />
        <output>
          {deleted ? (
            <>
              {deleted.name ?? "The version"} is deleted.
              {/* the button that had the focus went with the version */}
              {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
              <button key={deleted.id} type="button" autoFocus onClick={() => undo(deleted)}>
                Undo
              </button>
            </>
          ) : history.trouble === "full" ? (
            "The browser's storage is full: what is new here goes when this window is closed."
          ) : history.trouble === "denied" ? (
            "This browser keeps no history: it goes when this window is closed."
          ) : undefined}
        </output>
      </div>
      {versions.length === 0 ? (
        <p className={styles.empty}>
          Versions come here by themselves when the plan changes, and before another document takes
          the place of this one.
        </p>
      ) : (
        <ol className={styles.list} aria-label="Versions">
          {versions.map((version, n) => (
            <VersionRow
              key={version.id}
              version={version}
              before={versions[n + 1]}
              onRename={(name) => keepHistory(renamed(versions, version.id, name))}
              onDelete={() => remove(version)}
              full={!canName(versions)}
              now={opened}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

/** Gives the text as it is now a name, by which it is kept for good. */
function NameForm({ full }: { readonly full: boolean }) {
  const [name, setName] = useState("");
  useEffect(giveFocus, []);
  return (
    <form
      className={styles.name}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "" || full) return;
        nameVersion(name.trim(), Date.now());
        setName("");
      }}
    >
      <input
        id={nameFieldId}
        aria-label="Name of this version"
        placeholder={full ? "200 versions have names: delete one first" : "Name this version"}
        maxLength={100}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <button type="submit" disabled={name.trim() === "" || full}>
        Keep
      </button>
    </form>
  );
}
