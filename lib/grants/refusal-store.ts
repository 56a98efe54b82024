import type { Tx } from "#lib/platform/db";

/** A decision that declines and still stands, with who signed it last; null for every other. */
export async function findRefusal(
  tx: Tx,
  decisionId: string,
): Promise<{ applicationId: string; lastSignerId: string } | null> {
  const row = await tx.decision.findUnique({
    where: { id: decisionId },
    select: {
      outcome: true,
      applicationId: true,
      application: { select: { state: true } },
      proposal: {
        select: { signatures: { orderBy: { slot: "desc" }, take: 1, select: { signerId: true } } },
      },
    },
  });
  const lastSignerId = row?.proposal.signatures[0]?.signerId;
  if (row === null || row.outcome !== "decline" || row.application.state !== "declined") return null;
  return lastSignerId === undefined ? null : { applicationId: row.applicationId, lastSignerId };
}
