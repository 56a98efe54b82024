import type { ErrorCode } from "#lib/platform/errors";

/** Why a job was cancelled; the exact code of the refusal stands beside it, in `failureCode`. */
export const CANCELLATIONS = [
  "revoked",
  "suspended",
  "switched_off",
  "expired",
  "by_tenant",
  "refused",
] as const;
export type Cancellation = (typeof CANCELLATIONS)[number];

export type JobState =
  | "received"
  | "queued"
  | "running"
  | "review"
  | "released"
  | "failed"
  | "quarantined"
  | "expired"
  | `cancelled_${Cancellation}`;

/** A state without the reason of a cancellation: what the API shows as `status`. */
export const PHASES = [
  "received",
  "queued",
  "running",
  "review",
  "released",
  "failed",
  "quarantined",
  "cancelled",
  "expired",
] as const;
export type Phase = (typeof PHASES)[number];

/**
 * Allowed moves; the database's trigger `job_state` holds the same table.
 *
 * `released` means that an answer went out: a refusal about the picture, such as `no_face`, is an answer too.
 * `failed` means that we could not give one. `expired` is an answer that was deleted when its time was over.
 */
const MOVES: Readonly<Record<Phase, readonly Phase[]>> = {
  received: ["queued", "cancelled"],
  queued: ["running", "cancelled"],
  running: ["queued", "review", "released", "failed", "quarantined", "cancelled"],
  review: ["released", "cancelled", "expired"],
  released: ["expired"],
  failed: [],
  quarantined: [],
  cancelled: [],
  expired: [],
};

/** States in which a job still holds its pictures and its place in the backlog. */
export const OPEN_STATES = ["received", "queued", "running"] as const satisfies readonly JobState[];

/** How long a claim holds without renewal, and how often a worker renews it. */
export const LEASE_MS = 10_000;
export const RENEW_MS = 3_000;

/** A picture that ended the engine this often is set aside: no further process should meet it. */
export const CRASHES_MAX = 2;

/**
 * Jobs that one recognition process has in hand at once: one in the engine, and one being claimed, read or
 * finished meanwhile, so that the engine never waits for the database.
 */
export const JOBS_A_PROCESS = 2;

/** A picture or two may take this long in the engine; past it the engine is taken for stuck and ended. */
export const ENGINE_MS_MAX = 20_000;

/** Jobs that so many processes can have in hand. With none connected yet, a few may wait for the first. */
export function slotsOf(processes: number): number {
  return Math.max(1, processes) * JOBS_A_PROCESS;
}

/** Two queues, so that a caller who waits never stands behind a batch. */
export const LANES = ["now", "later"] as const;
export type Lane = (typeof LANES)[number];

/** @throws TypeError for text that is no state of a job */
export function phaseOf(state: string): Phase {
  const name = state.startsWith("cancelled_") ? "cancelled" : state;
  const phase = PHASES.find((one) => one === name);
  if (phase === undefined) throw new TypeError(`no such job state: ${state}`);
  return phase;
}

/** The states that the API shows as one. */
export function statesOf(phase: Phase): readonly JobState[] {
  return phase === "cancelled" ? CANCELLATIONS.map((why) => `cancelled_${why}` as const) : [phase];
}

export function canMove(from: string, to: string): boolean {
  return MOVES[phaseOf(from)].includes(phaseOf(to));
}

/** Whether nothing is left to compute: the answer stands, or there will be none. */
export function isOver(state: string): boolean {
  return !OPEN_STATES.some((open) => open === state);
}

/** The state of a job that the gate no longer lets through. */
export function cancelledBy(code: ErrorCode): JobState {
  switch (code) {
    case "key_revoked":
    case "grant_not_active":
      return "cancelled_revoked";
    case "tenant_suspended":
      return "cancelled_suspended";
    case "switched_off":
      return "cancelled_switched_off";
    case "key_expired":
    case "instrument_expired":
      return "cancelled_expired";
    default:
      return "cancelled_refused";
  }
}
