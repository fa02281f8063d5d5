// `npm start`: builds the app and serves it, printing the address, until Ctrl+C.
// `npm start -- --port 8080 --open` chooses the port and opens the page.
import { parseArgs } from "node:util";
import { preview } from "vite";
import { buildApp } from "./build.mjs";
import { root } from "./run.mjs";

const { values } = parseArgs({
  options: { port: { type: "string" }, host: { type: "string" }, open: { type: "boolean" } },
});

await buildApp();
// in this process, so that ending it frees the port
const server = await preview({
  root,
  preview: {
    open: values.open ?? false,
    ...(values.port ? { port: Number(values.port) } : {}),
    ...(values.host ? { host: values.host } : {}),
  },
});
console.log("Sharing Planner is ready:");
server.printUrls();
