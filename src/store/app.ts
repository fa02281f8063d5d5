import type { BacktestClient } from "../backtest/session/client.ts";
import type { PlannerWorker } from "../planner/client.ts";
import { followSaved, restore, startSaving } from "./document/document-sync.ts";
import type { Document } from "./document/document.ts";
import { planOnEdit } from "./plan/plan-on-edit.ts";
import { runOnDemand } from "./run/run.ts";

/** What the app is given, so that tests can give it something else. */
export type Clients = {
  readonly planner: () => PlannerWorker;
  /** Opens the engine of the backtests, which is loaded when it is first needed. */
  readonly engine: () => Promise<BacktestClient>;
  /** Where documents are kept between visits, and what is opened on the first. */
  readonly storage?: {
    readonly shared: () => Storage;
    /** Where this window keeps what it alone shows; without it, it only follows the others. */
    readonly window?: () => Storage;
    readonly example: Document;
  };
};

export type App = {
  /** Plans what is on screen, from now on after every edit, and lets plans be run. */
  start(): void;
  /** Saves now, as when the page is left. */
  save(): void;
  /** Looks for what another window has saved. */
  follow(): void;
  close(): void;
};

/** Connects the store with its clients, and opens what the last visit left. */
export function createApp({ planner, engine, storage }: Clients): App {
  if (storage) restore(storage.shared, storage.example, storage.window);
  const saving = storage?.window && startSaving(storage.shared, storage.window);
  if (storage && !saving) followSaved(storage.shared);
  const stops: (() => void)[] = [];
  return {
    start() {
      stops.push(planOnEdit(planner), runOnDemand(engine));
    },
    save: () => saving?.save(),
    follow: () => saving?.follow(),
    close() {
      for (const stop of stops.splice(0)) stop();
    },
  };
}
