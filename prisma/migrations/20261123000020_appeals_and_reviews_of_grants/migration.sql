-- The turns that a case takes after a decision: appeal, emergency lane, re-review, amendment of a living grant.
-- Refusals: CS080 appeal_*, CS085 emergency_*; keys and decisions keep theirs (review_guards).

CREATE TABLE "Appeal" (
    "id" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "against" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "grounds" TEXT[],
    "statement" TEXT NOT NULL,
    "filedById" TEXT NOT NULL,
    "filedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "outcome" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "publicReasons" TEXT,
    CONSTRAINT "Appeal_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "AppealProposal" (
    "id" TEXT NOT NULL,
    "appealId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reasons" TEXT NOT NULL,
    "publicReasons" TEXT NOT NULL,
    "canonical" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "proposedById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voidedAt" TIMESTAMPTZ(3),
    "voidReason" TEXT,
    CONSTRAINT "AppealProposal_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "AppealSignature" (
    "id" TEXT NOT NULL,
    "proposalId" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "signerId" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "stepUpId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "AppealSignature_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "EmergencyLane" (
    "revisionId" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "danger" TEXT NOT NULL,
    "openedById" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "EmergencyLane_pkey" PRIMARY KEY ("revisionId")
);
CREATE TABLE "GrantSuccession" (
    "applicationId" TEXT NOT NULL,
    "predecessorId" TEXT NOT NULL,
    "grantId" TEXT NOT NULL,
    "openedById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "GrantSuccession_pkey" PRIMARY KEY ("applicationId")
);
CREATE TABLE "ReReview" (
    "id" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "grantId" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "openedById" TEXT,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "ReReview_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "GrantReminder" (
    "grantId" TEXT NOT NULL,
    "daysLeft" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "GrantReminder_pkey" PRIMARY KEY ("grantId", "daysLeft")
);

CREATE INDEX "Appeal_applicationId_filedAt_idx" ON "Appeal" ("applicationId", "filedAt");
CREATE INDEX "Appeal_state_dueAt_idx" ON "Appeal" ("state", "dueAt");
CREATE UNIQUE INDEX "Appeal_one_open" ON "Appeal" ("applicationId") WHERE state = 'open';
CREATE INDEX "AppealProposal_appealId_idx" ON "AppealProposal" ("appealId");
CREATE UNIQUE INDEX "AppealProposal_one_open" ON "AppealProposal" ("appealId") WHERE state = 'open';
CREATE UNIQUE INDEX "AppealSignature_stepUpId_key" ON "AppealSignature" ("stepUpId");
CREATE UNIQUE INDEX "AppealSignature_proposalId_slot_key" ON "AppealSignature" ("proposalId", "slot");
CREATE UNIQUE INDEX "AppealSignature_proposalId_signerId_key" ON "AppealSignature" ("proposalId", "signerId");
CREATE INDEX "GrantSuccession_predecessorId_idx" ON "GrantSuccession" ("predecessorId");
CREATE INDEX "ReReview_applicationId_openedAt_idx" ON "ReReview" ("applicationId", "openedAt");

ALTER TABLE "AppealProposal" ADD CONSTRAINT "AppealProposal_appealId_fkey"
    FOREIGN KEY ("appealId") REFERENCES "Appeal" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "AppealSignature" ADD CONSTRAINT "AppealSignature_proposalId_fkey"
    FOREIGN KEY ("proposalId") REFERENCES "AppealProposal" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_against" CHECK (against IN ('rejected_hard_stop', 'declined', 'revoked'));
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_state" CHECK (state IN ('open', 'decided') AND (state = 'decided') = (outcome IS NOT NULL));
-- A hard stop is the policy's, not a judgement: only the facts that it fired on can be wrong (policy.md D).
ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_hard_stop_facts" CHECK (against <> 'rejected_hard_stop' OR grounds = ARRAY['fact']);
ALTER TABLE "AppealProposal" ADD CONSTRAINT "AppealProposal_outcome" CHECK (outcome IN ('upheld', 'remanded', 'reversed'));
ALTER TABLE "AppealProposal" ADD CONSTRAINT "AppealProposal_state" CHECK (state IN ('open', 'void', 'decided'));

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['AppealSignature', 'EmergencyLane', 'GrantSuccession', 'ReReview', 'GrantReminder'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION guard_append_only()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['Appeal', 'AppealProposal'] LOOP
    EXECUTE format('CREATE TRIGGER append_only_delete BEFORE DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION guard_append_only()', name);
  END LOOP;
END $$;

-- The panel -----------------------------------------------------------------------------------------------

-- Which part in the case keeps a person off the panel, or null. Hearing an earlier appeal is no part in a decision.
CREATE FUNCTION guard_panel_refusal(member text, application text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN NOT EXISTS (SELECT 1 FROM "StaffRole" r JOIN "Person" p ON p.id = r."personId" WHERE r."personId" = member
                     AND r.role = 'appeals' AND r."endedAt" IS NULL AND p."disabledAt" IS NULL)
      THEN 'appeal_not_panel: the member does not hold the role appeals'
    WHEN guard_signer_refusal(member, application) IS NOT NULL
      THEN replace(guard_signer_refusal(member, application), 'signature_', 'appeal_')
    WHEN EXISTS (SELECT 1 FROM "DecisionProposal" WHERE "applicationId" = application AND "proposedById" = member)
      THEN 'appeal_proposer: the member proposed a decision in this case'
    WHEN EXISTS (SELECT 1 FROM "Signature" s JOIN "DecisionProposal" p ON p.id = s."proposalId"
                 WHERE p."applicationId" = application AND s."signerId" = member)
      THEN 'appeal_signed: the member signed in this case'
    WHEN EXISTS (SELECT 1 FROM "ApplicationEvent" WHERE "applicationId" = application AND "actorId" = member
                 AND "actorRole" <> 'appeals')
      OR EXISTS (SELECT 1 FROM "GrantEvent" e JOIN "Grant" g ON g.id = e."grantId"
                 WHERE g."applicationId" = application AND e."actorId" = member)
      THEN 'appeal_moved: the member moved this case or its grant'
  END
$$;

CREATE FUNCTION guard_appeal_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept "Appeal" := OLD;
BEGIN
  IF OLD.state <> 'open' THEN
    PERFORM guard_refuse('CS080', 'appeal_decided: an appeal is decided once');
  END IF;
  kept.state := NEW.state;
  kept.outcome := NEW.outcome;
  kept."decidedAt" := NEW."decidedAt";
  kept."publicReasons" := NEW."publicReasons";
  IF NEW IS DISTINCT FROM kept THEN
    PERFORM guard_refuse('CS002', 'immutable: what an appeal says cannot be changed');
  END IF;
  IF NEW.state = 'decided' AND NOT EXISTS (
    SELECT 1 FROM "AppealProposal" p WHERE p."appealId" = NEW.id AND p.outcome = NEW.outcome
      AND p."publicReasons" = NEW."publicReasons"
      AND (SELECT count(*) FROM "AppealSignature" s WHERE s."proposalId" = p.id AND s.digest = p.digest) >= 2) THEN
    PERFORM guard_refuse('CS080', 'appeal_unsigned: two members of the panel decide an appeal');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_change BEFORE UPDATE ON "Appeal" FOR EACH ROW EXECUTE FUNCTION guard_appeal_change();

CREATE FUNCTION guard_appeal_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept "AppealProposal";
  appeal "Appeal";
  refusal text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    kept := OLD;
    kept.state := NEW.state;
    kept."voidedAt" := NEW."voidedAt";
    kept."voidReason" := NEW."voidReason";
    IF NEW IS DISTINCT FROM kept THEN
      PERFORM guard_refuse('CS002', 'immutable: what a proposal covers cannot be changed');
    END IF;
    IF OLD.state <> 'open' THEN
      PERFORM guard_refuse('CS080', format('appeal_proposal_state: a proposal that is %s stays so', OLD.state));
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO appeal FROM "Appeal" WHERE id = NEW."appealId" FOR UPDATE;
  IF NEW.state <> 'open' OR appeal.state <> 'open' THEN
    PERFORM guard_refuse('CS080', 'appeal_closed: the appeal is decided');
  END IF;
  IF NEW.digest <> encode(sha256(convert_to(NEW.canonical, 'UTF8')), 'hex') THEN
    PERFORM guard_refuse('CS080', 'appeal_digest: the digest is not the SHA-256 of the text');
  END IF;
  refusal := guard_panel_refusal(NEW."proposedById", appeal."applicationId");
  IF refusal IS NOT NULL THEN PERFORM guard_refuse('CS080', refusal); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_proposal BEFORE INSERT OR UPDATE ON "AppealProposal"
  FOR EACH ROW EXECUTE FUNCTION guard_appeal_proposal();

CREATE FUNCTION guard_appeal_signature() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  proposal "AppealProposal";
  step "StepUp";
  step_used_here boolean;
  refusal text;
BEGIN
  SELECT * INTO proposal FROM "AppealProposal" WHERE id = NEW."proposalId" FOR UPDATE;
  IF NOT FOUND OR proposal.state <> 'open' THEN
    PERFORM guard_refuse('CS080', 'appeal_closed: the proposal is not open');
  END IF;
  IF NEW.slot NOT IN (1, 2) THEN
    PERFORM guard_refuse('CS080', 'appeal_slot: two members decide');
  END IF;
  IF NEW.digest <> proposal.digest THEN
    PERFORM guard_refuse('CS080', 'appeal_digest: not the digest of the proposal');
  END IF;
  refusal := guard_panel_refusal(NEW."signerId", (SELECT "applicationId" FROM "Appeal" WHERE id = proposal."appealId"));
  IF refusal IS NOT NULL THEN PERFORM guard_refuse('CS080', refusal); END IF;
  IF EXISTS (SELECT 1 FROM "AppealSignature" WHERE "proposalId" = NEW."proposalId" AND "signerId" = NEW."signerId") THEN
    PERFORM guard_refuse('CS080', 'appeal_same_signer: one person signs once');
  END IF;

  SELECT * INTO step FROM "StepUp" WHERE id = NEW."stepUpId" FOR UPDATE;
  IF NOT FOUND OR step."personId" <> NEW."signerId" OR step.digest <> NEW.digest OR step.method <> NEW.method THEN
    PERFORM guard_refuse('CS080', 'appeal_step_up: no step-up of this person over this digest');
  END IF;
  IF step."createdAt" < clock_timestamp() - interval '5 minutes'
     OR step."createdAt" > clock_timestamp() + interval '1 second' THEN
    PERFORM guard_refuse('CS080', 'appeal_step_up_stale: the step-up is older than five minutes');
  END IF;
  SELECT s.xmin = pg_current_xact_id()::xid INTO step_used_here FROM "StepUp" s WHERE s.id = NEW."stepUpId";
  IF step."usedAt" IS NOT NULL AND NOT step_used_here THEN
    PERFORM guard_refuse('CS080', 'appeal_step_up_used: the step-up was used before');
  END IF;
  IF step."usedAt" IS NULL THEN
    UPDATE "StepUp" SET "usedAt" = clock_timestamp() WHERE id = NEW."stepUpId";
  END IF;
  NEW."signedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_signature BEFORE INSERT ON "AppealSignature" FOR EACH ROW EXECUTE FUNCTION guard_appeal_signature();

-- The emergency lane --------------------------------------------------------------------------------------

CREATE FUNCTION guard_emergency_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE screening "Screening";
BEGIN
  PERFORM 1 FROM "Application" WHERE id = NEW."applicationId" AND "revisionId" = NEW."revisionId" FOR SHARE;
  IF NOT FOUND THEN
    PERFORM guard_refuse('CS085', 'emergency_revision: not the current revision of the application');
  END IF;
  SELECT * INTO screening FROM "Screening" WHERE "revisionId" = NEW."revisionId" ORDER BY "createdAt" DESC, id DESC LIMIT 1;
  IF NOT FOUND OR screening.outcome NOT IN ('review', 'needs_instrument') THEN
    PERFORM guard_refuse('CS085', 'emergency_screening: no emergency overrides a rule (HS01, HS03 or any other denial)');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER emergency_insert BEFORE INSERT ON "EmergencyLane" FOR EACH ROW EXECUTE FUNCTION guard_emergency_insert();

CREATE OR REPLACE FUNCTION guard_decision_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  proposal "DecisionProposal";
  tier text;
  emergency "EmergencyLane";
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
  NEW."decidedAt" := clock_timestamp();

  SELECT * INTO emergency FROM "EmergencyLane" WHERE "revisionId" = proposal."revisionId";
  IF FOUND THEN
    -- HS27: two approvers whatever the tier, for a day at most. The case is reviewed like any other afterwards.
    IF proposal.outcome = 'approve' AND ((proposal.canonical::jsonb#>>'{grant_terms,expiresAt}')::timestamptz
         IS NULL OR (proposal.canonical::jsonb#>>'{grant_terms,expiresAt}')::timestamptz > clock_timestamp() + interval '24 hours') THEN
      PERFORM guard_refuse('CS020', 'decision_emergency: an emergency approval ends within 24 hours');
    END IF;
    RETURN NEW;
  END IF;
  SELECT s.tier INTO tier FROM "Screening" s WHERE s."revisionId" = proposal."revisionId"
  ORDER BY s."createdAt" DESC, s.id DESC LIMIT 1;
  IF tier = 'T3' AND NOT EXISTS (SELECT 1 FROM "Signature" WHERE "proposalId" = proposal.id AND "signerLane" = 'ethics') THEN
    PERFORM guard_refuse('CS020', 'decision_chair: tier 3 needs the ethics chair among the signers');
  END IF;
  IF proposal.outcome = 'approve' AND (tier IS NULL OR tier NOT IN ('T1', 'T2', 'T3')) THEN
    PERFORM guard_refuse('CS020', 'decision_board: tier 4 is approved by a convened board only');
  END IF;
  RETURN NEW;
END $$;

-- A grant for a single case has one key, ever. Before key_insert, by name.
CREATE FUNCTION guard_key_single_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Grant" WHERE id = NEW."grantId" AND terms->'conditions' ? 'single_case_key' FOR UPDATE;
  IF FOUND AND EXISTS (SELECT 1 FROM "ApiKey" WHERE "grantId" = NEW."grantId") THEN
    PERFORM guard_refuse('CS040', 'key_single_case: an emergency grant has one key');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER key_a_single_case BEFORE INSERT ON "ApiKey" FOR EACH ROW EXECUTE FUNCTION guard_key_single_case();

-- A living grant gives way to its successor ---------------------------------------------------------------

-- A key keeps its tenant, and its grant until that one is superseded: then it goes over to the one that took its
-- place, and to no other.
CREATE OR REPLACE FUNCTION guard_key_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW."publicId", NEW."tenantId") IS DISTINCT FROM (OLD.id, OLD."publicId", OLD."tenantId") THEN
    PERFORM guard_refuse('CS002', 'immutable: a key keeps its tenant and grant');
  END IF;
  IF NEW."grantId" IS DISTINCT FROM OLD."grantId" AND NOT EXISTS (
    SELECT 1 FROM "Grant" o JOIN "Grant" n ON n."tenantId" = o."tenantId"
    WHERE o.id = OLD."grantId" AND n.id = NEW."grantId" AND o.state = 'superseded' AND n.state = 'active'
      AND OLD."revokedAt" IS NULL AND NOT coalesce(o.terms->'conditions' ? 'single_case_key', false)
      AND ((n."applicationId" = o."applicationId" AND n.version > o.version)
           OR EXISTS (SELECT 1 FROM "GrantSuccession" s
                      WHERE s."applicationId" = n."applicationId" AND s."predecessorId" = o."applicationId"))) THEN
    PERFORM guard_refuse('CS002', 'immutable: a key keeps its tenant and grant');
  END IF;
  IF OLD."revokedAt" IS NOT NULL AND NEW."revokedAt" IS DISTINCT FROM OLD."revokedAt" THEN
    PERFORM guard_refuse('CS040', 'key_revoked: a revoked key stays revoked');
  END IF;
  RETURN NEW;
END $$;

-- Who sends a case to the approvers as an emergency did intake in it.
CREATE FUNCTION guard_emergency_signer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "EmergencyLane" e JOIN "DecisionProposal" p ON p."applicationId" = e."applicationId"
             WHERE p.id = NEW."proposalId" AND e."openedById" = NEW."signerId") THEN
    PERFORM guard_refuse('CS010', 'signature_intake: the signer opened the emergency lane of this case');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signature_emergency BEFORE INSERT ON "Signature" FOR EACH ROW EXECUTE FUNCTION guard_emergency_signer();
