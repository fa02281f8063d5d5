import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { planText } from "./plan-text.ts";
import { orderDiagnostics } from "./plan-with-memory.ts";
import { checkLabels } from "./sharing/containers/labels.ts";
import { fixture } from "./test-support/fixtures.ts";

const manifest = z
  .object({
    files: z.array(
      z.object({
        file: z.string(),
        expect: z.enum(["plan", "plan+warning", "error", "limit", "any"]),
        must: z.string(),
        message_should_mention: z.array(z.string()),
        combinations: z.union([z.number(), z.string()]).optional(),
        risk_containers: z.number().optional(),
        python: z.looseObject({
          risk_hash: z.string().optional(),
          execution_hash: z.string().optional(),
          risk_config_hashes: z.array(z.string()).optional(),
        }),
      }),
    ),
  })
  .parse(JSON.parse(fixture("bad_inputs/manifest.json")));

it("knows what must happen for every bad file", () => {
  const files = readdirSync(new URL("fixtures/bad_inputs/", import.meta.url));
  const listed = manifest.files.map(({ file }) => file);
  expect(files.filter((file) => file.endsWith(".yaml")).toSorted()).toEqual(listed.toSorted());
});

const { files } = manifest;

function planFile(file: string) {
  const { plan, diagnostics, blocked } = planText(fixture(`bad_inputs/${file}`), "pyyaml");
  const labels = checkLabels(plan).step(Infinity) ?? [];
  return { plan, blocked, diagnostics: orderDiagnostics([...diagnostics, ...labels]).diagnostics };
}

it.each(files)("$file gives $expect", ({ file, expect: wanted, must }) => {
  const { diagnostics } = planFile(file);
  const severities = new Set(diagnostics.map(({ severity }) => severity));
  // warnings beside an error, or with a limit, are free
  const isPlan = ["plan", "plan+warning"].includes(wanted);
  expect({
    must,
    error: severities.has("error"),
    warning: isPlan && severities.has("warning"),
  }).toEqual({ must, error: wanted === "error", warning: wanted === "plan+warning" });
});

it.each(files.filter((file) => file.message_should_mention.length > 0))(
  "$file: a message mentions $message_should_mention",
  ({ file, message_should_mention: words }) => {
    const messages = planFile(file).diagnostics.map(({ message }) => message.toLowerCase());
    for (const word of words) expect(messages.join("\n")).toContain(word.toLowerCase());
  },
);

it.each(files.filter(({ combinations }) => combinations !== undefined))(
  "$file has $combinations combinations",
  ({ file, combinations }) => {
    expect(planFile(file).plan.combinations).toBe(BigInt(combinations ?? 0));
  },
);

it.each(files.filter((file) => file.risk_containers !== undefined))(
  "$file has $risk_containers risk containers",
  ({ file, risk_containers: count }) => {
    expect(planFile(file).plan.roles.risk.count).toBe(BigInt(count ?? 0));
  },
);

const hashed = files.filter(({ python, file }) => {
  const { plan, blocked } = planFile(file);
  return !blocked && plan.combinations > 0n && Object.keys(python).length > 2;
});

it("has files whose hashes Python gives", () => {
  expect(hashed.length).toBeGreaterThan(15);
});

it.each(hashed)("$file has Python's hashes", ({ file, python }) => {
  const { risk, execution } = planFile(file).plan.roles;
  const risks = python.risk_config_hashes ?? [python.risk_hash ?? risk.container(0).hash];
  const executions = [python.execution_hash ?? execution.container(0).hash];
  expect(risks.map((_, number) => risk.container(number).hash)).toEqual(risks);
  expect(executions.map((_, number) => execution.container(number).hash)).toEqual(executions);
});
