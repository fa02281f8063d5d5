import { describe, expect, it } from "vitest";
import { fixture } from "../planner/test-support/fixtures.ts";
import { planCommand } from "./plan.ts";
import { inMemory } from "./test-support/in-memory.ts";

const seed = fixture("plans/seed.yaml");
const run = inMemory(planCommand, {
  "unread.yaml": `${seed}broker: {host: a}\ndata: {symbol: A, vendor: b}\n`,
  "much-unread.yaml": seed + Array.from({ length: 101 }, (_, i) => `k${i}: 1\n`).join(""),
});

describe("what nobody reads", () => {
  it("is named in the JSON, and in one line for reading", () => {
    const { code, output, errors } = run("unread.yaml", "--summary");
    expect(code).toBe(0);
    expect(JSON.parse(output).not_read).toEqual(["broker", "data.vendor"]);
    expect(errors).toBe("unread.yaml: read by neither planner nor backtest: broker, data.vendor\n");
  });

  it("is counted beyond a hundred paths, and beyond ten for reading", () => {
    const { output, errors } = run("much-unread.yaml", "--summary");
    expect(JSON.parse(output).not_read).toHaveLength(100);
    expect(errors).toMatch(/: k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, and 91 more\n$/);
  });
});
