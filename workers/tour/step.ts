/** Something was not as it should be: the tour ends here, with what it saw. */
export class TourFailure extends Error {
  override readonly name = "TourFailure";
}

const startedAt = performance.now();

/** Prints a step when it is done, with the seconds since the start, and what came of it. */
export async function step<T>(
  what: string,
  work: () => Promise<T>,
  outcome?: (value: T) => string,
): Promise<T> {
  const value = await work();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5);
  const tail = outcome === undefined ? "" : `: ${outcome(value)}`;
  process.stdout.write(`${seconds} s  ${what}${tail}\n`);
  return value;
}

export function expect(condition: boolean, otherwise: () => string): asserts condition {
  if (!condition) throw new TourFailure(otherwise());
}

/** Looks again until there is something, for what the service does by itself a moment later. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  timeoutMs = 30_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    expect(performance.now() < end, () => `waited ${timeoutMs / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
