import { type Actor, requireMember } from "#lib/identity/actor";
import { appendEntry } from "#lib/ledger/append-entry";
import { databaseNow, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { newId } from "#lib/platform/ids";
import { findFinding, insertAnswer, lockFinding } from "./finding-store";

const ANSWERS_MAX = 20;

/**
 * The tenant says what was mended. The clock goes on: it ends when one of the service's people, other than the recorder,
 * has looked and closes the finding.
 *
 * @throws AppError `not_found` for another organisation's; `forbidden` for others than an admin or a signatory;
 * `wrong_state` for a closed one, or after twenty answers
 */
export async function answerFinding(input: {
  actor: Actor;
  findingId: string;
  mended: string;
}): Promise<{ answerId: string }> {
  const { actor, findingId, mended } = input;
  const answerId = newId("fia");
  await transaction(async (tx) => {
    const found = await findFinding(tx, findingId);
    if (found === null) throw new AppError("not_found");
    requireMember(actor, found.tenantId, "admin", "signatory");
    const finding = await lockFinding(tx, findingId);
    if (finding === null || finding.closure !== null) {
      throw new AppError("wrong_state", "This finding is closed.");
    }
    if (finding.answers.length >= ANSWERS_MAX) {
      throw new AppError("wrong_state", "Twenty answers are on record: compliance looks at them first.");
    }
    const answeredAt = await databaseNow(tx);
    await insertAnswer(tx, { id: answerId, findingId, mended, answeredById: actor.personId, answeredAt });
    await appendEntry(tx, {
      kind: "finding.answered",
      subjectId: findingId,
      data: { tenant: finding.tenantId, answer: answerId, actor: actor.personId },
      secret: { mended },
    });
    const data = { tenant_id: finding.tenantId };
    await emitEvent(tx, { kind: "finding.answered", subjectId: findingId, data });
  });
  return { answerId };
}
