import { afterEach, beforeEach, expect, it } from "vitest";
import type { PlannerWorker } from "../planner/client.ts";
import type { PlannerRequest } from "../planner/protocol.ts";
import { createApp, type Clients } from "./app.ts";
import { shownDocument } from "./document/document-record.ts";
import { editText } from "./document/write-document.ts";
import { askPlanner } from "./plan/plan-questions.ts";
import { initialState } from "./state.ts";
import { store } from "./store.ts";

const asked: PlannerRequest[] = [];
const worker: PlannerWorker = {
  onmessage: null,
  onerror: null,
  onmessageerror: null,
  postMessage: (request) => void asked.push(request),
  terminate() {},
};
const clients: Clients = {
  planner: () => worker,
  engine: async () => {
    throw new Error("no network");
  },
};

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

let app: ReturnType<typeof createApp> | undefined;

beforeEach(() => {
  store.setState(initialState, true);
  asked.length = 0;
});
afterEach(() => app?.close());

it("opens the example, keeps what becomes of it, and opens that at the next visit", () => {
  const example = { text: "example", reading: "pyyaml", name: "Example" } as const;
  const [shared, window] = [memory(), memory()];
  const storage = { shared: () => shared, window: () => window, example };
  app = createApp({ ...clients, storage });
  expect(shownDocument(store.getState())).toEqual(example);
  editText("mine");
  app.save();
  store.setState(initialState, true);
  app = createApp({ ...clients, storage });
  expect(shownDocument(store.getState())).toEqual({ ...example, text: "mine" });
});

it("plans nothing before it is started, and answers no question before there is a planner", async () => {
  app = createApp(clients);
  editText("mine");
  expect(await askPlanner({ kind: "unify", miss: 0 }, 1)).toBeUndefined();
  expect(asked).toEqual([]);
  app.start();
  expect(asked).toMatchObject([{ type: "plan", text: "mine", rev: 1 }]);
});
