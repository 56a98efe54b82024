import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { activePack } from "#lib/policy/active-pack";
import { dueAt } from "#lib/policy/clock";
import { dayOf } from "#lib/policy/days";
import { factsInForce } from "#lib/policy/facts-in-force";
import type { Screening } from "#lib/policy/screen";
import { asJudgedNow } from "./rescreen-application";
import { findRevision, freezeRevision, writeScreened, writeSubmitted } from "./revision-store";
import { isReviewable, recordScreening } from "./screen-revision";
import { lockApplication } from "./store";

/**
 * The text that the applicant signed, once more as the next revision: same bytes, same digest, same signature, and
 * judged by the pack in force today. What people scored stands with the revision that they scored. Moves nothing.
 *
 * @throws AppError `not_found`; `wrong_state` before the first submission
 */
export async function reopenRevision(
  tx: Tx,
  { applicationId, actor }: { applicationId: string; actor: Actor | "service" },
): Promise<{ revisionId: string; screening: Screening }> {
  const application = await lockApplication(tx, applicationId);
  if (application === undefined) throw new AppError("not_found");
  const before = application.revisionId === null ? undefined : await findRevision(tx, application.revisionId);
  if (before === undefined) throw new AppError("wrong_state", "Nothing has been submitted yet.");

  const now = await databaseNow(tx);
  const pack = await activePack(tx);
  const { canonical, digest, attestedById, attestedName } = before;
  const signed = { applicationId, canonical, digest, attestedById, attestedName };
  const { id: revisionId, number } = await freezeRevision(tx, { ...signed, packVersion: pack.version });
  const submittedAt = application.submittedAt ?? before.createdAt;
  await writeSubmitted(tx, applicationId, { revisionId, packVersion: pack.version, submittedAt });
  await appendEntry(tx, {
    kind: "revision.reopened",
    subjectId: applicationId,
    data: { revision: revisionId, number, digest, of: before.id, pack: pack.version },
  });

  const data = await asJudgedNow(tx, { ...before, id: revisionId });
  const facts = await factsInForce(tx, dayOf(now));
  const run = { applicationId, revisionId, pack, application: data, facts, now, actor };
  const screening = await recordScreening(tx, run);
  const { tier, track, outcome } = screening;
  const due = isReviewable(outcome) ? dueAt(pack, tier, "review", now, data.organisation.country) : null;
  await writeScreened(tx, applicationId, { tier, track, dueAt: due });
  return { revisionId, screening };
}
