-- What the code should never ask, refused by the database all the same (four eyes, append-only records).
-- Each refusal has a SQLSTATE of its own in class CS and a message that begins with a stable word:
--   CS001 append_only      CS002 immutable        CS010 signature_*    CS020 decision_*
--   CS030 grant_*          CS040 key_*            CS050 job_state      CS060 score_*      CS070 proposal_*
-- Time is the database's (clock_timestamp), never a client's.

CREATE FUNCTION guard_refuse(code text, message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = code, MESSAGE = message;
END $$;

-- Append-only records -----------------------------------------------------------------------------------

CREATE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM guard_refuse('CS001', format('append_only: %s rows cannot be changed or removed', TG_TABLE_NAME));
  RETURN NULL;
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Signature', 'Decision', 'ApplicationRevision', 'Screening', 'ApplicationEvent',
                              'GrantEvent', 'LedgerLeaf', 'LedgerNode', 'LedgerCheckpoint'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION guard_append_only()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['Signature', 'Decision', 'ApplicationRevision', 'Screening', 'ApplicationEvent',
                              'GrantEvent', 'LedgerLeaf', 'LedgerNode', 'LedgerCheckpoint', 'LedgerPending',
                              'DecisionProposal', 'FactorScore', 'Grant'] LOOP
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['LedgerPending', 'DecisionProposal', 'Grant'] LOOP
    EXECUTE format('CREATE TRIGGER append_only_delete BEFORE DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION guard_append_only()', name);
  END LOOP;
END $$;

-- Erasure takes the secret and its salt out; the leaf, which the tree commits to, stays as it is.
CREATE FUNCTION guard_ledger_pending() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept "LedgerPending" := OLD;
BEGIN
  IF NEW.secret IS NULL THEN kept.secret := NULL; END IF;
  IF NEW.salt IS NULL THEN kept.salt := NULL; END IF;
  IF NEW IS DISTINCT FROM kept THEN
    PERFORM guard_refuse('CS001', 'append_only: of a LedgerPending row only secret and salt can be erased');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER erase_only BEFORE UPDATE ON "LedgerPending" FOR EACH ROW EXECUTE FUNCTION guard_ledger_pending();

-- Scores ------------------------------------------------------------------------------------------------

ALTER TABLE "FactorScore" ADD CONSTRAINT "FactorScore_points_range" CHECK (points BETWEEN 0 AND 4);
ALTER TABLE "FactorScore" ADD CONSTRAINT "FactorScore_locked_is_whole"
  CHECK ("lockedAt" IS NULL OR (points IS NOT NULL AND btrim(rationale) <> ''));

-- One person at a time has a lane, so that two cannot score the same factor unseen.
CREATE UNIQUE INDEX "LaneAssignment_one_holder" ON "LaneAssignment" ("applicationId", lane) WHERE "recusedAt" IS NULL;

CREATE FUNCTION guard_score_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "LaneAssignment" WHERE "applicationId" = NEW."applicationId" AND lane = NEW.lane
                 AND "personId" = NEW."scorerId" AND "recusedAt" IS NULL) THEN
    PERFORM guard_refuse('CS060', 'score_not_holder: only the person who holds the lane scores in it');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "ApplicationRevision" WHERE id = NEW."revisionId" AND "applicationId" = NEW."applicationId") THEN
    PERFORM guard_refuse('CS060', 'score_other_application: the revision belongs to another application');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER score_insert BEFORE INSERT ON "FactorScore" FOR EACH ROW EXECUTE FUNCTION guard_score_insert();

CREATE FUNCTION guard_score_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."lockedAt" IS NOT NULL THEN
    PERFORM guard_refuse('CS060', 'score_locked: a locked score cannot be changed or removed');
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF (NEW.id, NEW."applicationId", NEW."revisionId", NEW."factorId", NEW.lane, NEW."scorerId")
     IS DISTINCT FROM (OLD.id, OLD."applicationId", OLD."revisionId", OLD."factorId", OLD.lane, OLD."scorerId") THEN
    PERFORM guard_refuse('CS002', 'immutable: a score keeps its case, factor, lane and scorer');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER score_change BEFORE UPDATE OR DELETE ON "FactorScore" FOR EACH ROW EXECUTE FUNCTION guard_score_change();

