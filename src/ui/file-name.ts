const known = /\.(ya?ml|json|txt)$/i;

/** The name to save a document under: its file's own, else one made from what it is called. */
export function fileNameOf(documentName: string | undefined, title: string | undefined): string {
  if (documentName && known.test(documentName)) return documentName;
  const words = (title ?? documentName ?? "").normalize("NFKD").toLowerCase();
  const slug = words
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 60);
  return `${slug || "workflow"}.yaml`;
}
