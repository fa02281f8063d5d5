import inter from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import mono from "@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2?url";

/** Starts loading the bundled fonts, before any style asks for them; only the Latin subset of each. */
export function loadFonts(): void {
  const faces = [
    new FontFace("Inter Variable", `url("${inter}")`, { weight: "100 900", display: "swap" }),
    new FontFace("JetBrains Mono Variable", `url("${mono}")`, {
      weight: "100 800",
      display: "swap",
    }),
  ];
  for (const face of faces) {
    document.fonts.add(face);
    // without it the system's font stands, which is no error
    face.load().catch(() => {});
  }
}
