/** A file as text, with what was seen of its encoding; or why it is none, in words that follow its name. */
export type Decoded =
  | { readonly status: "read"; readonly text: string; readonly notes: readonly string[] }
  | { readonly status: "refused"; readonly message: string };

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

// the pure rooms have no library of the page; this decoder is the same everywhere
declare const TextDecoder: new (
  encoding: Encoding,
  options: { readonly fatal: true },
) => { decode(bytes: Uint8Array): string };

/** How files begin that hold no table, and what to do about them. */
const others: readonly (readonly [begin: readonly number[], message: string])[] = [
  [[0x50, 0x4b, 3, 4], "is a ZIP archive or an Excel file: unpack it, or save the sheet as CSV"],
  [[0x1f, 0x8b], "is compressed by gzip: unpack it first"],
  [[0x42, 0x5a, 0x68], "is compressed by bzip2: unpack it first"],
  [[0x28, 0xb5, 0x2f, 0xfd], "is compressed by Zstandard: unpack it first"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "is compressed by xz: unpack it first"],
  [[0xd0, 0xcf, 0x11, 0xe0], "is an old Excel file: save the sheet as CSV"],
  [[0x89, 0x48, 0x44, 0x46], "is an HDF5 file: save its table as CSV or Parquet"],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], "is an Arrow or Feather file: save it as CSV or Parquet"],
  [[0xff, 0xfe, 0, 0], "is UTF-32 text: save it as UTF-8"],
  [[0, 0, 0xfe, 0xff], "is UTF-32 text: save it as UTF-8"],
];

/** Decodes UTF-8 and UTF-16, with and without a byte order mark; anything else is refused by its name. */
export function decodeText(bytes: Uint8Array): Decoded {
  const other = others.find(([begin]) => begin.every((byte, i) => bytes[i] === byte));
  if (other) return { status: "refused", message: other[1] };
  const encoding = encodingOf(bytes);
  if (!encoding) return { status: "refused", message: "is no text: it has bytes of value 0" };
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    const message = otherText(text);
    if (message !== undefined) return { status: "refused", message };
    return { status: "read", text, notes: encoding === "utf-8" ? [] : ["the text is UTF-16"] };
  } catch {
    const name = encoding === "utf-8" ? "UTF-8" : "UTF-16";
    return { status: "refused", message: `is no ${name} text: save it as UTF-8` };
  }
}

/** Told by the mark; without one by the zeros that the letters and digits of a table leave in UTF-16. */
function encodingOf(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (!bytes.includes(0)) return "utf-8";
  const seen = bytes.subarray(0, 4096);
  let [even, odd] = [0, 0];
  for (const [i, byte] of seen.entries()) {
    if (byte !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  const most = 0.4 * seen.length;
  // letters of other scripts have some zeros on the other side
  if (odd > most && even < odd / 20) return "utf-16le";
  return even > most && odd < even / 20 ? "utf-16be" : undefined;
}

/** What a text is that holds no table of bars. */
function otherText(text: string): string | undefined {
  const begin = text.slice(0, 200).trimStart();
  if (/^[[{]/.test(begin)) return "is JSON: bars are read from CSV and Parquet files";
  if (/^<(?:!doctype|html|\?xml|head|body)\b/i.test(begin)) {
    return "is a web page or XML, not a table: was it downloaded whole?";
  }
  return undefined;
}
