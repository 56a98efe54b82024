-- A decision that waits: deferred by two signatures until an authority or a legal basis is on record. Refusals: CS067
-- authority_*, CS020 decision_deferred, CS010 signature_authority.

ALTER TABLE "DecisionProposal" DROP CONSTRAINT "DecisionProposal_outcome";
ALTER TABLE "DecisionProposal" ADD CONSTRAINT "DecisionProposal_outcome" CHECK (outcome IN ('approve', 'decline', 'defer'));

CREATE TABLE "AuthorityRecord" (
    "id" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "decisionId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "validUntil" TEXT,
    "evidenceId" TEXT NOT NULL,
    "recordedById" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "AuthorityRecord_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "AuthorityRecord_decisionId_key" ON "AuthorityRecord" ("decisionId");
CREATE INDEX "AuthorityRecord_applicationId_recordedAt_idx" ON "AuthorityRecord" ("applicationId", "recordedAt");
ALTER TABLE "AuthorityRecord" ADD CONSTRAINT "AuthorityRecord_kind"
  CHECK (kind IN ('court_order', 'statute', 'regulator_approval', 'other'));
ALTER TABLE "AuthorityRecord" ADD CONSTRAINT "AuthorityRecord_validUntil_is_a_day" CHECK ("validUntil" ~ '^\d{4}-\d{2}-\d{2}$');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AuthorityRecord" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "AuthorityRecord" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

-- It answers a deferral of this case, and rests on a document of this case that the desk found in order.
CREATE FUNCTION guard_authority() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Decision" WHERE id = NEW."decisionId" AND "applicationId" = NEW."applicationId" AND outcome = 'defer') THEN
    PERFORM guard_refuse('CS067', 'authority_no_deferral: it answers a deferral of this case');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "Evidence" WHERE id = NEW."evidenceId" AND "applicationId" = NEW."applicationId"
                 AND "removedAt" IS NULL AND "verifiedAt" IS NOT NULL) THEN
    PERFORM guard_refuse('CS067', 'authority_document: it rests on a document of this case that was found in order');
  END IF;
  IF EXISTS (SELECT 1 FROM "Signature" s JOIN "DecisionProposal" p ON p.id = s."proposalId"
             WHERE p."applicationId" = NEW."applicationId" AND s."signerId" = NEW."recordedById") THEN
    PERFORM guard_refuse('CS067', 'authority_signer: whoever signed in the case does not record what it waits for');
  END IF;
  NEW."recordedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER authority_insert BEFORE INSERT ON "AuthorityRecord" FOR EACH ROW EXECUTE FUNCTION guard_authority();

-- Whoever records a fact does not approve the application that it unlocks (policy.md D).
CREATE FUNCTION guard_authority_signer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "AuthorityRecord" a JOIN "DecisionProposal" p ON p."applicationId" = a."applicationId"
             WHERE p.id = NEW."proposalId" AND a."recordedById" = NEW."signerId") THEN
    PERFORM guard_refuse('CS010', 'signature_authority: the signer recorded the authority that this case waited for');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signature_authority BEFORE INSERT ON "Signature" FOR EACH ROW EXECUTE FUNCTION guard_authority_signer();

-- What was deferred is not approved before what it waits for is on record.
CREATE FUNCTION guard_decision_deferred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.outcome = 'approve' AND EXISTS (
    SELECT 1 FROM "Decision" d WHERE d."applicationId" = NEW."applicationId" AND d.outcome = 'defer'
    AND NOT EXISTS (SELECT 1 FROM "AuthorityRecord" a WHERE a."applicationId" = d."applicationId" AND a."recordedAt" > d."decidedAt")) THEN
    PERFORM guard_refuse('CS020', 'decision_deferred: the authority that the case was deferred for is not on record');
  END IF;
  RETURN NEW;
END $$;
-- After decision_insert, by name.
CREATE TRIGGER decision_of_deferred BEFORE INSERT ON "Decision" FOR EACH ROW EXECUTE FUNCTION guard_decision_deferred();
