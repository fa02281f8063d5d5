// `npm start`: builds the app and serves it, printing the address; ends with Ctrl+C.
import { bin, runNode } from "./run.mjs";

const built = runNode([bin.vite, "build", "--logLevel", "warn"]);
process.exitCode = built || runNode([bin.vite, "preview", ...process.argv.slice(2)]);