-- Proposals ---------------------------------------------------------------------------------------------

ALTER TABLE "DecisionProposal" ADD CONSTRAINT "DecisionProposal_outcome" CHECK (outcome IN ('approve', 'decline'));
ALTER TABLE "DecisionProposal" ADD CONSTRAINT "DecisionProposal_state" CHECK (state IN ('open', 'void', 'decided'));
CREATE UNIQUE INDEX "DecisionProposal_one_open" ON "DecisionProposal" ("applicationId") WHERE state = 'open';

-- The columns repeat what the signed text says; neither may say anything else than the other.
CREATE FUNCTION guard_proposal_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE content jsonb := NEW.canonical::jsonb;
BEGIN
  IF NEW.digest <> encode(sha256(convert_to(NEW.canonical, 'UTF8')), 'hex') THEN
    PERFORM guard_refuse('CS070', 'proposal_digest: the digest is not the SHA-256 of the text');
  END IF;
  IF NEW.state <> 'open' THEN
    PERFORM guard_refuse('CS070', 'proposal_state: a proposal begins open');
  END IF;
  IF (content->>'proposal_id', content->>'outcome', content->>'reasons', content->'conditions',
      content#>>'{application,id}', content#>>'{application,revision_id}')
     IS DISTINCT FROM (NEW.id, NEW.outcome, NEW.reasons, NEW.conditions, NEW."applicationId", NEW."revisionId") THEN
    PERFORM guard_refuse('CS070', 'proposal_content: the text and the columns differ');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "Application" WHERE id = NEW."applicationId" AND "revisionId" = NEW."revisionId") THEN
    PERFORM guard_refuse('CS070', 'proposal_revision: not the current revision of the application');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proposal_insert BEFORE INSERT ON "DecisionProposal" FOR EACH ROW EXECUTE FUNCTION guard_proposal_insert();

CREATE FUNCTION guard_proposal_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept "DecisionProposal" := OLD;
BEGIN
  kept.state := NEW.state;
  kept."voidedAt" := NEW."voidedAt";
  kept."voidReason" := NEW."voidReason";
  IF NEW IS DISTINCT FROM kept THEN
    PERFORM guard_refuse('CS002', 'immutable: what a proposal covers cannot be changed');
  END IF;
  IF OLD.state <> 'open' AND NEW IS DISTINCT FROM OLD THEN
    PERFORM guard_refuse('CS070', format('proposal_state: a proposal that is %s stays so', OLD.state));
  END IF;
  IF NEW.state = 'decided' AND OLD.state <> 'decided'
     AND NOT EXISTS (SELECT 1 FROM "Decision" WHERE "proposalId" = NEW.id) THEN
    PERFORM guard_refuse('CS070', 'proposal_state: decided only by a decision');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proposal_change BEFORE UPDATE ON "DecisionProposal" FOR EACH ROW EXECUTE FUNCTION guard_proposal_change();

-- Signatures --------------------------------------------------------------------------------------------

ALTER TABLE "Signature" ADD CONSTRAINT "Signature_slot" CHECK (slot >= 1);

-- Two, or more where a rule asks for an extra sign-off (HS20); never fewer, whatever a screening says.
CREATE FUNCTION guard_approvers_needed(revision text) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT greatest(2, coalesce(
    (SELECT (s.result->>'approvers')::integer FROM "Screening" s WHERE s."revisionId" = revision
     ORDER BY s."createdAt" DESC, s.id DESC LIMIT 1), 2))
$$;

CREATE FUNCTION guard_step_up_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW."sessionId", NEW."personId", NEW.method, NEW.digest, NEW."createdAt")
     IS DISTINCT FROM (OLD.id, OLD."sessionId", OLD."personId", OLD.method, OLD.digest, OLD."createdAt") THEN
    PERFORM guard_refuse('CS002', 'immutable: a step-up keeps its person, digest and time');
  END IF;
  IF OLD."usedAt" IS NOT NULL AND NEW."usedAt" IS DISTINCT FROM OLD."usedAt" THEN
    PERFORM guard_refuse('CS002', 'immutable: a step-up is used once');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER step_up_change BEFORE UPDATE ON "StepUp" FOR EACH ROW EXECUTE FUNCTION guard_step_up_change();

