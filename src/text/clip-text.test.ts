import { expect, it } from "vitest";
import { beginningOf, clipText } from "./clip-text.ts";

it("cuts a text to a length, with the ellipsis", () => {
  expect(["abc", "abcd", "abcde"].map((text) => clipText(text, 4))).toEqual([
    "abc",
    "abcd",
    "abc…",
  ]);
});

it("never leaves half of a sign", () => {
  expect([0, 1, 2, 3, 4].map((most) => beginningOf("a😀b", most))).toEqual([
    "",
    "a",
    "a",
    "a😀",
    "a😀b",
  ]);
  expect([3, 4].map((most) => clipText("a😀b", most))).toEqual(["a…", "a😀b"]);
  expect(clipText("a😀bc", 4)).toBe("a😀…");
});
