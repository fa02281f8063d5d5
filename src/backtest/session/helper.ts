import { createHelper, type ToHelper } from "../sweep/crew.ts";

const hear = createHelper((message, transfer) => postMessage(message, { transfer: [...transfer] }));

addEventListener("message", ({ data }: MessageEvent<ToHelper>) => hear(data));
