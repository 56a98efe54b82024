-- Whoever says what the law is does not decide a case that this opens or shuts (policy.md D): a screening names the
-- records of the law that it rests on, and their recorders neither propose nor sign nor vote, nor hear an appeal, in
-- that case. Any screening of the case counts, like any other past part. Refusals: CS010 signature_fact_recorder (and
-- vote_, appeal_), CS070 proposal_fact_recorder.

ALTER TABLE "Screening" ADD COLUMN "restsOn" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

CREATE FUNCTION guard_recorded_fact_of(person text, application text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "ApplicationRevision" r JOIN "Screening" s ON s."revisionId" = r.id
                 JOIN "LegalFact" f ON f.id = ANY (s."restsOn")
                 WHERE r."applicationId" = application AND f."recordedById" = person)
$$;

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
    WHEN guard_recorded_fact_of(signer, application)
      THEN 'signature_fact_recorder: the signer recorded a legal fact that this case rests on'
  END
$$;

-- A proposal signs nothing, and yet frames what is signed.
CREATE FUNCTION guard_proposer_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF guard_recorded_fact_of(NEW."proposedById", NEW."applicationId") THEN
    PERFORM guard_refuse('CS070', 'proposal_fact_recorder: the proposer recorded a legal fact that this case rests on');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proposer_fact BEFORE INSERT ON "DecisionProposal" FOR EACH ROW EXECUTE FUNCTION guard_proposer_fact();
