import { changeState } from "#lib/applications/change-state";
import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { requirePart, requireState } from "./access";
import { lockOpenCase, type OpenCase } from "./open-case";
import {
  findReconciliations,
  findRecusedIds,
  insertAgreement,
  insertReconciliation,
  type ReconciliationRow,
} from "./reconciliation-store";
import { findScores } from "./score-store";
import { openSpreads, type Spread, spreadsOf } from "./spread";

/** Characters of a reconciliation: it says what explains the difference, not that there is one. */
export const RECONCILIATION_CHARS_MIN = 40;

/**
 * Writes why two scores of one factor lie apart. Both scores stay; the lower counts. The author stands by the text,
 * and the case goes on when the other scorer does too; another text takes the place of the last one and has to be
 * stood by anew.
 *
 * @returns whether the case went on to the approvers
 * @throws AppError `forbidden` to others than the two who scored the factor; `wrong_state` while nothing is to be
 * reconciled; `invalid_request` for another factor or a text that is too short
 */
export function writeReconciliation(input: {
  actor: Actor;
  applicationId: string;
  factorId: string;
  text: string;
}): Promise<{ isLast: boolean }> {
  const { actor, applicationId, factorId } = input;
  const text = input.text.trim();
  return transaction(async (tx) => {
    const found = await lockReconciling(tx, actor, applicationId);
    await requireScorer(tx, found, { actor, factorId });
    if (text.length < RECONCILIATION_CHARS_MIN) {
      const message = `Say what explains the difference, in at least ${RECONCILIATION_CHARS_MIN} characters`;
      throw new AppError("invalid_request", message, { errors: [{ pointer: "/text", message }] });
    }
    const revisionId = found.revision.id;
    const createdAt = await databaseNow(tx);
    const writtenById = actor.personId;
    const id = await insertReconciliation(tx, {
      applicationId,
      revisionId,
      factorId,
      text,
      writtenById,
      createdAt,
    });
    await appendEntry(tx, {
      kind: "scores.reconciliation_written",
      subjectId: applicationId,
      data: { reconciliation: id, factor: factorId, revision: revisionId, person: writtenById },
      secret: { text },
    });
    return { isLast: await closeReconciliation(tx, found, actor) };
  });
}

/**
 * Stands by the text that the other scorer wrote.
 *
 * @param input.reconciliationId the text that was on the page
 * @throws AppError as `writeReconciliation`; `digest_changed` when the other has written another text since
 */
export function agreeReconciliation(input: {
  actor: Actor;
  applicationId: string;
  reconciliationId: string;
}): Promise<{ isLast: boolean }> {
  const { actor, applicationId, reconciliationId } = input;
  return transaction(async (tx) => {
    const found = await lockReconciling(tx, actor, applicationId);
    const standing = (await findReconciliations(tx, found.revision.id)).find(
      ({ id }) => id === reconciliationId,
    );
    if (standing === undefined)
      throw new AppError("digest_changed", "There is another text by now; read it before you stand by it.");
    await requireScorer(tx, found, { actor, factorId: standing.factorId });
    // Standing by it twice is once.
    if (!standing.agreedIds.includes(actor.personId)) await agree(tx, found, standing, actor);
    return { isLast: await closeReconciliation(tx, found, actor) };
  });
}

async function agree(tx: Tx, found: OpenCase, { id, factorId }: ReconciliationRow, actor: Actor) {
  const { personId } = actor;
  await insertAgreement(tx, { reconciliationId: id, personId, createdAt: await databaseNow(tx) });
  await appendEntry(tx, {
    kind: "scores.reconciliation_agreed",
    subjectId: found.id,
    data: { reconciliation: id, factor: factorId, revision: found.revision.id, person: personId },
  });
}

async function lockReconciling(tx: Tx, actor: Actor, applicationId: string): Promise<OpenCase> {
  const found = await lockOpenCase(tx, applicationId);
  await requirePart(tx, actor, applicationId);
  requireState(found, ["reconciliation"], "Nothing is to be reconciled in this case now.");
  return found;
}

async function requireScorer(
  tx: Tx,
  found: OpenCase,
  { actor, factorId }: { actor: Actor; factorId: string },
): Promise<void> {
  const spread = spreadsOf(await findScores(tx, found.revision.id)).find((one) => one.factorId === factorId);
  if (spread === undefined) {
    const message = "The scores of this factor do not lie apart";
    throw new AppError("invalid_request", message, { errors: [{ pointer: "/factor_id", message }] });
  }
  if (!spread.scorerIds.includes(actor.personId))
    throw new AppError("forbidden", `The two who scored ${factorId} reconcile it.`);
}

/** What a revision still has to reconcile; empty for a case that has nothing to. */
export async function unreconciled(tx: Tx, found: Pick<OpenCase, "id" | "revision">): Promise<Spread[]> {
  const spreads = spreadsOf(await findScores(tx, found.revision.id));
  if (spreads.length === 0) return [];
  const standing = await findReconciliations(tx, found.revision.id);
  return openSpreads(spreads, standing, await findRecusedIds(tx, found.id));
}

/** Hands the case to the approvers once both scorers stand by a text on each spread. */
async function closeReconciliation(tx: Tx, found: OpenCase, actor: Actor): Promise<boolean> {
  if ((await unreconciled(tx, found)).length > 0) return false;
  await changeState(tx, {
    applicationId: found.id,
    from: "reconciliation",
    to: "decision_pending",
    actor,
    reasonCode: "reconciled",
  });
  return true;
}
