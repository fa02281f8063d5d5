import type { YamlReading } from "../planner/config/workflow.ts";
import { explain } from "../planner/explain/explanation.ts";
import { buildView } from "../planner/build-view.ts";
import { embedFonts } from "./embed-fonts.ts";
import { putInSvg } from "./picture-source.ts";
import type { Described } from "./plan-json.ts";
import { reviewSheet } from "./review-sheet.ts";
import type { SheetInput } from "./sheet-input.ts";
import { version } from "./version.ts";

/** The size that design reviews get unless they ask for another. */
const sheetSize = { width: 1600, height: 1000 };

type Look = Pick<SheetInput, "title" | "date" | "theme" | "stale"> & {
  /** Whether the configuration travels inside, so that the picture can be opened again. */
  readonly carriesText: boolean;
};

/** The picture of a plan as a file: the same bytes from the app and from the command line. */
export function sheetFile(
  { plan, factored, text }: Described,
  reading: YamlReading,
  look: Look,
): string {
  const view = { ...buildView(plan, reading), explanation: explain(plan, factored) };
  const { carriesText, ...rest } = look;
  const svg = embedFonts(reviewSheet({ plan: view, text, version, size: sheetSize, ...rest }));
  return carriesText ? putInSvg(svg, { text, reading }) : svg;
}
