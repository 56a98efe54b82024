-- The board that approves tier 4: who sits on it, and how each member votes over the digest of a proposal. Refusals:
-- CS075 vote_*, CS020 decision_board.

CREATE TABLE "BoardSeat" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "isExternal" BOOLEAN NOT NULL,
    "isTechnical" BOOLEAN NOT NULL,
    "seatedById" TEXT NOT NULL,
    "seatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    CONSTRAINT "BoardSeat_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "BoardSeat_one_seat" ON "BoardSeat" ("personId") WHERE "endedAt" IS NULL;
CREATE INDEX "BoardSeat_personId_idx" ON "BoardSeat" ("personId");
ALTER TABLE "BoardSeat" ADD CONSTRAINT "BoardSeat_by_another" CHECK ("seatedById" <> "personId");
CREATE TRIGGER append_only_delete BEFORE DELETE ON "BoardSeat" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "BoardSeat" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

CREATE TABLE "BoardVote" (
    "id" TEXT NOT NULL,
    "proposalId" TEXT NOT NULL,
    "seatId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "vote" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "stepUpId" TEXT NOT NULL,
    "votedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "BoardVote_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "BoardVote_stepUpId_key" ON "BoardVote" ("stepUpId");
CREATE UNIQUE INDEX "BoardVote_proposalId_memberId_key" ON "BoardVote" ("proposalId", "memberId");
ALTER TABLE "BoardVote" ADD CONSTRAINT "BoardVote_proposalId_fkey"
    FOREIGN KEY ("proposalId") REFERENCES "DecisionProposal" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "BoardVote" ADD CONSTRAINT "BoardVote_seatId_fkey"
    FOREIGN KEY ("seatId") REFERENCES "BoardSeat" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "BoardVote" ADD CONSTRAINT "BoardVote_vote" CHECK (vote IN ('for', 'against', 'abstain'));
-- A dissent says why (policy.md D, "dissents recorded").
ALTER TABLE "BoardVote" ADD CONSTRAINT "BoardVote_says_why" CHECK (btrim(reason) <> '');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "BoardVote" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "BoardVote" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

CREATE FUNCTION guard_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept "BoardSeat" := OLD;
BEGIN
  kept."endedAt" := NEW."endedAt";
  IF NEW IS DISTINCT FROM kept OR OLD."endedAt" IS NOT NULL THEN
    PERFORM guard_refuse('CS002', 'immutable: a seat ends once, and nothing else of it changes');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seat_change BEFORE UPDATE ON "BoardSeat" FOR EACH ROW EXECUTE FUNCTION guard_seat();

-- Whoever votes sits on the board now, has no other part in the case, and was confirmed over this very digest.
CREATE FUNCTION guard_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  proposal "DecisionProposal";
  step "StepUp";
  step_used_here boolean;
  refusal text;
BEGIN
  SELECT * INTO proposal FROM "DecisionProposal" WHERE id = NEW."proposalId" FOR UPDATE;
  IF NOT FOUND OR proposal.state <> 'open' OR NEW.digest <> proposal.digest THEN
    PERFORM guard_refuse('CS075', 'vote_proposal: not the digest of an open proposal');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "BoardSeat" b JOIN "StaffRole" r ON r."personId" = b."personId" AND r.role = 'board_member' AND r."endedAt" IS NULL
                 JOIN "Person" p ON p.id = b."personId" AND p."disabledAt" IS NULL
                 WHERE b.id = NEW."seatId" AND b."personId" = NEW."memberId" AND b."endedAt" IS NULL) THEN
    PERFORM guard_refuse('CS075', 'vote_not_seated: only a seated member of the board votes');
  END IF;
  refusal := guard_signer_refusal(NEW."memberId", proposal."applicationId");
  IF refusal IS NOT NULL THEN
    PERFORM guard_refuse('CS075', replace(refusal, 'signature_', 'vote_'));
  END IF;
  IF EXISTS (SELECT 1 FROM "Signature" WHERE "proposalId" = NEW."proposalId" AND "signerId" = NEW."memberId") THEN
    PERFORM guard_refuse('CS075', 'vote_signer: whoever signs does not vote');
  END IF;
  SELECT * INTO step FROM "StepUp" WHERE id = NEW."stepUpId" FOR UPDATE;
  IF NOT FOUND OR step."personId" <> NEW."memberId" OR step.digest <> NEW.digest OR step.method <> NEW.method THEN
    PERFORM guard_refuse('CS075', 'vote_step_up: no step-up of this person over this digest');
  END IF;
  IF step."createdAt" < clock_timestamp() - interval '5 minutes' OR step."createdAt" > clock_timestamp() + interval '1 second' THEN
    PERFORM guard_refuse('CS075', 'vote_step_up_stale: the step-up is older than five minutes');
  END IF;
  SELECT s.xmin = pg_current_xact_id()::xid INTO step_used_here FROM "StepUp" s WHERE s.id = NEW."stepUpId";
  IF step."usedAt" IS NOT NULL AND NOT step_used_here THEN
    PERFORM guard_refuse('CS075', 'vote_step_up_used: the step-up was used before');
  END IF;
  IF step."usedAt" IS NULL THEN
    UPDATE "StepUp" SET "usedAt" = clock_timestamp() WHERE id = NEW."stepUpId";
  END IF;
  NEW."votedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER vote_insert BEFORE INSERT ON "BoardVote" FOR EACH ROW EXECUTE FUNCTION guard_vote();

CREATE FUNCTION guard_vote_signer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "BoardVote" WHERE "proposalId" = NEW."proposalId" AND "memberId" = NEW."signerId") THEN
    PERFORM guard_refuse('CS010', 'signature_voter: whoever voted on the board does not sign');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signature_voter BEFORE INSERT ON "Signature" FOR EACH ROW EXECUTE FUNCTION guard_vote_signer();

-- A majority of all seats is present, one of them external and one not technical, and a majority of those present is for
-- it. A member who has left the board, or the case, since they voted is present no more.
CREATE FUNCTION guard_board_passed(proposal text, over_digest text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    2 * count(*) > (SELECT count(*) FROM "BoardSeat" WHERE "endedAt" IS NULL)
    AND bool_or(b."isExternal") AND bool_or(NOT b."isTechnical")
    AND 2 * count(*) FILTER (WHERE v.vote = 'for') > count(*), false)
  FROM "BoardVote" v JOIN "BoardSeat" b ON b.id = v."seatId" AND b."endedAt" IS NULL
  JOIN "DecisionProposal" p ON p.id = v."proposalId"
  WHERE v."proposalId" = proposal AND v.digest = over_digest
    AND guard_signer_refusal(v."memberId", p."applicationId") IS NULL
$$;

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
  IF proposal.outcome = 'approve' AND (tier IS NULL OR tier NOT IN ('T1', 'T2', 'T3'))
     AND NOT guard_board_passed(proposal.id, proposal.digest) THEN
    PERFORM guard_refuse('CS020', 'decision_board: tier 4 is approved by a convened board only');
  END IF;
  RETURN NEW;
END $$;
