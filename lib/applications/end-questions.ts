import type { Actor } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, type Tx } from "#lib/platform/db";
import type { QuestionEnding } from "./information";
import { findOpenQuestions, insertEnding, type QuestionRow } from "./information-store";

/**
 * Ends open questions of a case without an answer, and puts each on record.
 *
 * @param of.requestId those of one request alone; without it, every one that is open
 */
export async function endQuestions(
  tx: Tx,
  of: {
    applicationId: string;
    requestId?: string;
    how: Exclude<QuestionEnding, "answered">;
    actor: Actor | "service";
  },
): Promise<readonly QuestionRow[]> {
  const { applicationId, requestId, how, actor } = of;
  const open = await findOpenQuestions(tx, applicationId);
  const ended = requestId === undefined ? open : open.filter(({ request }) => request.id === requestId);
  const actorId = actor === "service" ? null : actor.personId;
  const createdAt = await databaseNow(tx);
  for (const { id, factorId, request } of ended) {
    await insertEnding(tx, { questionId: id, how, text: "", evidenceIds: [], actorId, createdAt });
    await appendEntry(tx, {
      kind: "information.ended",
      subjectId: applicationId,
      data: { request: request.id, question: id, factor: factorId, how, actor: actorId },
    });
  }
  return ended;
}
