import { holdMeasuredGrant } from "#lib/grants/measured-grant";
import { stopByService } from "#lib/grants/stop-by-service";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { fairnessGateOf } from "#lib/policy/fairness-gate";
import { loadPack } from "#lib/policy/load-pack";
import type { FairnessGate } from "#lib/policy/pack-parts";
import type { Limits, Verdict } from "./compare-groups";
import { limitsOf } from "./limits";
import { type FairnessRun, fairnessResult } from "./report";
import { findCase, insertRun } from "./run-store";

const DAY_MS = 86_400_000;

/** What a run for a grant has to be of: its model at its least threshold, against the limits of its pack. */
export type AskedRun = {
  grantId: string;
  reference: string;
  packVersion: string;
  threshold: number;
  limits: Limits;
};

/**
 * What to measure for a grant.
 *
 * @param modelId the model that this installation runs
 * @throws AppError `not_found`; `wrong_state` for a grant that has ended; `invalid_request` for one without this model
 */
export function askedRun(grantId: string, modelId: string): Promise<AskedRun> {
  return transaction(async (tx) => (await asked(tx, grantId, modelId)).ask);
}

/**
 * Puts a run for a grant on record: what was measured, of which set by its digest, and what it proves. A failed one
 * restricts a live grant at once, and begins the time in which a passed one must follow.
 *
 * @throws AppError as `askedRun`; `wrong_state` when the grant or its pack has changed since the run began
 */
export function recordRun(recorded: {
  ask: AskedRun;
  run: FairnessRun;
  setDigest: string;
}): Promise<{ runId: string; verdict: Verdict; isRestricted: boolean; mitigateBy: Date | null }> {
  const { run, setDigest } = recorded;
  const { grantId } = recorded.ask;
  const report = fairnessResult(run);
  const { verdict } = report;
  return transaction(async (tx) => {
    const { ask, gate } = await asked(tx, grantId, run.modelId);
    if (!isSame(ask, recorded.ask) || run.threshold !== ask.threshold) {
      throw new AppError("wrong_state", "What the grant asks for has changed since: measure again.");
    }
    const now = await databaseNow(tx);
    const runId = newId("fai");
    const mitigateBy = verdict === "fail" ? new Date(now.getTime() + gate.mitigation_days * DAY_MS) : null;
    const { modelId, threshold } = run;
    const { packVersion } = ask;
    const pictures = run.groups.reduce((sum, group) => sum + group.pictures, 0);
    const columns = { id: runId, grantId, modelId, threshold, packVersion, setDigest, pictures, verdict };
    await insertRun(tx, { ...columns, report, mitigateBy, recordedAt: now });
    await appendEntry(tx, {
      kind: "fairness.run_recorded",
      subjectId: grantId,
      data: {
        run: runId,
        model: modelId,
        threshold,
        set_digest: setDigest,
        pictures,
        verdict,
        mitigate_by: mitigateBy?.toISOString() ?? null,
      },
    });
    const note = `Fairness run ${runId} failed.`;
    const stop = { grantId, to: "restricted", reasonCode: "fairness_run_failed", note } as const;
    const isRestricted = verdict === "fail" && (await stopByService(tx, stop));
    return { runId, verdict, isRestricted, mitigateBy };
  });
}

async function asked(
  tx: Tx,
  grantId: string,
  modelId: string,
): Promise<{ ask: AskedRun; gate: FairnessGate }> {
  const { applicationId, thresholdFloor } = await holdMeasuredGrant(tx, grantId);
  const threshold = thresholdFloor[modelId];
  if (threshold === undefined) {
    const models = Object.keys(thresholdFloor).join(", ");
    throw new AppError("invalid_request", `The grant is for ${models}; this installation runs ${modelId}.`);
  }
  const { reference, packVersion } = await findCase(tx, applicationId);
  if (packVersion === null) throw new AppError("wrong_state", "The case has been screened by no pack.");
  const gate = fairnessGateOf((await loadPack(tx, packVersion)).pack);
  return { ask: { grantId, reference, packVersion, threshold, limits: limitsOf(gate) }, gate };
}

function isSame(one: AskedRun, other: AskedRun): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
