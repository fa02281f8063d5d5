import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { parseSaved, spellSaved, type Saved } from "./saved-record.ts";

const schema = z.object({
  version: z.literal(1),
  text: z.string(),
  reading: z.enum(["pyyaml", "1.2"]).catch("pyyaml"),
  name: z.string().optional().catch(undefined),
  theme: z.enum(["system", "light", "dark", "contrast"]).optional().catch(undefined),
  panes: z.object({ left: z.number(), drawer: z.number() }).optional().catch(undefined),
  cost: z.object({ megabytes: z.number(), milliseconds: z.number() }).optional().catch(undefined),
  own: z.enum(["follows", "edited", "apart"]).catch("follows"),
});

const numbers = fc.double({ noNaN: true, noDefaultInfinity: true, min: 1, max: 5000 });
const arbitrarySaved: fc.Arbitrary<Saved> = fc.record({
  document: fc.record({
    text: fc.string({ unit: "grapheme" }),
    reading: fc.constantFrom("pyyaml", "1.2"),
    name: fc.option(fc.string(), { nil: undefined }),
  }),
  settings: fc.record(
    {
      theme: fc.constantFrom("system", "light", "dark", "contrast"),
      seen: fc.record({ fold: fc.boolean(), hint: fc.boolean() }),
      panes: fc.record({ left: numbers, drawer: numbers }),
      cost: fc.record({ megabytes: numbers, milliseconds: numbers }),
    },
    { requiredKeys: [] },
  ),
  own: fc.constantFrom("follows", "edited", "apart"),
});

/** Records as a version before or after this one, or a broken disk, may have left them. */
const arbitraryRecord = fc.record(
  {
    version: fc.constantFrom(1, 1, 1, 2, 999, "1", null),
    text: fc.oneof({ weight: 4, arbitrary: fc.string() }, fc.constantFrom(7, null, ["x"], {})),
    reading: fc.constantFrom("pyyaml", "1.2", "1.1", 12, null),
    name: fc.constantFrom("a.yaml", 7, null),
    theme: fc.constantFrom("dark", "pink", 1, null),
    panes: fc.constantFrom({ left: 40, drawer: 300 }, { left: "40", drawer: 300 }, [], 5, null),
    cost: fc.constantFrom({ megabytes: 90, milliseconds: 5 }, { megabytes: 90 }, "x", null),
    own: fc.constantFrom("apart", "edited", "mine", 1),
  },
  { requiredKeys: [] },
);

it("gives back what was written", () => {
  fc.assert(
    fc.property(arbitrarySaved, (saved) => {
      expect(parseSaved(spellSaved(saved))).toEqual(saved);
    }),
  );
});

it("reads any record as the schema does, and never throws", () => {
  fc.assert(
    fc.property(fc.oneof(arbitraryRecord, fc.jsonValue()), (record) => {
      const expected = schema.safeParse(record);
      const read = parseSaved(JSON.stringify(record));
      expect(read !== undefined).toBe(expected.success);
      if (!read || !expected.success) return;
      const { text, reading, name, theme, panes, cost, own } = expected.data;
      expect(read.document).toEqual({ text, reading, name });
      expect([read.settings.theme, read.settings.panes, read.settings.cost]).toEqual([
        theme,
        panes,
        cost,
      ]);
      expect(read.own).toBe(own);
    }),
    { numRuns: 500 },
  );
});

it("reads no record that was cut off", () => {
  const whole = spellSaved({
    document: { text: "a: 1\n", reading: "pyyaml", name: undefined },
    settings: {},
    own: "follows",
  });
  for (let end = 0; end < whole.length; end++) {
    expect(parseSaved(whole.slice(0, end))).toBeUndefined();
  }
});
