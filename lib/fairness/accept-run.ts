import { FAIRNESS_RUN_PASSED } from "#lib/grants/grant";
import { satisfyPrecondition } from "#lib/grants/satisfy-precondition";
import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { findLastRunId, findRun } from "./run-store";

/**
 * A person says that a run is good enough for the first key: the set stands for the people whom the tenant meets. What
 * was measured is the run's word; only the last run of the grant counts, and only one that passed.
 *
 * @returns whether the grant is live now
 * @throws AppError `forbidden` for others than a compliance officer; `not_found`; `wrong_state` for a run that did not
 * pass, that a newer one followed, or whose grant does not wait for it
 */
export async function acceptRun({
  actor,
  runId,
  note,
}: {
  actor: Actor;
  runId: string;
  note: string;
}): Promise<{ live: boolean }> {
  requireStaffRole(actor, "compliance_officer");
  return transaction(async (tx) => {
    const run = await findRun(tx, runId);
    if (run === null) throw new AppError("not_found");
    const { grantId, verdict } = run;
    if (verdict !== "pass") throw new AppError("wrong_state", "This run has not passed.");
    if ((await findLastRunId(tx, grantId)) !== runId) {
      throw new AppError("wrong_state", "A newer run of this grant is on record: that one counts.");
    }
    return satisfyPrecondition(tx, { actor, grantId, kind: FAIRNESS_RUN_PASSED, fairnessRunId: runId, note });
  });
}
