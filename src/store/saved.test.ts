import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { isSaved } from "./saved.ts";

const schema = z.object({
  version: z.literal(1),
  text: z.string(),
  reading: z.enum(["pyyaml", "1.2"]).optional(),
  theme: z.enum(["system", "light", "dark", "contrast"]).optional(),
  name: z.string().optional(),
  seen: z.object({ fold: z.boolean(), hint: z.boolean() }).optional(),
  panes: z.object({ left: z.number(), drawer: z.number() }).optional(),
  cost: z.object({ megabytes: z.number(), milliseconds: z.number() }).optional(),
});

const full = {
  version: 1,
  text: "a: 1",
  reading: "1.2",
  theme: "dark",
  name: "grid.yaml",
  seen: { fold: true, hint: false },
  panes: { left: 40, drawer: 50 },
  cost: { megabytes: 256, milliseconds: 900 },
};

it("takes a whole record, and one with the text alone", () => {
  expect(isSaved(full)).toBe(true);
  expect(isSaved({ version: 1, text: "" })).toBe(true);
});

it("refuses a record with any field that is not of its type", () => {
  for (const field of Object.keys(full)) expect(isSaved({ ...full, [field]: null })).toBe(false);
});

it("refuses and takes what a schema of the record does, whatever a storage holds", () => {
  const parts = fc.constantFrom(...Object.values(full), 2, true, {}, [], "", Infinity);
  const changed = fc
    .dictionary(fc.constantFrom(...Object.keys(full), "later"), fc.oneof(parts, fc.jsonValue()), {
      maxKeys: 2,
    })
    .map((change): unknown => ({ ...full, ...change }));
  fc.assert(
    fc.property(fc.oneof(changed, fc.jsonValue()), (value) => {
      expect(isSaved(value)).toBe(schema.safeParse(value).success);
    }),
    { numRuns: 2000 },
  );
});
