/** A page asks which version it would get if it were opened now. */
export type FromPage = { readonly type: "which" };

/** The script that this version starts with; a page that started with another one is not the newest. */
export type Serves = { readonly type: "serves"; readonly entry: string };
