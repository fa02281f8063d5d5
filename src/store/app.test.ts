import { afterEach, beforeEach, expect, it } from "vitest";
import { createApp, type Clients } from "./app.ts";
import { shownDocument } from "./document/document-record.ts";
import { editText } from "./document/write-document.ts";
import { askPlanner } from "./plan/plan-questions.ts";
import { initialState } from "./state.ts";
import { store } from "./store.ts";
import { fakePlannerWorker } from "./test-support/fake-planner-worker.ts";
import { memoryStorage } from "./test-support/memory-storage.ts";

let worker = fakePlannerWorker();
const clients: Clients = {
  planner: () => worker,
  engine: async () => {
    throw new Error("no network");
  },
};

let app: ReturnType<typeof createApp> | undefined;

beforeEach(() => {
  store.setState(initialState, true);
  worker = fakePlannerWorker();
});
afterEach(() => app?.close());

it("opens the example, keeps what becomes of it, and opens that at the next visit", () => {
  const example = { text: "example", reading: "pyyaml", name: "Example" } as const;
  const [shared, window] = [memoryStorage(), memoryStorage()];
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
  expect(worker.asked).toEqual([]);
  app.start();
  expect(worker.asked).toMatchObject([{ type: "plan", text: "mine", rev: 1 }]);
});
