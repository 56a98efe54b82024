export type StopAsked = {
  /** Resolves at the first signal. */
  asked: Promise<void>;
  already: boolean;
  /** What the second signal does, beside ending us. */
  onForce: (work: () => void) => void;
};

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const FORCED = 130;

/** The first Ctrl-C (or SIGTERM, or a closed terminal) asks for a drain; the second does not wait for it. */
export function onStopAsked(say: (text: string) => void): StopAsked {
  // A terminal that is gone takes no more lines; that must not end the drain.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  let force = () => {};
  let resolveAsked = () => {};
  const stop: StopAsked = {
    asked: new Promise((resolve) => {
      resolveAsked = resolve;
    }),
    already: false,
    onForce: (work) => {
      force = work;
    },
  };
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (stop.already) {
        force();
        process.exit(FORCED);
      }
      stop.already = true;
      say("stopping; once more to end at once");
      resolveAsked();
    });
  }
  return stop;
}
