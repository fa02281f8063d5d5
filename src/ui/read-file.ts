import { formatCount } from "../text/count-text.ts";
import { textLimit } from "../yaml/parse/syntax-tree.ts";
import type { YamlReading } from "../yaml/value.ts";

/** What reading needs of a `File`. */
export type ReadableFile = Pick<File, "name" | "size" | "arrayBuffer">;

export type FileReading =
  | {
      readonly text: string;
      readonly name: string;
      /** How the text was read, where the file says so. */
      readonly reading?: YamlReading;
    }
  | { readonly refusal: string };

/** A UTF-16 unit takes at most three bytes of UTF-8, so a larger file is never within the limit. */
const largestFile = 3 * textLimit;
/** A picture is larger than the text inside it. */
const largestPicture = 30_000_000;
const picture = /\.(?:svg|png)$/i;

/** Reads a file as the YAML of a document, or says in one sentence why it cannot be one. */
export async function readYamlFile(file: ReadableFile): Promise<FileReading> {
  const refuse = (why: string): FileReading => ({ refusal: `${file.name} ${why}` });
  const tooLarge = `is too large: a configuration has at most ${formatCount(textLimit)} characters`;
  const mayBePicture = picture.test(file.name);
  if (file.size > (mayBePicture ? largestPicture : largestFile)) return refuse(tooLarge);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return refuse("could not be read: it is a folder, or it has moved");
  }
  if (mayBePicture) return readPicture(file.name, bytes);
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
    return refuse("is UTF-16 text: save it as UTF-8, which the engine reads");
  }
  if (bytes.includes(0)) return refuse("is no text file");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.length > textLimit ? refuse(tooLarge) : { text, name: file.name };
  } catch {
    return refuse("is no UTF-8 text");
  }
}

/** The configuration that travels inside an exported picture. */
async function readPicture(name: string, bytes: Uint8Array): Promise<FileReading> {
  const { sourceIn } = await import("../export/picture-source.ts");
  const read = sourceIn(bytes);
  if (!read.found) return { refusal: `${name} ${read.reason}` };
  return { ...read.source, name: documentNameOf(name) };
}

/** The name without what the export has added: `fee-grid-27418b48-stale@2x.png` is `fee-grid.yaml`. */
function documentNameOf(name: string): string {
  return `${name.replace(/(?:-[0-9a-f]{8})?(?:-stale)?(?:@\dx)?(?: \(\d+\))?\.\w+$/, "")}.yaml`;
}

function startsWith(bytes: Uint8Array, first: number, second: number): boolean {
  return bytes[0] === first && bytes[1] === second;
}
