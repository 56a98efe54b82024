-- Everyone who ever judged a document did intake in its case, not the last of them alone: a second judgement must not
-- make the first person an independent eye again.

ALTER TABLE "Evidence" ADD COLUMN "judgedByIds" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

-- The ledger has every judgement, also those that a later one wrote over.
UPDATE "Evidence" e SET "judgedByIds" = ARRAY(
  SELECT by FROM (
    SELECT p.leaf::jsonb#>>'{data,actor}' AS by FROM "LedgerPending" p
    WHERE p.kind = 'evidence.verified' AND p."subjectId" = e."applicationId" AND p.leaf::jsonb#>>'{data,evidence}' = e.id
    UNION SELECT e."verifiedById"
  ) judges WHERE by IS NOT NULL ORDER BY by
);

CREATE OR REPLACE FUNCTION guard_signer_refusal(signer text, application text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM "Membership" m JOIN "Application" a ON a."organisationId" = m."organisationId"
                 WHERE a.id = application AND m."personId" = signer)
      THEN 'signature_applicant_member: the signer belongs to the applicant''s organisation'
    WHEN EXISTS (SELECT 1 FROM "FactorScore" WHERE "applicationId" = application AND "scorerId" = signer)
      THEN 'signature_scorer: the signer scored in this case'
    WHEN EXISTS (SELECT 1 FROM "LaneAssignment" WHERE "applicationId" = application AND "personId" = signer AND "recusedAt" IS NOT NULL)
      THEN 'signature_recused: the signer is recused from this case'
    WHEN EXISTS (SELECT 1 FROM "LaneAssignment" WHERE "applicationId" = application AND "personId" = signer)
      THEN 'signature_lane_holder: the signer has a lane in this case'
    WHEN EXISTS (SELECT 1 FROM "ConflictDeclaration" WHERE "applicationId" = application AND "personId" = signer AND "hasConflict")
      THEN 'signature_conflict: the signer declared a conflict in this case'
    WHEN EXISTS (SELECT 1 FROM "Evidence" WHERE "applicationId" = application AND signer = ANY ("judgedByIds"))
      OR EXISTS (SELECT 1 FROM "ApplicantFinding" WHERE "applicationId" = application AND "recordedById" = signer)
      THEN 'signature_intake: the signer verified evidence or recorded findings in this case'
  END
$$;

ALTER TABLE "Evidence" DROP COLUMN "verifiedById";

CREATE FUNCTION guard_evidence_judges() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW."judgedByIds" @> OLD."judgedByIds" THEN
    PERFORM guard_refuse('CS002', 'immutable: whoever judged a document stays on record');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evidence_judges BEFORE UPDATE ON "Evidence" FOR EACH ROW EXECUTE FUNCTION guard_evidence_judges();
