-- What the law is, in two times: from when to when it is in force, and since when two people have said so. One of
-- compliance proposes that a fact begins or ends, the board votes on what begins, one of legal confirms; each confirmed
-- who they are over the digest of what is said. Refusals: CS090 fact_*.

-- No verb ever wrote the table before, and nothing stood between one person and a lifted rule: it is not carried over.
DROP TABLE "LegalFact";

CREATE TABLE "LegalFact" (
    "id" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "endsId" TEXT,
    "inForceFrom" TIMESTAMPTZ(3),
    "inForceTo" TIMESTAMPTZ(3),
    "canonical" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "recordedById" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "stepUpId" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "LegalFact_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "LegalFact_stepUpId_key" ON "LegalFact" ("stepUpId");
CREATE INDEX "LegalFact_endsId_idx" ON "LegalFact" ("endsId");
ALTER TABLE "LegalFact" ADD CONSTRAINT "LegalFact_endsId_fkey"
    FOREIGN KEY ("endsId") REFERENCES "LegalFact" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "LegalFactVote" (
    "factId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "vote" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "stepUpId" TEXT NOT NULL,
    "votedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "LegalFactVote_pkey" PRIMARY KEY ("factId", "memberId")
);
CREATE UNIQUE INDEX "LegalFactVote_stepUpId_key" ON "LegalFactVote" ("stepUpId");
ALTER TABLE "LegalFactVote" ADD CONSTRAINT "LegalFactVote_factId_fkey"
    FOREIGN KEY ("factId") REFERENCES "LegalFact" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "LegalFactVote" ADD CONSTRAINT "LegalFactVote_vote" CHECK (vote IN ('for', 'against', 'abstain'));
ALTER TABLE "LegalFactVote" ADD CONSTRAINT "LegalFactVote_says_why" CHECK (btrim(reason) <> '');

CREATE TABLE "LegalFactConfirmation" (
    "factId" TEXT NOT NULL,
    "confirmedById" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "stepUpId" TEXT NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "LegalFactConfirmation_pkey" PRIMARY KEY ("factId")
);
CREATE UNIQUE INDEX "LegalFactConfirmation_stepUpId_key" ON "LegalFactConfirmation" ("stepUpId");
ALTER TABLE "LegalFactConfirmation" ADD CONSTRAINT "LegalFactConfirmation_factId_fkey"
    FOREIGN KEY ("factId") REFERENCES "LegalFact" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "LegalFact" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "LegalFact" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "LegalFactVote" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "LegalFactVote" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "LegalFactConfirmation" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "LegalFactConfirmation" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

CREATE FUNCTION guard_fact_role(person text, wanted text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "StaffRole" r JOIN "Person" p ON p.id = r."personId" AND p."disabledAt" IS NULL
                 WHERE r."personId" = person AND r.role = wanted AND r."endedAt" IS NULL) THEN
    PERFORM guard_refuse('CS090', 'fact_role: this person does not hold the role ' || wanted);
  END IF;
END $$;

-- Uses a step-up of this person over this digest, at most five minutes old and not used by anyone before.
CREATE FUNCTION guard_fact_step_up(step_id text, person text, over_digest text, by_method text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  step "StepUp";
  step_used_here boolean;
BEGIN
  SELECT * INTO step FROM "StepUp" WHERE id = step_id FOR UPDATE;
  IF NOT FOUND OR step."personId" <> person OR step.digest <> over_digest OR step.method <> by_method THEN
    PERFORM guard_refuse('CS090', 'fact_step_up: no step-up of this person over this digest');
  END IF;
  IF step."createdAt" < clock_timestamp() - interval '5 minutes' OR step."createdAt" > clock_timestamp() + interval '1 second' THEN
    PERFORM guard_refuse('CS090', 'fact_step_up_stale: the step-up is older than five minutes');
  END IF;
  SELECT s.xmin = pg_current_xact_id()::xid INTO step_used_here FROM "StepUp" s WHERE s.id = step_id;
  IF step."usedAt" IS NOT NULL AND NOT step_used_here THEN
    PERFORM guard_refuse('CS090', 'fact_step_up_used: the step-up was used before');
  END IF;
  IF step."usedAt" IS NULL THEN
    UPDATE "StepUp" SET "usedAt" = clock_timestamp() WHERE id = step_id;
  END IF;
END $$;

-- The columns say what the text says whose digest people confirm.
CREATE FUNCTION guard_fact_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said jsonb := NEW.canonical::jsonb;
  ended "LegalFact";
BEGIN
  IF NEW.digest <> encode(sha256(convert_to(NEW.canonical, 'UTF8')), 'hex')
     OR (NEW.fact, NEW."endsId", NEW."inForceFrom", NEW."inForceTo") IS DISTINCT FROM
        (said->>'fact', said->>'ends', (said->>'in_force_from')::date::timestamp AT TIME ZONE 'UTC',
         (said->>'in_force_to')::date::timestamp AT TIME ZONE 'UTC') THEN
    PERFORM guard_refuse('CS090', 'fact_digest: not what the digest is over');
  END IF;
  IF NEW."endsId" IS NULL AND (NEW."inForceFrom" IS NULL OR NEW."inForceTo" < NEW."inForceFrom") THEN
    PERFORM guard_refuse('CS090', 'fact_days: a fact begins on a day, and ends on none before it');
  END IF;
  IF NEW."endsId" IS NOT NULL THEN
    SELECT * INTO ended FROM "LegalFact" WHERE id = NEW."endsId";
    IF NOT FOUND OR ended."endsId" IS NOT NULL OR ended.fact <> NEW.fact OR NEW."inForceTo" IS NULL
       OR NOT EXISTS (SELECT 1 FROM "LegalFactConfirmation" WHERE "factId" = NEW."endsId") THEN
      PERFORM guard_refuse('CS090', 'fact_ends: only a confirmed fact is ended, on a day');
    END IF;
  END IF;
  PERFORM guard_fact_role(NEW."recordedById", 'compliance');
  PERFORM guard_fact_step_up(NEW."stepUpId", NEW."recordedById", NEW.digest, NEW.method);
  NEW."recordedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER fact_insert BEFORE INSERT ON "LegalFact" FOR EACH ROW EXECUTE FUNCTION guard_fact_insert();

CREATE FUNCTION guard_fact_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE recorded "LegalFact";
BEGIN
  SELECT * INTO recorded FROM "LegalFact" WHERE id = NEW."factId" FOR UPDATE;
  IF NOT FOUND OR recorded."endsId" IS NOT NULL OR recorded.digest <> NEW.digest
     OR EXISTS (SELECT 1 FROM "LegalFactConfirmation" WHERE "factId" = NEW."factId") THEN
    PERFORM guard_refuse('CS090', 'fact_vote: the board votes on what is proposed to begin, over its digest');
  END IF;
  IF NEW."memberId" = recorded."recordedById" THEN
    PERFORM guard_refuse('CS090', 'fact_vote_recorder: whoever recorded a fact does not vote on it');
  END IF;
  PERFORM guard_fact_role(NEW."memberId", 'board_member');
  IF NOT EXISTS (SELECT 1 FROM "BoardSeat" WHERE "personId" = NEW."memberId" AND "endedAt" IS NULL) THEN
    PERFORM guard_refuse('CS090', 'fact_vote_not_seated: only a seated member of the board votes');
  END IF;
  PERFORM guard_fact_step_up(NEW."stepUpId", NEW."memberId", NEW.digest, NEW.method);
  NEW."votedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER fact_vote BEFORE INSERT ON "LegalFactVote" FOR EACH ROW EXECUTE FUNCTION guard_fact_vote();

-- As for tier 4: a majority of all seats, one external and one not technical among them, and a majority of those for it.
CREATE FUNCTION guard_fact_board_passed(fact_id text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    2 * count(*) > (SELECT count(*) FROM "BoardSeat" WHERE "endedAt" IS NULL)
    AND bool_or(b."isExternal") AND bool_or(NOT b."isTechnical")
    AND 2 * count(*) FILTER (WHERE v.vote = 'for') > count(*), false)
  FROM "LegalFactVote" v JOIN "BoardSeat" b ON b."personId" = v."memberId" AND b."endedAt" IS NULL
  JOIN "StaffRole" r ON r."personId" = v."memberId" AND r.role = 'board_member' AND r."endedAt" IS NULL
  JOIN "Person" p ON p.id = v."memberId" AND p."disabledAt" IS NULL
  WHERE v."factId" = fact_id
$$;

CREATE FUNCTION guard_fact_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE recorded "LegalFact";
BEGIN
  SELECT * INTO recorded FROM "LegalFact" WHERE id = NEW."factId" FOR UPDATE;
  IF NOT FOUND OR recorded.digest <> NEW.digest THEN
    PERFORM guard_refuse('CS090', 'fact_confirmation: not the digest of what was recorded');
  END IF;
  IF NEW."confirmedById" = recorded."recordedById" THEN
    PERFORM guard_refuse('CS090', 'fact_two_people: whoever recorded a fact does not confirm it');
  END IF;
  IF EXISTS (SELECT 1 FROM "LegalFactVote" WHERE "factId" = NEW."factId" AND "memberId" = NEW."confirmedById") THEN
    PERFORM guard_refuse('CS090', 'fact_voter: whoever voted on a fact does not confirm it');
  END IF;
  PERFORM guard_fact_role(NEW."confirmedById", 'legal');
  IF recorded."endsId" IS NULL AND NOT guard_fact_board_passed(NEW."factId") THEN
    PERFORM guard_refuse('CS090', 'fact_board: the board has not passed it');
  END IF;
  PERFORM guard_fact_step_up(NEW."stepUpId", NEW."confirmedById", NEW.digest, NEW.method);
  NEW."confirmedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER fact_confirmation BEFORE INSERT ON "LegalFactConfirmation" FOR EACH ROW EXECUTE FUNCTION guard_fact_confirmation();
