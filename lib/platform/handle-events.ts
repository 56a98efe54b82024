import { transaction } from "./db";
import { holdNextEvent, markEventHandled, type StoredEvent } from "./event-store";
import { log } from "./log";

/** An event as its listeners are given it. */
export type HandedEvent = StoredEvent;

/** Who hears of which kind. Listeners run in their own transactions, at least once: a crash repeats the last. */
export type EventListeners<Kind extends string> = {
  readonly [K in Kind]?: (event: StoredEvent) => Promise<unknown>;
};

const PAUSE_MAX_MS = 60_000;

/**
 * Hands events to their listeners, oldest first, until none is left. An event whose listener fails is tried
 * again later, doubling up to a minute, and does not hold up those behind it.
 *
 * @param last hears of every event, of whatever kind, after its own listener did
 * @returns one round, to be called every so often; it returns how many events were handled
 */
export function createEventHandler<Kind extends string>(
  listeners: EventListeners<Kind>,
  last: (event: StoredEvent) => Promise<unknown> = async () => undefined,
): () => Promise<number> {
  const resting = new Map<bigint, { failures: number; until: number }>();

  async function handleNext(): Promise<"handled" | "failed" | "none"> {
    const except = [...resting].filter(([, { until }]) => until > Date.now()).map(([id]) => id);
    return transaction(async (tx) => {
      const event = await holdNextEvent(tx, except);
      if (event === null) return "none";
      try {
        const listener = listeners[event.kind as Kind];
        await listener?.(event);
        await last(event);
      } catch (error) {
        const failures = (resting.get(event.id)?.failures ?? 0) + 1;
        resting.set(event.id, { failures, until: Date.now() + Math.min(PAUSE_MAX_MS, 500 * 2 ** failures) });
        log.error(
          { err: error, event: event.kind, subjectId: event.subjectId, failures },
          "event not handled",
        );
        return "failed";
      }
      await markEventHandled(tx, event.id);
      resting.delete(event.id);
      return "handled";
    });
  }

  return async () => {
    for (let handled = 0; ; ) {
      const outcome = await handleNext();
      if (outcome === "none") return handled;
      if (outcome === "handled") handled += 1;
    }
  };
}
