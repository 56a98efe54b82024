import { transaction } from "#lib/platform/db";
import { changeState } from "./change-state";
import { findAwaited, findOpenQuestions } from "./information-store";
import { lockApplication } from "./store";

/**
 * Withdraws every application whose applicant left a question unanswered to the end of its thirty days. Called by
 * the caretaker. The applicant was warned seven days and two days before (`watchClocks`).
 *
 * @param now the moment to judge by; a question due at it has lapsed
 * @returns how many lapsed
 */
export async function lapseRequests({ now }: { now: Date }): Promise<number> {
  const awaited = await transaction((tx) => findAwaited(tx, now));
  let lapsed = 0;
  for (const { applicationId } of awaited) {
    if (await lapse(applicationId, now)) lapsed += 1;
  }
  return lapsed;
}

function lapse(applicationId: string, now: Date): Promise<boolean> {
  return transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (application?.state !== "rfi") return false;
    // Looked at once more under the lock: the answer may have come in this very moment.
    const open = await findOpenQuestions(tx, applicationId);
    if (!open.some(({ request }) => request.answerBy <= now)) return false;
    await changeState(tx, {
      applicationId,
      from: "rfi",
      to: "withdrawn",
      actor: "service",
      reasonCode: "request_lapsed",
    });
    return true;
  });
}
