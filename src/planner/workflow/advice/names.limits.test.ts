import { expect, it } from "vitest";
import { planText } from "../../plan-text.ts";
import { similarKey } from "./did-you-mean.ts";

it.each([2, 3, 60, 61])("compares names of 3 to 60 letters, one of %i", (length) => {
  const name = "x".repeat(length);
  expect(similarKey(name.toUpperCase(), [name])).toBe(length < 3 || length > 60 ? undefined : name);
});

it("takes a name of four letters for one with another letter, not a name of three", () => {
  expect(similarKey("abcx", ["abcd"])).toBe("abcd");
  expect(similarKey("abx", ["abc"])).toBeUndefined();
});

it.each([500, 501])(
  "compares the names before a dot with 500, not with the last of %i",
  (count) => {
    // four are those of the roles and of all strategies
    const types = Array.from({ length: count - 4 }, (_, i) => `{type: type_${i}_here}`);
    const text = `strategies: [${types.join(", ")}]
optimization: {parameter_grids: {type_${count - 5}_heere.x: [1, 2]}}
`;
    const hints = planText(text, "pyyaml").diagnostics.filter(
      ({ code }) => code === "did-you-mean",
    );
    expect(hints).toHaveLength(count > 500 ? 0 : 1);
  },
);
