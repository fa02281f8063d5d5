import { fileURLToPath } from "node:url";

/** The project's folder: this runs bundled, as node_modules/.cache/sharing-planner/bench.mjs. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));
