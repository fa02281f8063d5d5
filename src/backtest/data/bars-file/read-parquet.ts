import { gunzipSync } from "fflate";
import { decompress as unpackZstandard } from "fzstd";
import { parquetMetadata, parquetRead, parquetSchema } from "hyparquet";
import { day } from "../bars.ts";
import { writeTime } from "../moments.ts";
import { refuse, type BarsReading, type FileRows } from "./read-rows.ts";
import { claimColumns, missingIn, type Claims } from "./table/column-names.ts";
import type { Row } from "./table/rows.ts";

/** Ways of packing that are read; others need code that the page's policy forbids. */
const packings = ["UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"];

/** Rows that are read at most: a small file can unpack to any number of them. */
const mostRows = 10_000_000;

/**
 * Reads a Parquet file as rows of text, as if it had been saved as CSV: numbers and times have one
 * spelling that reads back equal, so what counts for text counts here. Only columns that may belong
 * to bars are unpacked. Names stand in row 0.
 */
export async function readParquet(bytes: Uint8Array): Promise<FileRows | BarsReading> {
  try {
    return await readColumns(new Uint8Array(bytes).buffer);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse("", `is no Parquet file that can be read: ${why}`);
  }
}

async function readColumns(file: ArrayBuffer): Promise<FileRows | BarsReading> {
  const metadata = parquetMetadata(file);
  const count = Number(metadata.num_rows);
  if (count > mostRows) return refuse("", `has ${count} rows: at most ${mostRows} are read`);
  const names = parquetSchema(metadata).children.map(({ element, children }) =>
    children.length > 0 ? "" : element.name,
  );
  const claims = claimColumns(names);
  // names alone, for the message about what is missing
  if (missingIn(claims).length > 0) return tableOf(names, []);
  const used = [...claimedPlaces(claims)].flatMap((place) => names[place] || []);
  const chunks = metadata.row_groups.flatMap(({ columns }) => columns);
  const packing = chunks.find(
    ({ meta_data: chunk }) =>
      chunk && used.includes(chunk.path_in_schema[0] ?? "") && !packings.includes(chunk.codec),
  )?.meta_data?.codec;
  if (packing !== undefined) {
    return refuse("", `is packed by ${packing}: save it with Snappy, Zstandard or gzip`);
  }
  const cells = Array.from({ length: count }, () => used.map(() => ""));
  await parquetRead({
    file,
    metadata,
    columns: used,
    compressors,
    parsers,
    onChunk({ columnName, columnData, rowStart }) {
      const place = used.indexOf(columnName);
      for (let i = 0; i < columnData.length; i++) {
        const texts = cells[rowStart + i];
        if (texts) texts[place] = textOf(columnData[i]);
      }
    },
  });
  return tableOf(used, cells);
}

function tableOf(names: readonly string[], cells: readonly (readonly string[])[]): FileRows {
  const rows: Row[] = [{ line: 0, cells: names }];
  for (const [i, texts] of cells.entries()) rows.push({ line: i + 1, cells: texts });
  return { rows, counted: "row", notes: [] };
}

/** Places of the columns that may belong to bars. */
function claimedPlaces({ symbol, volume, ...needed }: Claims): ReadonlySet<number> {
  const places = [...Object.values(needed).flat(), ...volume];
  return new Set(symbol === undefined ? places : [...places, symbol]);
}

const compressors = {
  GZIP: (packed: Uint8Array) => gunzipSync(packed),
  ZSTD: (packed: Uint8Array) => unpackZstandard(packed),
};

/** Moments as the text that is read again, so that a date is told from a number. */
const parsers = {
  timestampFromMilliseconds: (count: bigint) => writeTime(Number(count)),
  timestampFromMicroseconds: (count: bigint) => writeTime(Math.floor(Number(count) / 1e3)),
  timestampFromNanoseconds: (count: bigint) => writeTime(Number(count / 1_000_000n)),
  dateFromDays: (days: number) => writeTime(days * day),
};

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "bigint" ? String(value) : "";
}
