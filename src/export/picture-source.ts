import { packSource, refused, unpackSource, type FoundSource, type Source } from "./source-text.ts";

const name = "sharing-planner";
const opening = `<metadata id="${name}">`;
const none = "carries no configuration";

/** The configuration in a picture's file, an SVG or a PNG. */
export function sourceIn(bytes: Uint8Array): FoundSource {
  return isPng(bytes) ? sourceInPng(bytes) : sourceInSvg(new TextDecoder().decode(bytes));
}

/** Puts a configuration into an SVG, so that the picture can be opened again. */
export function putInSvg(svg: string, source: Source): string {
  return svg.replace("</svg>", () => `${opening}${packSource(source)}</metadata>\n</svg>`);
}

/** The configuration in an SVG. */
function sourceInSvg(svg: string): FoundSource {
  const start = svg.lastIndexOf(opening);
  if (start < 0) return refused(none);
  const end = svg.indexOf("<", start + opening.length);
  return unpackSource(svg.slice(start + opening.length, end < 0 ? undefined : end).trim());
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The header chunk comes first, and is of this size in every PNG. */
const afterHeader = signature.length + 25;

const isPng = (bytes: Uint8Array): boolean => signature.every((byte, n) => bytes[n] === byte);

/** Puts a configuration into a PNG, as a text chunk behind its header. */
export function putInPng(png: Uint8Array, source: Source): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(`tEXt${name}\0${packSource(source)}`);
  const chunk = new Uint8Array(text.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, text.length - 4);
  chunk.set(text, 4);
  view.setUint32(chunk.length - 4, crc32(text));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, afterHeader));
  whole.set(chunk, afterHeader);
  whole.set(png.subarray(afterHeader), afterHeader + chunk.length);
  return whole;
}

/** The configuration in a PNG. */
function sourceInPng(png: Uint8Array): FoundSource {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const ascii = new TextDecoder("latin1");
  for (let at = signature.length; at + 12 <= png.length;) {
    const length = view.getUint32(at);
    if (at + 12 + length > png.length) break;
    const content = png.subarray(at + 4, at + 8 + length);
    const wanted = `tEXt${name}\0`;
    if (ascii.decode(content.subarray(0, wanted.length)) === wanted) {
      if (view.getUint32(at + 8 + length) !== crc32(content)) break;
      return unpackSource(ascii.decode(content.subarray(wanted.length)));
    }
    at += 12 + length;
  }
  return refused(none);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** The check sum of a PNG chunk. */
function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (crcTable[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
