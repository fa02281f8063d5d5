import fc from "fast-check";
import { expect, it } from "vitest";
import { lineTable } from "./position.ts";

it("counts lines and columns from 1", () => {
  const table = lineTable("a: 1\nb: 2\n");
  expect(table.lines).toBe(3);
  expect(table.positionAt(0)).toEqual({ line: 1, column: 1 });
  expect(table.positionAt(8)).toEqual({ line: 2, column: 4 });
  expect(table.positionAt(10)).toEqual({ line: 3, column: 1 });
});

it("ends lines where an editor does: LF, CRLF and a lone CR, not at U+0085 or U+2028", () => {
  const table = lineTable("a\r\nb\rc\x85\u2028d\n");
  expect(table.lines).toBe(4);
  expect(table.positionAt(3)).toEqual({ line: 2, column: 1 });
  expect(table.positionAt(8)).toEqual({ line: 3, column: 4 });
});

it("takes offsets outside of the text for its ends", () => {
  const table = lineTable("ab");
  expect(table.positionAt(-1)).toEqual({ line: 1, column: 1 });
  expect(table.positionAt(99)).toEqual({ line: 1, column: 3 });
});

it("agrees with counting line by line", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "\n", "\r", "\r\n", "\x85"))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat(50), (written, offset) => {
      const before = written.slice(0, offset);
      const within = Math.min(offset, written.length);
      // an offset between CR and LF still belongs to the line that they end together
      const splits = written[within] === "\n" && written[within - 1] === "\r";
      const lines = (splits ? before.slice(0, -1) : before).split(/\r\n|\n|\r/);
      const column = (lines.at(-1)?.length ?? 0) + 1 + (splits ? 1 : 0);
      expect(lineTable(written).positionAt(offset)).toEqual({ line: lines.length, column });
    }),
  );
});
