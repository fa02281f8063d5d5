import type { RunParameter } from "../../backtest/session/protocol.ts";
import { Popover } from "../popover.tsx";
import table from "../table/table.module.css";
import type { ResultFilter } from "./arrange-results.ts";
import type { figures } from "./figures.ts";
import styles from "./results.module.css";

type Figure = (typeof figures)[number];
type Props = {
  readonly filter: ResultFilter;
  readonly onFilter: (filter: ResultFilter) => void;
} & (
  | { readonly parameter: RunParameter; readonly figure?: undefined }
  | { readonly figure: Figure; readonly parameter?: undefined }
);

/** So many values can be ticked; longer lists are limited in the table of combinations. */
const mostListed = 200;

/** Limits the results by a column: some of a parameter's values, or a range of a figure. */
export function ResultFilterMenu(props: Props) {
  const { parameter, figure, filter } = props;
  const name = parameter ? parameter.name : figure.label;
  const active = parameter
    ? (filter.values[parameter.id]?.length ?? 0) > 0
    : filter.ranges[figure.name] !== undefined;
  return (
    <Popover
      kind="dialog"
      className={table.filter}
      name={active ? `Filter ${name}: on` : `Filter ${name}`}
      title={`Filter by ${name}`}
      testId={`filter-${name}`}
      active={active}
      label={
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2.5 3.5h11L9.5 8.5v4l-3 1.5V8.5z" />
        </svg>
      }
    >
      {(close) => (
        <fieldset className={table.menu} aria-label={`Values of ${name}`}>
          {parameter ? (
            <Values parameter={parameter} filter={filter} onFilter={props.onFilter} />
          ) : (
            <Range figure={figure} filter={filter} onFilter={props.onFilter} />
          )}
          <div className={table.actions}>
            <button type="button" disabled={!active} onClick={() => showAll(props)}>
              Show all
            </button>
            <button type="button" onClick={close}>
              Done
            </button>
          </div>
        </fieldset>
      )}
    </Popover>
  );
}

function showAll({ parameter, figure, filter, onFilter }: Props): void {
  if (parameter) {
    onFilter({ ...filter, values: { ...filter.values, [parameter.id]: [] } });
    return;
  }
  const ranges = Object.entries(filter.ranges).filter(([name]) => name !== figure.name);
  onFilter({ ...filter, ranges: Object.fromEntries(ranges) });
}

function Values({
  parameter: { id, values },
  filter,
  onFilter,
}: Pick<Props, "filter" | "onFilter"> & { readonly parameter: RunParameter }) {
  const chosen = filter.values[id] ?? [];
  return (
    <div className={table.values}>
      {values.slice(0, mostListed).map((value) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => {
              const next = chosen.includes(value)
                ? chosen.filter((one) => one !== value)
                : [...chosen, value];
              onFilter({ ...filter, values: { ...filter.values, [id]: next } });
            }}
          />
          <span>{value}</span>
        </label>
      ))}
      {values.length > mostListed ? (
        <p>
          The first {mostListed} of {values.length} values.
        </p>
      ) : undefined}
    </div>
  );
}

function Range({
  figure: { name, unit, label },
  filter,
  onFilter,
}: Pick<Props, "filter" | "onFilter"> & { readonly figure: Figure }) {
  const range = filter.ranges[name] ?? {};
  const factor = unit === "fraction" ? 100 : 1;
  const change = (end: "from" | "to", typed: string): void => {
    const { [end]: _, ...others } = range;
    const value = typed.trim() === "" ? Number.NaN : Number(typed.replace("−", "-"));
    const next = Number.isNaN(value) ? others : { ...others, [end]: value / factor };
    const left = Object.entries(filter.ranges).filter(([known]) => known !== name);
    const all = Object.keys(next).length > 0 ? [...left, [name, next]] : left;
    onFilter({ ...filter, ranges: Object.fromEntries(all) });
  };
  return (
    <div className={styles.range}>
      {(["from", "to"] as const).map((end) => (
        <label key={end}>
          <span>{end}</span>
          <input
            type="number"
            step="any"
            aria-label={`${label} ${end}`}
            defaultValue={
              range[end] === undefined ? "" : Number((range[end] * factor).toPrecision(12))
            }
            onChange={({ target }) => change(end, target.value)}
          />
          <span>{unit === "fraction" ? "%" : ""}</span>
        </label>
      ))}
    </div>
  );
}