-- Which rule of separation of duties a signer would break, or null. Any past part in the case counts, ended or
-- not: someone who left a lane or the applicant's organisation yesterday is no independent eye today.
CREATE FUNCTION guard_signer_refusal(signer text, application text) RETURNS text LANGUAGE sql STABLE AS $$
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
    WHEN EXISTS (SELECT 1 FROM "Evidence" WHERE "applicationId" = application AND "verifiedById" = signer)
      OR EXISTS (SELECT 1 FROM "ApplicantFinding" WHERE "applicationId" = application AND "recordedById" = signer)
      THEN 'signature_intake: the signer verified evidence or recorded findings in this case'
  END
$$;

CREATE FUNCTION guard_signature_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  proposal "DecisionProposal";
  step "StepUp";
  step_used_here boolean;
  home_lane text;
  refusal text;
BEGIN
  -- Serialises signers: the second sees what the first wrote.
  SELECT * INTO proposal FROM "DecisionProposal" WHERE id = NEW."proposalId" FOR UPDATE;
  IF NOT FOUND OR proposal.state <> 'open' THEN
    PERFORM guard_refuse('CS010', 'signature_proposal_closed: the proposal is not open');
  END IF;
  IF NEW.slot > guard_approvers_needed(proposal."revisionId") THEN
    PERFORM guard_refuse('CS010', 'signature_slot: nobody signs past the number of approvers');
  END IF;
  IF NEW.digest <> proposal.digest THEN
    PERFORM guard_refuse('CS010', 'signature_digest: not the digest of the proposal');
  END IF;
  PERFORM 1 FROM "Application" WHERE id = proposal."applicationId" AND "revisionId" = proposal."revisionId" FOR SHARE;
  IF NOT FOUND THEN
    PERFORM guard_refuse('CS010', 'signature_revision: the application has another revision by now');
  END IF;

  SELECT r."homeLane" INTO home_lane FROM "StaffRole" r JOIN "Person" p ON p.id = r."personId"
  WHERE r."personId" = NEW."signerId" AND r.role = 'approver' AND r."endedAt" IS NULL AND p."disabledAt" IS NULL;
  IF home_lane IS NULL THEN
    PERFORM guard_refuse('CS010', 'signature_not_approver: the signer is not an active approver with a home lane');
  END IF;
  IF NEW."signerLane" <> home_lane THEN
    PERFORM guard_refuse('CS010', 'signature_lane: not the home lane of the signer');
  END IF;
  IF EXISTS (SELECT 1 FROM "Signature" WHERE "proposalId" = NEW."proposalId" AND "signerId" = NEW."signerId") THEN
    PERFORM guard_refuse('CS010', 'signature_same_signer: one person signs once');
  END IF;
  IF EXISTS (SELECT 1 FROM "Signature" WHERE "proposalId" = NEW."proposalId" AND "signerLane" = home_lane) THEN
    PERFORM guard_refuse('CS010', 'signature_same_lane: the signers come from different lanes');
  END IF;
  refusal := guard_signer_refusal(NEW."signerId", proposal."applicationId");
  IF refusal IS NOT NULL THEN
    PERFORM guard_refuse('CS010', refusal);
  END IF;

  SELECT * INTO step FROM "StepUp" WHERE id = NEW."stepUpId" FOR UPDATE;
  IF NOT FOUND OR step."personId" <> NEW."signerId" OR step.digest <> NEW.digest THEN
    PERFORM guard_refuse('CS010', 'signature_step_up: no step-up of this person over this digest');
  END IF;
  IF step."createdAt" < clock_timestamp() - interval '5 minutes'
     OR step."createdAt" > clock_timestamp() + interval '1 second' THEN
    PERFORM guard_refuse('CS010', 'signature_step_up_stale: the step-up is older than five minutes');
  END IF;
  -- Used is fine only when this very transaction used it; a use that anyone else made is someone else's.
  SELECT s.xmin = pg_current_xact_id()::xid INTO step_used_here FROM "StepUp" s WHERE s.id = NEW."stepUpId";
  IF step."usedAt" IS NOT NULL AND NOT step_used_here THEN
    PERFORM guard_refuse('CS010', 'signature_step_up_used: the step-up was used before');
  END IF;
  IF step."usedAt" IS NULL THEN
    UPDATE "StepUp" SET "usedAt" = clock_timestamp() WHERE id = NEW."stepUpId";
  END IF;
  IF NEW.method <> step.method THEN
    PERFORM guard_refuse('CS010', 'signature_step_up: another method than the step-up''s');
  END IF;
  NEW."signedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER signature_insert BEFORE INSERT ON "Signature" FOR EACH ROW EXECUTE FUNCTION guard_signature_insert();

