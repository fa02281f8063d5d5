import { expect, it } from "vitest";
import { createOpeningMarks } from "./opening-marks.ts";

it("knows for each state which opening it belongs to", () => {
  const marks = createOpeningMarks(1, 0);
  marks.add(1, 2, 0);
  marks.add(2, 3, 7);
  marks.add(3, 4, 7);
  expect([1, 2, 3, 4].map(marks.at)).toEqual([0, 0, 7, 7]);
});

it("forgets what could be redone once something else was done", () => {
  const marks = createOpeningMarks(1, 0);
  marks.add(1, 2, 7);
  // back to 1, and typed there: 2 is never come back to
  marks.add(1, 3, 0);
  marks.add(3, 4, 8);
  expect([1, 3, 4].map(marks.at)).toEqual([0, 0, 8]);
});

it("takes a text that was opened once more for the newer opening", () => {
  const marks = createOpeningMarks(1, 0);
  marks.add(1, 2, 7);
  // no text differs, so the editor is where it was
  marks.add(2, 2, 8);
  expect([1, 2].map(marks.at)).toEqual([0, 8]);
});
