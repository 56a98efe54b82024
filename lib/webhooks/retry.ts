const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses before each further attempt, as Standard Webhooks recommends: ten attempts over some three days. */
export const RETRY_AFTER_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
const JITTER = 0.1;

/** The breaker: an endpoint that failed so many times in a row rests, then is tried with one message alone. */
export const FAILURES_BEFORE_REST = 5;
const REST_MS = MINUTE;
const REST_MAX_MS = HOUR;

/**
 * @param tried attempts of this round, the one that just failed included
 * @param random 0..1
 * @returns ms until the next; null when the table is used up and the message is a dead letter
 */
export function pauseAfter(tried: number, random: number): number | null {
  const pause = RETRY_AFTER_MS[tried - 1];
  return pause === undefined ? null : Math.round(pause * (1 + JITTER * random));
}

/**
 * @param failures of an endpoint in a row
 * @returns ms for which nothing is sent to it, doubling up to an hour; null below the breaker's count
 */
export function restAfter(failures: number): number | null {
  if (failures < FAILURES_BEFORE_REST) return null;
  return Math.min(REST_MAX_MS, REST_MS * 2 ** (failures - FAILURES_BEFORE_REST));
}
