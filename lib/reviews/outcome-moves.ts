import type { ApplicationState, ReasonCode } from "#lib/applications/application";
import type { Outcome } from "./signed-content";

/** Where the last signature takes a case. */
export const OUTCOME_MOVES = {
  approve: { to: "approved_conditional", reasonCode: "approved" },
  decline: { to: "declined", reasonCode: "declined" },
  defer: { to: "deferred_for_authority", reasonCode: "authority_missing" },
} as const satisfies Record<Outcome, { to: ApplicationState; reasonCode: ReasonCode }>;
