import { expect, it } from "vitest";
import { fileNameOf } from "./file-name.ts";

it.each([
  ["grid.yaml", "A name in the text", "grid.yaml"],
  ["plan.YML", undefined, "plan.YML"],
  ["Fee grid", undefined, "fee-grid.yaml"],
  ["Fee grid", "Q3: größe / Überprüfung", "q3-große-uberprufung.yaml"],
  [undefined, undefined, "workflow.yaml"],
  [undefined, "../../etc/passwd", "etc-passwd.yaml"],
  [undefined, "///", "workflow.yaml"],
])("saves %s with the title %s as %s", (documentName, title, name) => {
  expect(fileNameOf(documentName, title)).toBe(name);
});
