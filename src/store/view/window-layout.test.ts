import { beforeEach, expect, it } from "vitest";
import { initialState } from "../state.ts";
import { store } from "../store.ts";
import { paneLimits, setPanes } from "./window-layout.ts";

beforeEach(() => store.setState(initialState, true));

it("keeps the parts of the window within their limits", () => {
  setPanes({ left: 99, drawer: 1 });
  expect(store.getState().view.panes).toMatchObject({
    left: paneLimits.left[1],
    drawer: paneLimits.drawer[0],
    leftOpen: true,
  });
});
