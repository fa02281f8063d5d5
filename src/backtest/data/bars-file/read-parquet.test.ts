import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { openBarsFile } from "./open-bars-file.ts";
import { readParquet } from "./read-parquet.ts";

type Column = Parameters<typeof parquetWriteBuffer>[0]["columnData"][number];

const column = (name: string, type: NonNullable<Column["type"]>, data: unknown[]): Column => ({
  name,
  type,
  data,
});

const days = [16, 17].map((date) => new Date(Date.UTC(2024, 0, date)));
const prices: Column[] = [
  column("open", "DOUBLE", [10, 11]),
  column("high", "DOUBLE", [12.5, 13]),
  column("low", "DOUBLE", [9, 10]),
  column("close", "DOUBLE", [11.25, 12]),
];

/** A note about numbers since 1970 without the first of them. */
const withoutFirst = (note: string): string => note.replace(/, the first is .*Z$/, "");

async function tell(bytes: ArrayBuffer | Uint8Array, symbol?: string) {
  const given = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  const { readBars } = await openBarsFile(given, async () => readParquet);
  const reading = readBars(symbol);
  if (reading.status === "refused") {
    return reading.errors.map(({ where, message }) => `${where}: ${message}`);
  }
  const { n, time, open, high, low, close, volume } = reading.bars;
  const first = [open, high, low, close, volume].map((series) => series[0]);
  return [
    n,
    new Date(time[0] ?? 0).toJSON().slice(0, 16),
    ...first,
    ...reading.notes.map(withoutFirst),
  ];
}

const write = (columnData: Column[], options = {}) =>
  parquetWriteBuffer({ columnData, ...options });

describe("a Parquet file", () => {
  it.each([
    ["timestamps", column("timestamp", "TIMESTAMP", days), []],
    ["an index of pandas without a name", column("__index_level_0__", "TIMESTAMP", days), []],
    [
      "nanoseconds as whole numbers",
      column(
        "ts",
        "INT64",
        days.map((at) => BigInt(at.getTime()) * 1_000_000n),
      ),
      ["times count nanoseconds since 1970"],
    ],
    ["texts", column("date", "STRING", ["2024-01-16", "2024-01-17"]), []],
  ])("is read with %s", async (_, time, notes) => {
    const volume = column("volume", "INT64", [700n, 800n]);
    const bytes = write([time, ...prices, volume]);
    expect(await tell(bytes)).toEqual([2, "2024-01-16T00:00", 10, 12.5, 9, 11.25, 700, ...notes]);
  });

  it("is read in parts, and other columns are left alone", async () => {
    const time = column("Date", "TIMESTAMP", days);
    const names = column("exchange", "STRING", ["A", "B"]);
    const bytes = write([names, time, ...prices], { rowGroupSize: 1, codec: "UNCOMPRESSED" });
    expect(await tell(bytes)).toEqual([2, "2024-01-16T00:00", 10, 12.5, 9, 11.25, 0]);
  });

  it.each([
    ["GZIP", (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes))],
    ["ZSTD", storeAsZstandard],
  ] as const)("is unpacked from %s", async (codec, pack) => {
    const time = column("Date", "TIMESTAMP", days);
    const bytes = write([time, ...prices], { codec, compressors: { [codec]: pack } });
    expect(await tell(bytes)).toEqual([2, "2024-01-16T00:00", 10, 12.5, 9, 11.25, 0]);
  });

  it("of several symbols is read for the one that is meant", async () => {
    const symbol = column("symbol", "STRING", ["A", "B", "A", "B"]);
    const twice = [...days, ...days].toSorted((a, b) => a.getTime() - b.getTime());
    const time = column("time", "TIMESTAMP", twice);
    const doubled = prices.map(({ name, data }) =>
      column(
        name,
        "DOUBLE",
        Array.from(data, Number).flatMap((price) => [price, price * 10]),
      ),
    );
    const bytes = write([symbol, time, ...doubled]);
    expect(await tell(bytes)).toEqual([
      ": column symbol has A, B: write as data.symbol whose bars are meant",
    ]);
    expect(await tell(bytes, "B")).toEqual([2, "2024-01-16T00:00", 100, 125, 90, 112.5, 0]);
  });
});

describe("a Parquet file is refused", () => {
  const time = column("time", "TIMESTAMP", days);

  it("with the row that is wrong", async () => {
    const [open, high, low] = prices;
    if (!open || !high || !low) throw new Error("no prices");
    const close = column("close", "DOUBLE", [11.25, Number.NaN]);
    expect(await tell(write([time, open, high, low, close]))).toEqual([
      'row 2: close "NaN" is not a number above 0',
    ]);
  });

  it("without the columns of bars", async () => {
    expect(await tell(write(prices))).toEqual([
      ": no column for time; found open, high, low, close",
    ]);
  });

  it("by the name of a packing that cannot be undone", async () => {
    const compressors = { BROTLI: (bytes: Uint8Array) => bytes };
    const bytes = write([time, ...prices], { codec: "BROTLI", compressors });
    expect(await tell(bytes)).toEqual([
      ": is packed by BROTLI: save it with Snappy, Zstandard or gzip",
    ]);
  });

  it("where it is cut off, spoiled or encrypted", async () => {
    const bytes = new Uint8Array(write([time, ...prices]));
    const unreadable = [expect.stringMatching(/^: is no Parquet file that can be read: /)];
    expect(await tell(bytes.slice(0, 100))).toEqual(unreadable);
    expect(await tell(new TextEncoder().encode("PAR1"))).toEqual(unreadable);
    expect(await tell(new TextEncoder().encode("PARE and more than that"))).toEqual(unreadable);
    for (let i = 4; i < bytes.length; i += 7) {
      const spoiled = bytes.with(i, 255 - (bytes[i] ?? 0));
      expect(Array.isArray(await tell(spoiled))).toBe(true);
    }
  });
});

/** A frame of Zstandard with one block that is stored as it is. */
function storeAsZstandard(bytes: Uint8Array): Uint8Array {
  const size = bytes.length;
  const littleEndian = (value: number, length: number) =>
    Array.from({ length }, (_, i) => (value >> (8 * i)) & 255);
  const head = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, ...littleEndian(size, 4)];
  return Uint8Array.from([...head, ...littleEndian(size * 8 + 1, 3), ...bytes]);
}
