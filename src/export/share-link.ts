import { deflateSync, Inflate } from "fflate";
import { md5Of } from "../planner/sharing/containers/hash.ts";
import type { YamlReading } from "../yaml/value.ts";
import { linkVocabulary } from "./link-vocabulary.ts";
import { largestSource } from "./source-text.ts";

/** What a link carries: a document, and how its plan is looked at. */
export type SharedDocument = {
  readonly text: string;
  readonly reading: YamlReading;
  readonly topology: "naive" | "optimized";
  readonly completions: boolean;
};

export type ReadLink =
  | { readonly ok: true; readonly shared: SharedDocument }
  | { readonly ok: false; readonly reason: string };

export type MadeLink =
  | { readonly ok: true; readonly hash: string }
  | { readonly ok: false; readonly reason: string };

/** So many characters still pass through chats, mails and address bars. */
const longestLink = 32_000;
/** A slice of a bomb inflates by 1029 : 1: so much is looked at between two checks. */
const slice = 512;
const version = "1";
const opening = "#c=";

/** The part of an address behind `#` that carries a document. */
export function writeLink({ text, reading, topology, completions }: SharedDocument): MadeLink {
  const flags = [reading === "1.2", topology === "naive", completions];
  const payload = flags.map((flag) => (flag ? "1" : "0")).join("") + text;
  const bytes = new TextEncoder().encode(payload);
  if (new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) !== payload) {
    return { ok: false, reason: "The text holds half a character, which a link cannot carry" };
  }
  const packed = deflateSync(bytes, { level: 9, dictionary });
  const hash = `${opening}${version}.${md5Of(payload).slice(0, 8)}.${toBase64Url(packed)}`;
  if (bytes.length > largestSource || hash.length > longestLink) {
    const size = `${hash.length.toLocaleString("en")} characters`;
    const most = longestLink.toLocaleString("en");
    return { ok: false, reason: `The link would have ${size}; at most ${most} travel safely` };
  }
  return { ok: true, hash };
}

/** The document in the part of an address behind `#`. Anybody can have written it. */
export function readLink(hash: string): ReadLink {
  if (hash.length > longestLink) return refused("The link is too long to be one of this app");
  const [written, digest, packed = "", ...rest] = hash.slice(opening.length).split(".");
  if (!hash.startsWith(opening) || written === undefined) return refused(damaged);
  if (/^\d+$/.test(written) && Number(written) > Number(version)) {
    return refused("The link was made by a newer version of this app");
  }
  if (written !== version || rest.length > 0) return refused(damaged);
  const bytes = fromBase64Url(packed);
  if (!bytes) return refused(damaged);
  const payload = inflate(bytes);
  if (typeof payload !== "string") return payload;
  const flags = /^([01])([01])([01])/.exec(payload);
  if (!flags || md5Of(payload).slice(0, 8) !== digest) return refused(damaged);
  return {
    ok: true,
    shared: {
      text: payload.slice(3),
      reading: flags[1] === "1" ? "1.2" : "pyyaml",
      topology: flags[2] === "1" ? "naive" : "optimized",
      completions: flags[3] === "1",
    },
  };
}

const damaged = "The link is damaged: some of it was lost or changed on its way";
const dictionary = new TextEncoder().encode(linkVocabulary);

const refused = (reason: string): ReadLink & { readonly ok: false } => ({ ok: false, reason });

/** The text, or why there is none; stops as soon as there is more than a document may have. */
function inflate(packed: Uint8Array): string | ReturnType<typeof refused> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  let size = 0;
  let ended = false;
  const stream = new Inflate({ dictionary }, (chunk, final) => {
    size += chunk.length;
    ended ||= final;
    if (size <= largestSource) text += decoder.decode(chunk, { stream: !final });
  });
  try {
    for (let at = 0; at < packed.length; at += slice) {
      stream.push(packed.subarray(at, at + slice), at + slice >= packed.length);
      if (size > largestSource) {
        return refused("The link holds more text than a configuration can have");
      }
    }
  } catch {
    return refused(damaged);
  }
  return ended ? text : refused(damaged);
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1 || !/^[\w-]*$/.test(text)) return undefined;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
