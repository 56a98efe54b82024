/** The engine did not come back; nothing else is let in. */
export class EngineStuck extends Error {
  override readonly name = "EngineStuck";
}

export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * One at a time, in order of arrival: an engine answers one question at a time, while the jobs beside it are being
 * claimed, read and finished.
 *
 * @param limitMs past it the work is given up, and every later caller is refused with `EngineStuck` as well
 */
export function createTurnstile({ limitMs, onStuck }: { limitMs: number; onStuck: () => void }): Turnstile {
  let last: Promise<unknown> = Promise.resolve();
  let stuck = false;

  async function limited<T>(work: () => Promise<T>): Promise<T> {
    if (stuck) throw new EngineStuck("the engine is stuck");
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        stuck = true;
        onStuck();
        reject(new Error(`the engine took longer than ${limitMs} ms`));
      }, limitMs);
    });
    try {
      return await Promise.race([work(), limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  return (work) => {
    const mine = last.then(() => limited(work));
    last = mine.catch(() => undefined);
    return mine;
  };
}
