import { appendEntry } from "#lib/ledger/append-entry";
import { ruledEntry } from "#lib/ledger/entry-data";
import type { Tx } from "#lib/platform/db";
import { canMove, isOver, type JobState } from "./job";
import { closeLead } from "./lead-store";
import { closeOutbox } from "./outbox-store";
import { type JobChange, type JobRow, saveMove } from "./store";

/**
 * The one place that moves a job: checks the table, saves, puts the change on record, and when the job is over
 * takes it off the backlog and wakes whoever waits for it.
 *
 * @param job read with its row locked in this transaction
 * @throws Error where the table has no such move or the lock was not held: a bug, never an expected refusal
 */
export async function moveJob(tx: Tx, job: JobRow, to: JobState, change: JobChange = {}): Promise<void> {
  if (!canMove(job.state, to)) throw new Error(`a job that is ${job.state} cannot become ${to}`);
  if (!(await saveMove(tx, job, to, change))) throw new Error(`job ${job.id} moved without its lock`);

  if (job.state === "review") await closeLead(tx, job.id, null);
  await appendEntry(
    tx,
    to === "released"
      ? ruledEntry("job.released", job.id, { key_id: job.keyId, grant_id: job.grantId, from: job.state })
      : {
          kind: "job.state_changed",
          subjectId: job.id,
          data: { from: job.state, to, code: change.failureCode ?? null },
        },
  );
  if (isOver(to) && to !== "expired") await closeOutbox(tx, job.id);
}
