import { deflateSync, Inflate } from "fflate";
import { md5Of } from "../planner/sharing/containers/hash.ts";
import type { YamlReading } from "../yaml/value.ts";

/** A configuration as it travels inside a picture. */
export type Source = { readonly text: string; readonly reading: YamlReading };

export type FoundSource =
  | { readonly found: true; readonly source: Source }
  | { readonly found: false; readonly reason: string };

/** The planner reads no more than this, so no more is taken out of a file. */
export const largestSource = 4_000_000;
/** A file of a kilobyte may inflate to a megabyte: so much is looked at between two checks. */
const slice = 512;
const version = "1";

/** A text as a line of ASCII: version, reading, the text's digest, and base64 of what it deflates to. */
export function packSource({ text, reading }: Source): string {
  const packed = deflateSync(new TextEncoder().encode(text), { level: 9 });
  return [version, reading, md5Of(text).slice(0, 8), toBase64(packed)].join(";");
}

/** The text of such a line. Anybody can have written it: nothing in it is believed. */
export function unpackSource(line: string): FoundSource {
  const [written, reading, digest, base64 = ""] = line.split(";");
  if (written !== version) return refused("was made by a newer version of this app");
  if (reading !== "pyyaml" && reading !== "1.2") return refused(damaged);
  const packed = fromBase64(base64);
  if (!packed) return refused(damaged);
  const bytes = inflate(packed);
  if (typeof bytes === "string") return refused(bytes);
  const text = decode(bytes);
  if (text === undefined || md5Of(text).slice(0, 8) !== digest) return refused(damaged);
  return { found: true, source: { text, reading } };
}

const damaged = "holds a configuration that is damaged";

export const refused = (reason: string): FoundSource => ({ found: false, reason });

/** The bytes, or why there are none; stops as soon as there are more than a text may have. */
function inflate(packed: Uint8Array): Uint8Array | string {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const stream = new Inflate((chunk, final) => {
    size += chunk.length;
    ended ||= final;
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < packed.length; at += slice) {
      stream.push(packed.subarray(at, at + slice), at + slice >= packed.length);
      if (size > largestSource) return "holds more text than a configuration can have";
    }
  } catch {
    return damaged;
  }
  if (!ended) return damaged;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
