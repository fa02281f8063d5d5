/** What is needed of a `Worker`, so that tests can hand in one that answers when told to. */
export type WorkerLike<Request, Reply> = {
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(request: Request): void;
  terminate(): void;
};

/** Why a worker is ended: no sign of life in time, an error that it told, or one that cannot run. */
export type Fault = {
  readonly reason: "hung" | "failed" | "broken";
  /** What is known of it; of a worker that could not be loaded a browser says nothing. */
  readonly message: string;
};

export type Loss = Fault & {
  /** How many workers were lost in a row, this one included, with no request settled between. */
  readonly failures: number;
  /** How many requests waited for it. */
  readonly unanswered: number;
};

/** What tells requests apart that wait at the same time. */
type Key = string | number;

/** One worker, as long as it lives, and the next one after it. */
export type Lane<Request, Reply> = {
  /** Sends a request, to a new worker if there is none, and waits for it until it is settled. */
  post(key: Key, request: Request): void;
  /**
   * The same for a question: gives the reply that it is settled with, `undefined` if it is settled
   * without one or its worker is ended first. One that is not settled `within` so many milliseconds
   * ends the worker, whatever else that says meanwhile.
   */
  ask(key: Key, request: Request, within?: number): Promise<Reply | undefined>;
  /** No longer waits for a request; settles nothing where none waits. */
  settle(key: Key, reply?: Reply): void;
  /** Tells the worker, and each that comes after it before anything else; the newest is kept. */
  tell(request: Request): void;
  /** Ends a worker that has told an error of its own, as any other fault does. */
  fail(fault: Fault): void;
  /** Ends the worker; its questions are settled with `undefined`, and nothing is said of it. */
  end(): void;
};

/**
 * Keeps a worker for requests: opened when there is one to send, ended when it hangs, throws, dies or
 * cannot be opened, and said so once. The next request gets a new worker, and nothing that an ended
 * one still says is heard. Whether a request is sent again its client knows best.
 *
 * A worker hangs when it says nothing for as long as `patience` allows while a request waits. That
 * counts from its last word, else from the first request that waits: more of them do not put it off.
 * Replies are taken at their word, not validated: both ends are built from the same `protocol.ts`, and
 * zod would add 6 kB to the first graph.
 */
export function supervise<Request, Reply>(
  spawn: () => WorkerLike<Request, Reply>,
  {
    patience,
    heard,
    lost,
  }: {
    /** In milliseconds, after so many failures in a row. */
    readonly patience: (failures: number) => number;
    readonly heard: (reply: Reply) => void;
    readonly lost: (loss: Loss) => void;
  },
): Lane<Request, Reply> {
  let worker: WorkerLike<Request, Reply> | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let greeting: Request | undefined;
  let failures = 0;
  const waiting = new Map<Key, (reply: Reply | undefined) => void>();

  function open(): WorkerLike<Request, Reply> {
    const opened = spawn();
    worker = opened;
    const unlessEnded = (act: () => void): void => {
      if (opened === worker) act();
    };
    opened.onmessage = ({ data }) =>
      unlessEnded(() => {
        watch();
        heard(data);
      });
    opened.onerror = (event) => {
      event.preventDefault?.();
      unlessEnded(() => fail(broken(event.message || "it could not be loaded")));
    };
    opened.onmessageerror = () => unlessEnded(() => fail(broken("an unreadable answer")));
    if (greeting !== undefined) opened.postMessage(greeting);
    return opened;
  }

  function unlessItThrows(act: () => void): void {
    try {
      act();
    } catch (error) {
      fail(broken(error instanceof Error ? error.message : String(error)));
    }
  }

  function watch(): void {
    clearTimeout(watchdog);
    watchdog = waiting.size > 0 ? setTimeout(hang, patience(failures)) : undefined;
  }

  function hang(): void {
    fail({ reason: "hung", message: "no answer" });
  }

  function send(key: Key, request: Request, settle: (reply: Reply | undefined) => void): void {
    waiting.set(key, settle);
    if (watchdog === undefined) watch();
    unlessItThrows(() => (worker ?? open()).postMessage(request));
  }

  function fail(fault: Fault): void {
    const unanswered = waiting.size;
    failures += 1;
    end();
    lost({ ...fault, failures, unanswered });
  }

  function end(): void {
    worker?.terminate();
    worker = undefined;
    const unsettled = [...waiting.values()];
    waiting.clear();
    watch();
    for (const settle of unsettled) settle(undefined);
  }

  return {
    post: (key, request) => send(key, request, () => {}),
    ask: (key, request, within) =>
      new Promise((resolve) => {
        const deadline = within === undefined ? undefined : setTimeout(hang, within);
        send(key, request, (reply) => {
          clearTimeout(deadline);
          resolve(reply);
        });
      }),
    settle(key, reply) {
      const settle = waiting.get(key);
      if (!settle) return;
      waiting.delete(key);
      if (waiting.size === 0) watch();
      failures = 0;
      settle(reply);
    },
    tell(request) {
      greeting = request;
      unlessItThrows(() => worker?.postMessage(request));
    },
    fail,
    end,
  };
}

function broken(message: string): Fault {
  return { reason: "broken", message };
}
