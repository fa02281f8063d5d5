import type { Steps } from "../../text/steps.ts";

/** Runs of more rows are worked through in slices, others at once. */
export const mostAtOnce = 20_000;

/** How long a slice takes, in milliseconds: a picture is drawn after each. */
const slice = 6;

/** Works to the end in slices, between which the page hears and draws; nothing where it is ended first. */
export async function finishInSlices<Result>(
  steps: Steps<Result>,
  signal: AbortSignal,
): Promise<Result | undefined> {
  for (;;) {
    await turn();
    if (signal.aborted) return undefined;
    const until = performance.now() + slice;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
  }
}

/** Lets what waits have its turn, without the pause that timers make. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
