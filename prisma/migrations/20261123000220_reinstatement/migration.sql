-- A grant that was restricted or suspended goes on when two people lift it. Refusals: CS031 reinstatement_*.

CREATE TABLE "Reinstatement" (
    "id" TEXT NOT NULL,
    "grantId" TEXT NOT NULL,
    "fromState" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "askedById" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmation" TEXT,
    "confirmedById" TEXT,
    "confirmedAt" TIMESTAMPTZ(3),
    CONSTRAINT "Reinstatement_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Reinstatement_grantId_askedAt_idx" ON "Reinstatement" ("grantId", "askedAt");
ALTER TABLE "Reinstatement" ADD CONSTRAINT "Reinstatement_grantId_fkey"
    FOREIGN KEY ("grantId") REFERENCES "Grant" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Reinstatement" ADD CONSTRAINT "Reinstatement_fromState" CHECK ("fromState" IN ('restricted', 'suspended'));
ALTER TABLE "Reinstatement" ADD CONSTRAINT "Reinstatement_two_people"
  CHECK (("confirmedById" IS NULL) = ("confirmedAt" IS NULL) AND "confirmedById" IS DISTINCT FROM "askedById");
CREATE TRIGGER append_only_delete BEFORE DELETE ON "Reinstatement" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "Reinstatement" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

CREATE FUNCTION guard_reinstatement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept "Reinstatement" := OLD;
BEGIN
  kept."confirmation" := NEW."confirmation";
  kept."confirmedById" := NEW."confirmedById";
  kept."confirmedAt" := NEW."confirmedAt";
  IF NEW IS DISTINCT FROM kept OR OLD."confirmedAt" IS NOT NULL THEN
    PERFORM guard_refuse('CS002', 'immutable: a reinstatement is confirmed once, and nothing else of it changes');
  END IF;
  NEW."confirmedAt" := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER reinstatement_change BEFORE UPDATE ON "Reinstatement" FOR EACH ROW EXECUTE FUNCTION guard_reinstatement();

-- Back to work only by two people, who said so after it was last stopped.
CREATE FUNCTION guard_grant_reinstated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('restricted', 'suspended') AND NEW.state = 'active' AND NOT EXISTS (
    SELECT 1 FROM "Reinstatement" r WHERE r."grantId" = NEW.id AND r."fromState" = OLD.state AND r."confirmedAt" IS NOT NULL
    AND r."askedAt" >= coalesce((SELECT max(e."createdAt") FROM "GrantEvent" e
                                 WHERE e."grantId" = NEW.id AND e."toState" = OLD.state), r."askedAt")) THEN
    PERFORM guard_refuse('CS031', 'reinstatement_two: two people lift what one has stopped');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_reinstated BEFORE UPDATE OF state ON "Grant" FOR EACH ROW EXECUTE FUNCTION guard_grant_reinstated();
