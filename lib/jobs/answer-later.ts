import { transaction } from "#lib/platform/db";
import { saveAnsweredEarly } from "./idempotency-store";

/** The caller waited long enough and is given the job's address: a repeat of the request gets the same. */
export async function answerLater(jobId: string): Promise<void> {
  await transaction((tx) => saveAnsweredEarly(tx, jobId));
}
