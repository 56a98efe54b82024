-- No signature overrides a rule: what the last screening of the revision stops is not approved, in the database either.

CREATE FUNCTION guard_decision_screening() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE outcome text;
BEGIN
  SELECT s.outcome INTO outcome FROM "Screening" s JOIN "DecisionProposal" p ON p."revisionId" = s."revisionId"
  WHERE p.id = NEW."proposalId" ORDER BY s."createdAt" DESC, s.id DESC LIMIT 1;
  IF NEW.outcome = 'approve' AND (outcome IS NULL OR outcome NOT IN ('review', 'needs_instrument')) THEN
    PERFORM guard_refuse('CS020', 'decision_screening: what the screening stops is not approved');
  END IF;
  RETURN NEW;
END $$;
-- After decision_insert, by name: what that one refuses is refused with its own words.
CREATE TRIGGER decision_screening BEFORE INSERT ON "Decision" FOR EACH ROW EXECUTE FUNCTION guard_decision_screening();
