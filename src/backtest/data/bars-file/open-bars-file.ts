import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { openText } from "./open-text.ts";
import { readRows, type BarsReading, type FileRows, type ReadBars } from "./read-rows.ts";

/** Reads the rows of a Parquet file, or says why it cannot: loaded when there is such a file. */
export type ReadParquet = (bytes: Uint8Array) => Promise<FileRows | BarsReading>;

/** A file of bars with what was read of it, so that other dates need no other reading. */
export type OpenedBars = {
  /** Tells it from a file of the same name and length: an export that was made again. */
  readonly digest: string;
  readonly readBars: ReadBars;
};

/**
 * Opens a file of bars, whatever wrote it: bytes in, bars or a refusal out, never an error. What is
 * read for a symbol is remembered until another one is asked for.
 */
export async function openBarsFile(
  bytes: Uint8Array,
  loadParquet: () => Promise<ReadParquet>,
): Promise<OpenedBars> {
  const read = isParquet(bytes) ? await openParquet(bytes, loadParquet) : openText(bytes);
  let last: { readonly symbol: string | undefined; readonly reading: BarsReading } | undefined;
  return {
    digest: bytesToHex(md5(bytes)),
    readBars(symbol) {
      if (!last || last.symbol !== symbol) last = { symbol, reading: read(symbol) };
      return last.reading;
    },
  };
}

/** Whether a file says of itself that it is a Parquet file: `PAR1`, or `PARE` where it is encrypted. */
function isParquet(bytes: Uint8Array): boolean {
  return (
    [0x50, 0x41, 0x52].every((byte, i) => bytes[i] === byte) &&
    (bytes[3] === 0x31 || bytes[3] === 0x45)
  );
}

async function openParquet(
  bytes: Uint8Array,
  loadParquet: () => Promise<ReadParquet>,
): Promise<ReadBars> {
  const readParquet = await loadParquet();
  const rows = await readParquet(bytes);
  return "status" in rows ? () => rows : (symbol) => readRows(rows, symbol);
}
