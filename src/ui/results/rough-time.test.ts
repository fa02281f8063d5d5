import { expect, it } from "vitest";
import { roughTime } from "./rough-time.ts";

it("rounds up to what is said of a time", () => {
  const said = [0, 400, 1000, 2600, 11_000, 46_000, 61_000, 1_700_000, 3_000_000, 8_000_000];
  expect(said.map((time) => roughTime(time).replace("\u202f", " "))).toEqual([
    "less than 1 s",
    "less than 1 s",
    "about 1 s",
    "about 3 s",
    "about 15 s",
    "about 1 min",
    "about 2 min",
    "about 30 min",
    "about 1 h",
    "about 3 h",
  ]);
});
