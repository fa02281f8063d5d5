import { fontFiles } from "./font-files.ts";

/**
 * Puts the sheet's fonts into its SVG. Most readers have no Inter, and a picture inside a page or a
 * canvas sees no fonts but its own; programs that take no fonts from a file use those the style names.
 */
export function embedFonts(svg: string): string {
  const faces = fontFiles.map(
    ({ name, base64 }) =>
      `@font-face{font-family:"${name}";font-weight:400 600;src:url(data:font/woff2;base64,${base64}) format("woff2")}`,
  );
  return svg.replace("<style>", () => `<style>${faces.join("")}`);
}
