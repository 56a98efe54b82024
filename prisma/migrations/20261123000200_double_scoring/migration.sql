-- Two people score the factors that weigh most, apart from each other; where they come to lie two points apart or
-- more, both write down why. Refusals: CS060 score_*, CS062 reconciliation_*, CS020 decision_unreconciled.

ALTER TABLE "LaneAssignment" ADD COLUMN "seat" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "FactorScore" ADD COLUMN "seat" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "LaneAssignment" ADD CONSTRAINT "LaneAssignment_seat" CHECK (seat IN (1, 2));
ALTER TABLE "FactorScore" ADD CONSTRAINT "FactorScore_seat" CHECK (seat IN (1, 2));

-- One person at a time has a seat, and one seat at a time: nobody scores a factor twice over.
DROP INDEX "LaneAssignment_one_holder";
CREATE UNIQUE INDEX "LaneAssignment_one_holder" ON "LaneAssignment" ("applicationId", lane, seat) WHERE "recusedAt" IS NULL;
CREATE UNIQUE INDEX "LaneAssignment_one_seat" ON "LaneAssignment" ("applicationId", "personId") WHERE "recusedAt" IS NULL;
DROP INDEX "FactorScore_revisionId_factorId_lane_key";
CREATE UNIQUE INDEX "FactorScore_revisionId_factorId_lane_seat_key" ON "FactorScore" ("revisionId", "factorId", "lane", "seat");
CREATE UNIQUE INDEX "FactorScore_one_scorer" ON "FactorScore" ("revisionId", "factorId", "scorerId");

CREATE TABLE "Reconciliation" (
    "id" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "factorId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "writtenById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Reconciliation_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ReconciliationAgreement" (
    "reconciliationId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "ReconciliationAgreement_pkey" PRIMARY KEY ("reconciliationId", "personId")
);
CREATE INDEX "Reconciliation_revisionId_factorId_createdAt_idx" ON "Reconciliation" ("revisionId", "factorId", "createdAt");
ALTER TABLE "ReconciliationAgreement" ADD CONSTRAINT "ReconciliationAgreement_reconciliationId_fkey"
    FOREIGN KEY ("reconciliationId") REFERENCES "Reconciliation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Reconciliation" ADD CONSTRAINT "Reconciliation_says_something" CHECK (btrim(text) <> '');

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Reconciliation', 'ReconciliationAgreement'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
                    FOR EACH ROW EXECUTE FUNCTION guard_append_only()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()', name);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION guard_score_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "LaneAssignment" WHERE "applicationId" = NEW."applicationId" AND lane = NEW.lane
                 AND seat = NEW.seat AND "personId" = NEW."scorerId" AND "recusedAt" IS NULL) THEN
    PERFORM guard_refuse('CS060', 'score_not_holder: only the person who holds the lane scores in it');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "ApplicationRevision" WHERE id = NEW."revisionId" AND "applicationId" = NEW."applicationId") THEN
    PERFORM guard_refuse('CS060', 'score_other_application: the revision belongs to another application');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION guard_score_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."lockedAt" IS NOT NULL THEN
    PERFORM guard_refuse('CS060', 'score_locked: a locked score cannot be changed or removed');
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF (NEW.id, NEW."applicationId", NEW."revisionId", NEW."factorId", NEW.lane, NEW.seat, NEW."scorerId")
     IS DISTINCT FROM (OLD.id, OLD."applicationId", OLD."revisionId", OLD."factorId", OLD.lane, OLD.seat, OLD."scorerId") THEN
    PERFORM guard_refuse('CS002', 'immutable: a score keeps its case, factor, lane and scorer');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION guard_score_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."keptFromId" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM "FactorScore" s WHERE s.id = NEW."keptFromId" AND s."lockedAt" IS NOT NULL
    AND (s."applicationId", s."factorId", s.lane, s.seat, s."scorerId", s.points, s.rationale)
      = (NEW."applicationId", NEW."factorId", NEW.lane, NEW.seat, NEW."scorerId", NEW.points, NEW.rationale)
    AND s."revisionId" <> NEW."revisionId"
  ) THEN
    PERFORM guard_refuse('CS060', 'score_kept: not a locked score of an earlier revision');
  END IF;
  RETURN NEW;
