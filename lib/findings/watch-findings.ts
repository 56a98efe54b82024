import { databaseNow, read, transaction } from "#lib/platform/db";
import { stepsDue } from "./finding";
import { findOpenFindings, lockFinding } from "./finding-store";
import { takeSteps } from "./take-steps";

/**
 * Takes what steps are due on open findings: a week before the end a reminder; at the end the grants are restricted,
 * thirty days later suspended, and after thirty more people are asked to revoke. Called by the caretaker.
 *
 * @param now the database's time when left out
 * @returns how many steps were taken and grants moved
 */
export async function watchFindings({ now }: { now?: Date } = {}): Promise<number> {
  const at = now ?? (await read(databaseNow));
  const open = await read(findOpenFindings);
  let done = 0;
  for (const { id } of open.filter((finding) => stepsDue(finding, at).length > 0)) {
    done += await transaction(async (tx) => {
      const finding = await lockFinding(tx, id);
      return finding === null || finding.closure !== null ? 0 : takeSteps(tx, finding, at);
    });
  }
  return done;
}
