import type { Theme } from "../../export/palette.ts";
import type { ExportFormat, ExportReply } from "../../export/protocol.ts";
import { shownDocument } from "../../store/document/document-record.ts";
import { isStale } from "../../store/plan/plan-selectors.ts";
import { store } from "../../store/store.ts";
import { download } from "../download.ts";
import { fileNameOf } from "../file-name.ts";
import { makeInWorker } from "./make-in-worker.ts";
import { rasterize } from "./rasterize.ts";
import { sheetProof } from "./sheet-proof.ts";

/** How pictures are to look. */
export type Wish = {
  readonly title: string;
  readonly date: string;
  readonly theme: Theme;
  readonly scale: number;
  readonly carriesText: boolean;
};

export type Outcome = { readonly done: boolean; readonly words: string };

type Made = Extract<ExportReply, { type: "made" }> & {
  /** The name of the file without its ending. */
  readonly name: string;
};

const types: Readonly<Record<ExportFormat, string>> = {
  svg: "image/svg+xml",
  json: "application/json",
  markdown: "text/markdown",
  mermaid: "text/plain",
};
const endings: Readonly<Record<ExportFormat, string>> = {
  svg: "svg",
  json: "json",
  markdown: "md",
  mermaid: "mmd",
};

/** Makes a file from the plan on screen and downloads it. */
export function exportFile(format: ExportFormat, wish: Wish): Promise<Outcome> {
  return attempt(async () => {
    const { content, name } = await make(format, wish);
    const file = `${name}.${endings[format]}`;
    download(new Blob([content], { type: types[format] }), file);
    return `${file} is downloaded.`;
  });
}

/** The same as a picture of pixels. */
export function exportPng(wish: Wish): Promise<Outcome> {
  return attempt(async () => {
    const { png, name, source } = await drawPng(wish);
    const file = `${name}.png`;
    const bytes = new Uint8Array(await png.arrayBuffer());
    // a chunk that opening a picture needs too
    const { putInPng } = await import("../../export/picture-source.ts");
    const whole = wish.carriesText ? putInPng(bytes, source) : bytes;
    download(new Blob([whole], { type: "image/png" }), file);
    return `${file} is downloaded.`;
  });
}

/** Copies the picture; where the browser lets nobody write to the clipboard, it is downloaded. */
export function copyImage(wish: Wish): Promise<Outcome> {
  return attempt(async () => {
    const drawn = drawPng(wish);
    try {
      // begun at the click, since browsers let nobody write to the clipboard later
      const item = new ClipboardItem({ "image/png": drawn.then(({ png }) => png) });
      await navigator.clipboard.write([item]);
      return "The picture is copied, without the YAML: browsers take it out of copies.";
    } catch {
      const { png, name } = await drawn;
      download(png, `${name}.png`);
      return `The browser did not let the picture be copied: ${name}.png is downloaded instead, without the YAML.`;
    }
  });
}

async function drawPng(wish: Wish) {
  const { content, name, source } = await make("svg", { ...wish, carriesText: false });
  const png = await rasterize(content, wish.scale);
  return { png, source, name: wish.scale === 1 ? name : `${name}@${wish.scale}x` };
}

/** The file's content from the text that the plan on screen was made of, which may not be the newest. */
async function make(format: ExportFormat, { title, date, theme, carriesText }: Wish) {
  const state = store.getState();
  const { lastPlan } = state.plan;
  if (!lastPlan) throw new Error("there is no plan yet");
  const { name: documentName } = shownDocument(state);
  const fileName = fileNameOf(documentName, lastPlan.view.name);
  const stale = isStale(state) ? "The text has been edited since this plan was made." : undefined;
  const { comparison } = state.inspect;
  const compared = comparison?.rev === lastPlan.rev && {
    against: comparison.pinned.name,
    summary: comparison.comparison.summary,
  };
  const source = { text: lastPlan.text, reading: lastPlan.view.reading };
  const reply = await makeInWorker({
    format,
    ...source,
    name: fileName,
    look: {
      title: title.trim() || undefined,
      documentName,
      date: date || undefined,
      theme,
      stale,
      proof: sheetProof(),
      compared: compared || undefined,
      carriesText,
    },
  });
  if (reply.type === "failed") throw new Error(reply.message);
  const base = fileName.replace(/\.\w+$/, "");
  const name = `${base}-${reply.digest.slice(0, 8)}${stale ? "-stale" : ""}`;
  const made: Made = { ...reply, name };
  return { ...made, source };
}

async function attempt(work: () => Promise<string>): Promise<Outcome> {
  try {
    return { done: true, words: await work() };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { done: false, words: `The file could not be made: ${why}.` };
  }
}
