-- A vote of the board by passkey keeps its assertion as a signature does (kept_assertions).

CREATE FUNCTION guard_vote_assertion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  step "StepUp";
  refusal text;
BEGIN
  IF NEW.method <> 'passkey' THEN RETURN NEW; END IF;
  SELECT * INTO step FROM "StepUp" WHERE id = NEW."stepUpId";
  refusal := guard_assertion_refusal(step.assertion, NEW."memberId", NEW.digest);
  IF refusal IS NOT NULL THEN PERFORM guard_refuse('CS010', refusal); END IF;
  INSERT INTO "KeptAssertion" ("stepUpId", "personId", digest, assertion, "keptAt")
  VALUES (step.id, step."personId", step.digest, step.assertion, clock_timestamp());
  RETURN NEW;
END $$;
CREATE TRIGGER vote_keeps_assertion BEFORE INSERT ON "BoardVote" FOR EACH ROW EXECUTE FUNCTION guard_vote_assertion();
