import { expect, it } from "vitest";
import { satisfies } from "./node-version.mjs";

it.each([
  ["20.19.0", true],
  ["20.20.2", true],
  ["20.18.3", false],
  ["18.20.0", false],
  // between the two ranges: too old for the bundler
  ["21.7.0", false],
  ["22.11.0", false],
  ["22.12.0", true],
  ["26.0.0", true],
])("knows whether Node %s is new enough", (version, enough) => {
  expect(satisfies(version, "^20.19.0 || >=22.12.0")).toBe(enough);
});
