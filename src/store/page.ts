import { store } from "./store.ts";

/** A newer version of the app is kept than the one that runs. */
export function announceVersion(): void {
  store.setState({ newVersion: true });
}
