import type { Tx } from "#lib/platform/db";

export type SubjectOf = { tenantId: string; subjectId: string };

/** Jobs that were asked about this subject by name, oldest first. */
export async function findJobsAbout(tx: Tx, of: SubjectOf): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Job" WHERE "tenantId" = ${of.tenantId}
      AND (request #>> '{enrol,subjectId}' = ${of.subjectId} OR request #>> '{against,subjectId}' = ${of.subjectId})
    ORDER BY id`;
}

/** Takes the subject out of what searches found. @returns of how many answers */
export async function eraseCandidate(tx: Tx, of: SubjectOf): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Job" SET result = jsonb_set(result, '{candidates}', COALESCE((
        SELECT jsonb_agg(one ORDER BY place) FROM jsonb_array_elements(result -> 'candidates')
          WITH ORDINALITY AS candidates(one, place)
        WHERE one ->> 'subject_id' <> ${of.subjectId}), '[]'::jsonb))
    WHERE "tenantId" = ${of.tenantId}
      AND result -> 'candidates' @> jsonb_build_array(jsonb_build_object('subject_id', ${of.subjectId}::text))`;
}

/** Digests of what was sent with those jobs. @returns how many */
export async function eraseRepeats(tx: Tx, tenantId: string, jobIds: readonly string[]): Promise<number> {
  const { count } = await tx.idempotencyRecord.deleteMany({
    where: { tenantId, jobId: { in: [...jobIds] } },
  });
  return count;
}

/** What jobs still hold of this subject. */
export async function countAbout(
  tx: Tx,
  of: SubjectOf,
): Promise<{ answers: number; pictures: number; repeats: number; jobs: number }> {
  const [row] = await tx.$queryRaw<{ answers: number; pictures: number; repeats: number; jobs: number }[]>`
    WITH about AS (
      SELECT id, result FROM "Job" WHERE "tenantId" = ${of.tenantId}
        AND (request #>> '{enrol,subjectId}' = ${of.subjectId} OR request #>> '{against,subjectId}' = ${of.subjectId})
    )
    SELECT (SELECT count(*)::int FROM about) AS jobs,
           (SELECT count(*)::int FROM about WHERE result IS NOT NULL)
             + (SELECT count(*)::int FROM "Job" WHERE "tenantId" = ${of.tenantId}
                AND result -> 'candidates' @> jsonb_build_array(jsonb_build_object('subject_id', ${of.subjectId}::text)))
             AS answers,
           (SELECT count(*)::int FROM "JobInput" i JOIN about ON about.id = i."jobId" WHERE i."deletedAt" IS NULL)
             AS pictures,
           (SELECT count(*)::int FROM "IdempotencyRecord" r JOIN about ON about.id = r."jobId") AS repeats`;
  return row ?? { answers: 0, pictures: 0, repeats: 0, jobs: 0 };
}
