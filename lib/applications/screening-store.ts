import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { Screening } from "#lib/policy/screen";

export type SavedScreening = { id: string; result: Screening; createdAt: Date };

/** @param restsOn ids of the records of the law without which it would have gone otherwise */
export async function insertScreening(
  tx: Tx,
  revisionId: string,
  result: Screening,
  restsOn: readonly string[],
): Promise<string> {
  const id = newId("scr");
  const { pack: packVersion, outcome, tier, risk } = result;
  await tx.screening.create({
    // Through JSON, which is what the column holds: a type of the policy is no type of Prisma's.
    data: {
      id,
      revisionId,
      packVersion,
      outcome,
      tier,
      risk,
      result: JSON.parse(JSON.stringify(result)),
      restsOn: [...restsOn],
    },
    select: { id: true },
  });
  return id;
}

/** The latest run over a revision; undefined before the first. */
export async function findLatestScreening(tx: Tx, revisionId: string): Promise<SavedScreening | undefined> {
  const row = await tx.screening.findFirst({
    where: { revisionId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, result: true, createdAt: true },
  });
  // Written by `insertScreening` alone, and never changed (trigger).
  return row === null ? undefined : { ...row, result: row.result as unknown as Screening };
}
