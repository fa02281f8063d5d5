import type { Cost } from "../inspect/inspect-record.ts";
import type { ViewRecord } from "../view/view-record.ts";
import type { Document } from "./document.ts";
import type { WindowRecord } from "./session.ts";

/** What a browser keeps between visits: the document, and beside it what the user has chosen. */
export type Saved = {
  readonly document: Document;
  readonly settings: Partial<Pick<ViewRecord, "theme" | "seen">> & {
    readonly cost?: Cost;
    readonly panes?: { readonly left: number; readonly drawer: number };
  };
  /** What the window had made of its document, in the record of one window. */
  readonly own: WindowRecord["own"];
};

/**
 * Reads a record that this version or an earlier one has written; `undefined` where it was another
 * one or was damaged. Settings that make no sense are left out: they are no reason to lose a text.
 *
 * Written by hand, since a library for it is 6 kB that every first drawing would wait for; its test
 * holds it against a schema.
 */
export function parseSaved(written: string): Saved | undefined {
  const record = fieldsOf(jsonOf(written));
  if (record?.["version"] !== 1 || typeof record["text"] !== "string") return undefined;
  const { text, theme, own } = record;
  const [panes, seen, cost] = [record["panes"], record["seen"], record["cost"]].map(fieldsOf);
  return {
    document: {
      text,
      reading: record["reading"] === "1.2" ? "1.2" : "pyyaml",
      name: typeof record["name"] === "string" ? record["name"] : undefined,
    },
    settings: {
      ...(isOneOf(theme, ["system", "light", "dark", "contrast"]) ? { theme } : {}),
      ...(isNumber(panes?.["left"]) && isNumber(panes["drawer"])
        ? { panes: { left: panes["left"], drawer: panes["drawer"] } }
        : {}),
      ...(seen ? { seen: { fold: seen["fold"] === true, hint: seen["hint"] === true } } : {}),
      ...(isNumber(cost?.["megabytes"]) && isNumber(cost["milliseconds"])
        ? { cost: { megabytes: cost["megabytes"], milliseconds: cost["milliseconds"] } }
        : {}),
    },
    own: isOneOf(own, ["edited", "apart"]) ? own : "follows",
  };
}

/** Writes what `parseSaved` reads. */
export function spellSaved({ document, settings, own }: Saved): string {
  return JSON.stringify({ version: 1, ...document, ...settings, own });
}

type Fields = Readonly<Record<string, unknown>>;

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}

// JSON can hold 1e999
const isNumber = (value: unknown): value is number => Number.isFinite(value);

function isOneOf<const Known extends string>(
  value: unknown,
  known: readonly Known[],
): value is Known {
  return known.some((one) => one === value);
}
