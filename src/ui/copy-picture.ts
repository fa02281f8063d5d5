import { refuseFile } from "../store/document/write-document.ts";

// the same line under the text, closed when read
const say = refuseFile;

/** Copies the review sheet as a picture, as the export panel would at first; says how it went. */
export async function copyPicture(): Promise<void> {
  try {
    const { copyImage } = await import("./export/make-export.ts");
    const theme = document.documentElement.dataset["theme"] === "light" ? "light" : "dark";
    const wish = { title: "", date: "", theme, scale: 2, carriesText: false } as const;
    say((await copyImage(wish)).words);
  } catch {
    say("The export could not be loaded. Try again.");
  }
}
