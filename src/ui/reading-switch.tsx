import { shownDocument } from "../store/document/document-record.ts";
import { tellDocument } from "../store/document/write-document.ts";
import { useApp } from "../store/store.ts";
import type { YamlReading } from "../yaml/value.ts";
import styles from "./controls.module.css";

const readings: readonly { readonly value: YamlReading; readonly label: string }[] = [
  { value: "pyyaml", label: "PyYAML" },
  { value: "1.2", label: "YAML 1.2" },
];

/** How the users' engine reads the text; the same characters can mean other values. */
export function ReadingSwitch() {
  const reading = useApp((state) => shownDocument(state).reading);
  return (
    <fieldset
      className={styles.segments}
      title="How the engine reads YAML: the same characters can mean other values"
    >
      <legend>
        <span className="visually-hidden">Engine reads YAML as</span>
        <span aria-hidden="true">read as</span>
      </legend>
      {readings.map(({ value, label }) => (
        <label key={value} data-checked={value === reading}>
          <input
            type="radio"
            name="reading"
            value={value}
            checked={value === reading}
            onChange={() => tellDocument({ type: "readingChosen", reading: value })}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
