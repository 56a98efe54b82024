-- A record of the law is signed as a decision is: its text names the record, a passkey's answer to its digest is kept,
-- and whoever of legal does not confirm it can refuse it, for good. Refusals: CS090 fact_*, CS010 signature_assertion*.

CREATE TABLE "LegalFactRefusal" (
    "factId" TEXT NOT NULL,
    "refusedById" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "stepUpId" TEXT NOT NULL,
    "refusedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "LegalFactRefusal_pkey" PRIMARY KEY ("factId")
);
CREATE UNIQUE INDEX "LegalFactRefusal_stepUpId_key" ON "LegalFactRefusal" ("stepUpId");
ALTER TABLE "LegalFactRefusal" ADD CONSTRAINT "LegalFactRefusal_factId_fkey"
    FOREIGN KEY ("factId") REFERENCES "LegalFact" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "LegalFactRefusal" ADD CONSTRAINT "LegalFactRefusal_says_why" CHECK (btrim(reason) <> '');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "LegalFactRefusal" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "LegalFactRefusal" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

CREATE FUNCTION guard_fact_refusal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE recorded "LegalFact";
BEGIN
  SELECT * INTO recorded FROM "LegalFact" WHERE id = NEW."factId" FOR UPDATE;
  IF NOT FOUND OR recorded.digest <> NEW.digest THEN
    PERFORM guard_refuse('CS090', 'fact_refusal: not the digest of what was recorded');
  END IF;
  IF EXISTS (SELECT 1 FROM "LegalFactConfirmation" WHERE "factId" = NEW."factId") THEN
    PERFORM guard_refuse('CS090', 'fact_refusal_late: what was confirmed is ended, not refused');
  END IF;
  IF NEW."refusedById" = recorded."recordedById" THEN
    PERFORM guard_refuse('CS090', 'fact_two_people: whoever recorded a fact does not refuse it');
  END IF;
  IF EXISTS (SELECT 1 FROM "LegalFactVote" WHERE "factId" = NEW."factId" AND "memberId" = NEW."refusedById") THEN
    PERFORM guard_refuse('CS090', 'fact_voter: whoever voted on a fact does not refuse it');
  END IF;
  PERFORM guard_fact_role(NEW."refusedById", 'legal');
  PERFORM guard_fact_step_up(NEW."stepUpId", NEW."refusedById", NEW.digest, NEW.method);
  NEW."refusedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER fact_refusal BEFORE INSERT ON "LegalFactRefusal" FOR EACH ROW EXECUTE FUNCTION guard_fact_refusal();

-- Named to come after the tables' own guards, which lock the fact: triggers fire in the order of their names.
CREATE FUNCTION guard_fact_not_refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "LegalFactRefusal" WHERE "factId" = NEW."factId") THEN
    PERFORM guard_refuse('CS090', 'fact_refused: nobody votes on or confirms what was refused');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER not_refused BEFORE INSERT ON "LegalFactVote" FOR EACH ROW EXECUTE FUNCTION guard_fact_not_refused();
CREATE TRIGGER not_refused BEFORE INSERT ON "LegalFactConfirmation" FOR EACH ROW EXECUTE FUNCTION guard_fact_not_refused();

-- Two records can read the same. Who confirms a text confirms one of them.
CREATE FUNCTION guard_fact_text_names_it() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.canonical::jsonb->>'id' IS DISTINCT FROM NEW.id THEN
    PERFORM guard_refuse('CS090', 'fact_digest: the text is of another record');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER text_names_it BEFORE INSERT ON "LegalFact" FOR EACH ROW EXECUTE FUNCTION guard_fact_text_names_it();

-- As guard_signature_assertion (kept_assertions), for the person in the column that the trigger names.
CREATE FUNCTION guard_fact_assertion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step "StepUp";
  refusal text;
BEGIN
  IF NEW.method <> 'passkey' THEN RETURN NEW; END IF;
  SELECT * INTO step FROM "StepUp" WHERE id = NEW."stepUpId";
  refusal := guard_assertion_refusal(step.assertion, to_jsonb(NEW)->>TG_ARGV[0], NEW.digest);
  IF refusal IS NOT NULL THEN PERFORM guard_refuse('CS010', refusal); END IF;
  INSERT INTO "KeptAssertion" ("stepUpId", "personId", digest, assertion, "keptAt")
  VALUES (step.id, step."personId", step.digest, step.assertion, clock_timestamp());
  RETURN NEW;
END $$;
CREATE TRIGGER keeps_assertion BEFORE INSERT ON "LegalFact" FOR EACH ROW EXECUTE FUNCTION guard_fact_assertion('recordedById');
CREATE TRIGGER keeps_assertion BEFORE INSERT ON "LegalFactVote" FOR EACH ROW EXECUTE FUNCTION guard_fact_assertion('memberId');
CREATE TRIGGER keeps_assertion BEFORE INSERT ON "LegalFactConfirmation" FOR EACH ROW EXECUTE FUNCTION guard_fact_assertion('confirmedById');
CREATE TRIGGER keeps_assertion BEFORE INSERT ON "LegalFactRefusal" FOR EACH ROW EXECUTE FUNCTION guard_fact_assertion('refusedById');
