import { buildView, withFolds } from "../planner/answer/build-view.ts";
import type { PlanView } from "../planner/answer/view.ts";
import { explainPlan } from "../planner/explain/explanation.ts";
import { createFolds } from "../planner/fold/folds.ts";
import type { YamlReading } from "../yaml/value.ts";
import { embedFonts } from "./embed-fonts.ts";
import { putInSvg } from "./picture-source.ts";
import type { Described } from "./plan-json.ts";
import { reviewSheet } from "./review-sheet.ts";
import type { SheetInput } from "./sheet-input.ts";
import { sheetSize } from "./sheet-size.ts";
import { version } from "./version.ts";

export type SheetLook = Pick<
  SheetInput,
  "title" | "documentName" | "date" | "theme" | "stale" | "proof" | "compared"
> & {
  /** Another size than design reviews usually get. */
  readonly size?: SheetInput["size"];
  /** Whether the configuration travels inside, so that the picture can be opened again. */
  readonly carriesText: boolean;
};

/** What is drawn of a plan, with its explanation. */
export const viewOf = ({ plan, factored, text }: Described, reading: YamlReading): PlanView => ({
  ...withFolds(buildView(plan, reading), createFolds({ plan, factored })),
  explanation: explainPlan(plan, factored, text),
});

/** The picture of a plan as a file: the same bytes from the app and from the command line. */
export function sheetFile(described: Described, reading: YamlReading, look: SheetLook): string {
  const { text } = described;
  const { carriesText, size = sheetSize, ...rest } = look;
  const plan = viewOf(described, reading);
  const svg = embedFonts(reviewSheet({ plan, text, version, size, ...rest }));
  return carriesText ? putInSvg(svg, { text, reading }) : svg;
}