-- Decisions ---------------------------------------------------------------------------------------------

-- As many people as it takes, each from a lane of their own, over one digest.
CREATE FUNCTION guard_is_countersigned(proposal text, over_digest text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    count(*) >= (SELECT guard_approvers_needed(p."revisionId") FROM "DecisionProposal" p WHERE p.id = proposal)
    AND count(DISTINCT "signerId") = count(*) AND count(DISTINCT "signerLane") = count(*)
    AND bool_and(digest = over_digest), false)
  FROM "Signature" WHERE "proposalId" = proposal
$$;

CREATE FUNCTION guard_decision_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  proposal "DecisionProposal";
  tier text;
BEGIN
  SELECT * INTO proposal FROM "DecisionProposal" WHERE id = NEW."proposalId" FOR UPDATE;
  IF NOT FOUND OR proposal.state <> 'open'
     OR (NEW."applicationId", NEW.outcome, NEW.digest)
        IS DISTINCT FROM (proposal."applicationId", proposal.outcome, proposal.digest) THEN
    PERFORM guard_refuse('CS020', 'decision_proposal: not what an open proposal says');
  END IF;
  IF NOT guard_is_countersigned(proposal.id, proposal.digest) THEN
    PERFORM guard_refuse('CS020', 'decision_unsigned: two signatures over the digest are needed');
  END IF;
  PERFORM 1 FROM "Application" WHERE id = proposal."applicationId" AND "revisionId" = proposal."revisionId" FOR SHARE;
  IF NOT FOUND THEN
    PERFORM guard_refuse('CS020', 'decision_revision: the application has another revision by now');
  END IF;
  SELECT s.tier INTO tier FROM "Screening" s WHERE s."revisionId" = proposal."revisionId"
  ORDER BY s."createdAt" DESC, s.id DESC LIMIT 1;
  IF tier = 'T3' AND NOT EXISTS (SELECT 1 FROM "Signature" WHERE "proposalId" = proposal.id AND "signerLane" = 'ethics') THEN
    PERFORM guard_refuse('CS020', 'decision_chair: tier 3 needs the ethics chair among the signers');
  END IF;
  IF proposal.outcome = 'approve' AND (tier IS NULL OR tier NOT IN ('T1', 'T2', 'T3')) THEN
    PERFORM guard_refuse('CS020', 'decision_board: tier 4 is approved by a convened board only');
  END IF;
  NEW."decidedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER decision_insert BEFORE INSERT ON "Decision" FOR EACH ROW EXECUTE FUNCTION guard_decision_insert();

-- Grants and keys ---------------------------------------------------------------------------------------

-- The signed terms, word for word: what a grant says is what both people had in front of them.
CREATE FUNCTION guard_grant_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decision "Decision";
  proposal "DecisionProposal";
