import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { activePack } from "#lib/policy/active-pack";
import { type Day, dayOf, isDay } from "#lib/policy/days";
import { loadPack } from "#lib/policy/load-pack";
import { lockForStaff } from "./access";
import { DESK_ROLES } from "./application";
import { findEvidence, markJudged } from "./evidence-store";

/**
 * Records that a person read a document and found it to be what it claims, or that they did not. It counts from
 * the next screening on.
 *
 * @param input.issuedOn the day of issue that the document bears; a kind that grows too old to count needs one
 * @throws AppError `not_found` for a document that is absent or was taken out, `forbidden` for other roles and
 * for the applicant's own people, `wrong_state` on a draft, `invalid_request` for a day that cannot be or is missing
 * @see policy pack 2026-11, `document_valid_months` (HS11: two years)
 */
export function verifyEvidence(input: {
  actor: Actor;
  evidenceId: string;
  verified: boolean;
  issuedOn?: Day | null;
}): Promise<void> {
  const { actor, evidenceId, verified } = input;
  return transaction(async (tx) => {
    const evidence = await findEvidence(tx, evidenceId);
    if (evidence === undefined || evidence.removedAt !== null) throw new AppError("not_found");
    const { state, revisionId, packVersion } = await lockForStaff(
      tx,
      actor,
      evidence.applicationId,
      ...DESK_ROLES,
    );
    if (state === "draft") throw new AppError("wrong_state", "Nothing has been submitted yet.");

    const at = await databaseNow(tx);
    const { kind, issuedOn: known } = evidence;
    const issuedOn = await requireIssue(tx, { ...input, packVersion, kind, known, at });
    await markJudged(tx, evidenceId, { personId: actor.personId, at: verified ? at : null, issuedOn });
    await appendEntry(tx, {
      kind: "evidence.verified",
      subjectId: evidence.applicationId,
      data: {
        evidence: evidenceId,
        kind,
        sha256: evidence.sha256,
        verified,
        issued_on: issuedOn,
        revision: revisionId,
        actor: actor.personId,
      },
    });
    await emitEvent(tx, { kind: "evidence.judged", subjectId: evidence.applicationId });
  });
}

/**
 * The day of issue to keep: the one given, else the one read before. The pack by which the case is judged says which
 * kinds need one: a pack released since asks nothing of a case in flight.
 */
async function requireIssue(
  tx: Tx,
  judged: {
    evidenceId: string;
    packVersion: string | null;
    kind: string;
    verified: boolean;
    issuedOn?: Day | null;
    known: Day | null;
    at: Date;
  },
): Promise<Day | null> {
  const { evidenceId, packVersion, kind, verified, known, at } = judged;
  const issuedOn = judged.issuedOn ?? known;
  if (issuedOn !== null && (!isDay(issuedOn) || issuedOn > dayOf(at))) {
    throw wrongDay(evidenceId, "Give the day of issue as a day such as 2026-11-20, today at the latest");
  }
  const pack = packVersion === null ? await activePack(tx) : (await loadPack(tx, packVersion)).pack;
  const validMonths = pack.document_valid_months;
  const months = Object.entries(validMonths).find(([aging]) => aging === kind)?.[1];
  if (verified && issuedOn === null && months !== undefined) {
    throw wrongDay(evidenceId, `Give the day of issue: a document of this kind counts for ${months} months`);
  }
  return issuedOn;
}

function wrongDay(evidenceId: string, message: string): AppError {
  return new AppError("invalid_request", message, {
    errors: [{ pointer: `/issued_on/${evidenceId}`, message }],
  });
}