END $$;

-- Reconciliation ------------------------------------------------------------------------------------------

-- Points between the two locked scores of a factor; null while there are not two.
CREATE FUNCTION guard_spread(revision text, factor text) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN count(*) > 1 THEN max(points) - min(points) END
  FROM "FactorScore" WHERE "revisionId" = revision AND "factorId" = factor AND "lockedAt" IS NOT NULL
$$;

-- Written by one of the two who scored it, over two locked scores that lie two points apart or more.
CREATE FUNCTION guard_reconciliation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(guard_spread(NEW."revisionId", NEW."factorId"), 0) < 2 THEN
    PERFORM guard_refuse('CS062', 'reconciliation_no_spread: two locked scores two points apart are reconciled');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "FactorScore" s WHERE s."revisionId" = NEW."revisionId" AND s."factorId" = NEW."factorId"
                 AND s."applicationId" = NEW."applicationId" AND s."scorerId" = NEW."writtenById") THEN
    PERFORM guard_refuse('CS062', 'reconciliation_not_scorer: the two who scored a factor reconcile it');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reconciliation_insert BEFORE INSERT ON "Reconciliation" FOR EACH ROW EXECUTE FUNCTION guard_reconciliation();

CREATE FUNCTION guard_reconciliation_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Reconciliation" r JOIN "FactorScore" s ON s."revisionId" = r."revisionId" AND s."factorId" = r."factorId"
                 WHERE r.id = NEW."reconciliationId" AND s."scorerId" = NEW."personId") THEN
    PERFORM guard_refuse('CS062', 'reconciliation_not_scorer: the two who scored a factor reconcile it');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reconciliation_agreement BEFORE INSERT ON "ReconciliationAgreement"
  FOR EACH ROW EXECUTE FUNCTION guard_reconciliation_agreement();

-- No decision over a spread that nobody has explained: the last text on each, stood by by every scorer of the factor
-- who has not left the case since.
CREATE FUNCTION guard_unreconciled(revision text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT min(f."factorId") FROM (SELECT DISTINCT "factorId" FROM "FactorScore" WHERE "revisionId" = revision) f
  WHERE guard_spread(revision, f."factorId") >= 2 AND NOT EXISTS (
    SELECT 1 FROM (SELECT * FROM "Reconciliation" r WHERE r."revisionId" = revision AND r."factorId" = f."factorId"
                   ORDER BY r."createdAt" DESC, r.id DESC LIMIT 1) last
    WHERE NOT EXISTS (
      SELECT 1 FROM "FactorScore" s WHERE s."revisionId" = revision AND s."factorId" = f."factorId" AND s."lockedAt" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "ReconciliationAgreement" a WHERE a."reconciliationId" = last.id AND a."personId" = s."scorerId")
      AND NOT EXISTS (SELECT 1 FROM "LaneAssignment" l WHERE l."applicationId" = s."applicationId"
                      AND l."personId" = s."scorerId" AND l."recusedAt" IS NOT NULL)))
$$;

CREATE FUNCTION guard_decision_reconciled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE factor text;
BEGIN
  SELECT guard_unreconciled(p."revisionId") INTO factor FROM "DecisionProposal" p WHERE p.id = NEW."proposalId";
  IF factor IS NOT NULL THEN
    PERFORM guard_refuse('CS020', format('decision_unreconciled: the two scores of %s lie apart and nobody has said why', factor));
  END IF;
  RETURN NEW;
END $$;
-- After decision_insert, by name.
CREATE TRIGGER decision_reconciled BEFORE INSERT ON "Decision" FOR EACH ROW EXECUTE FUNCTION guard_decision_reconciled();