BEGIN
  SELECT * INTO decision FROM "Decision" WHERE id = NEW."decisionId";
  IF NOT FOUND OR decision.outcome <> 'approve' OR decision."applicationId" <> NEW."applicationId" THEN
    PERFORM guard_refuse('CS030', 'grant_decision: a grant needs a decision that approves this application');
  END IF;
  IF NOT guard_is_countersigned(decision."proposalId", decision.digest) THEN
    PERFORM guard_refuse('CS030', 'grant_unsigned: a grant needs two signatures over its decision');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "Application" WHERE id = NEW."applicationId" AND "organisationId" = NEW."tenantId") THEN
    PERFORM guard_refuse('CS030', 'grant_tenant: the tenant is not the organisation that applied');
  END IF;
  SELECT * INTO proposal FROM "DecisionProposal" WHERE id = decision."proposalId";
  IF NEW.terms IS DISTINCT FROM proposal.canonical::jsonb->'grant_terms' THEN
    PERFORM guard_refuse('CS030', 'grant_terms: not the terms that were signed');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_insert BEFORE INSERT ON "Grant" FOR EACH ROW EXECUTE FUNCTION guard_grant_insert();

CREATE FUNCTION guard_grant_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW."tenantId", NEW."applicationId", NEW."decisionId", NEW.version, NEW.terms, NEW."termsDigest", NEW."createdAt")
     IS DISTINCT FROM
     (OLD.id, OLD."tenantId", OLD."applicationId", OLD."decisionId", OLD.version, OLD.terms, OLD."termsDigest", OLD."createdAt") THEN
    PERFORM guard_refuse('CS002', 'immutable: a grant changes by a new version from a new decision');
  END IF;
  IF NEW."expiresAt" > OLD."expiresAt" THEN
    PERFORM guard_refuse('CS002', 'immutable: a grant does not outlive its decision');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_change BEFORE UPDATE ON "Grant" FOR EACH ROW EXECUTE FUNCTION guard_grant_change();

CREATE FUNCTION guard_key_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The lock makes a key and the end of its grant take turns.
  PERFORM 1 FROM "Grant" WHERE id = NEW."grantId" AND "tenantId" = NEW."tenantId" AND state = 'active' FOR SHARE;
  IF NOT FOUND THEN
    PERFORM guard_refuse('CS040', 'key_grant_inactive: a key needs an active grant of its tenant');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER key_insert BEFORE INSERT ON "ApiKey" FOR EACH ROW EXECUTE FUNCTION guard_key_insert();

CREATE FUNCTION guard_key_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW."publicId", NEW."tenantId", NEW."grantId") IS DISTINCT FROM (OLD.id, OLD."publicId", OLD."tenantId", OLD."grantId") THEN
    PERFORM guard_refuse('CS002', 'immutable: a key keeps its tenant and grant');
  END IF;
  IF OLD."revokedAt" IS NOT NULL AND NEW."revokedAt" IS DISTINCT FROM OLD."revokedAt" THEN
    PERFORM guard_refuse('CS040', 'key_revoked: a revoked key stays revoked');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER key_change BEFORE UPDATE ON "ApiKey" FOR EACH ROW EXECUTE FUNCTION guard_key_change();

-- Jobs (a first table; job_guards, which belongs to that room, replaces the function) ---------------------

CREATE FUNCTION guard_job_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = OLD.state
     OR (OLD.state, NEW.state) IN (('received', 'queued'), ('queued', 'running'), ('running', 'queued'),
                                   ('running', 'released'), ('running', 'review'), ('review', 'released'), ('running', 'failed'))
     OR (OLD.state IN ('received', 'queued', 'running', 'review')
         AND NEW.state IN ('cancelled_revoked', 'cancelled_suspended', 'cancelled_switched_off', 'cancelled_by_tenant', 'cancelled_expired'))
     OR (OLD.state IN ('received', 'queued', 'running') AND NEW.state = 'quarantined')
     OR (OLD.state IN ('received', 'queued', 'review') AND NEW.state = 'expired') THEN
    RETURN NEW;
  END IF;
  PERFORM guard_refuse('CS050', format('job_state: %s does not become %s', OLD.state, NEW.state));
  RETURN NULL;
END $$;
CREATE TRIGGER job_state BEFORE UPDATE OF state ON "Job" FOR EACH ROW EXECUTE FUNCTION guard_job_state();
